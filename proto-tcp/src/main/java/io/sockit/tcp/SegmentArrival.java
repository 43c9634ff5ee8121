package io.sockit.tcp;

import static io.sockit.tcp.TcpHeader.ACK;
import static io.sockit.tcp.TcpHeader.FIN;
import static io.sockit.tcp.TcpHeader.PSH;
import static io.sockit.tcp.TcpHeader.RST;
import static io.sockit.tcp.TcpHeader.SYN;
import static io.sockit.tcp.TcpHeader.URG;

import io.sockit.api.Errno;
import io.sockit.spi.packet.Packet;
import io.sockit.tcp.TcpState.Event;

/// What a connection does when a segment arrives: the steps of RFC 9293 §3.10.7.3 and §3.10.7.4 in
/// their order, with the checks of RFC 5961 and RFC 7323. On the strand.
final class SegmentArrival {
    private static final long PAWS_LIFE = 24L * 24 * 3600 * RoundTrip.SECOND; // RFC 7323 §5.5
    private static final int PAWS_WINDOW = 1; // ms that a timestamp may go back

    private final Connection connection;

    SegmentArrival(Connection connection) {
        this.connection = connection;
    }

    /// Takes over a segment, whose header is read and consumed.
    void arrived(Segment segment, Packet packet) {
        connection.echo(segment);
        switch (connection.state()) {
            case SYN_SENT -> inSynSent(segment, packet);
            case CLOSED, LISTEN, TIME_WAIT -> packet.release();
            default -> synchronised(segment, packet);
        }
    }

    // ---- SYN-SENT

    private void inSynSent(Segment segment, Packet packet) {
        boolean ack = segment.has(ACK);
        if (ack) {
            long acknowledged = connection.positionOut(segment.acknowledgment);
            boolean known = acknowledged >= 0 && acknowledged <= connection.sender.next();
            boolean stale =
                    connection.hasTimestamps()
                            && segment.hasTimestamps
                            && segment.timestampEcho != 0
                            && segment.timestampEcho - connection.timestamp() > 0;
            if (!known || stale) {
                if (!segment.has(RST)) {
                    connection.tcp.answers.reset(segment, packet);
                }
                connection.retransmission.tryAgainSoon();
                packet.release();
                return;
            }
        }
        if (segment.has(RST)) {
            packet.release();
            if (ack) {
                connection.fail(Errno.ECONNREFUSED, false);
            }
            return;
        }
        if (!segment.has(SYN)) {
            packet.release();
            return;
        }
        connection.takeSyn(segment);
        if (ack) {
            completed(segment, packet);
        } else {
            crossed(segment, packet);
        }
    }

    private void completed(Segment segment, Packet packet) {
        connection.ecn.answered(segment);
        connection.state(Event.SYN_ACK);
        connection.sender.open(segment.window, -1);
        connection.acknowledgments().take(segment, -1);
        connection.opened();
        boolean waits = connection.sender.hasUnsent() || connection.pcb().waitsForData();
        connection.pcb().connected();
        if (waits) {
            connection.receiver.interactive(true);
            connection.receiver.acknowledgeSoon();
        } else {
            connection.output.acknowledge();
        }
        if (packet.length() > 0 || segment.has(FIN)) {
            takeData(segment, packet, 0);
        } else {
            packet.release();
        }
        connection.pump();
    }

    /// Both ends have sent a SYN (RFC 9293 §3.5, figure 8).
    private void crossed(Segment segment, Packet packet) {
        connection.state(Event.SYN);
        connection.sender.open(segment.window, -1);
        packet.release();
        connection.output.syn();
        connection.retransmission.restart();
    }

    // ---- all others

    private void synchronised(Segment segment, Packet packet) {
        long start = connection.positionIn(segment.sequence);
        if (!isAcceptable(segment, start)) {
            packet.release();
            return;
        }
        long dataStart = segment.has(SYN) ? start + 1 : start;
        if (!segment.has(ACK)) {
            packet.release();
            return;
        }
        updateTimestamp(segment, start);
        if (connection.ecn.arrived(segment)) {
            connection.receiver.quickly();
        }
        boolean opens = connection.state() == TcpState.SYN_RECEIVED;
        if (!acknowledge(segment, packet, start, opens)) {
            packet.release();
            return;
        }
        connection.heard();
        finAcknowledged();
        if (connection.state() == TcpState.CLOSED) {
            packet.release();
            return;
        }
        if (segment.has(URG)) {
            urgent(segment, dataStart);
        }
        if (packet.length() > 0 || segment.has(FIN)) {
            takeData(segment, packet, dataStart);
        } else {
            packet.release();
        }
        connection.pump();
    }

    /// The fifth step: the acknowledgment.
    ///
    /// @return false where the segment is no use
    private boolean acknowledge(Segment segment, Packet packet, long start, boolean opens) {
        if (!connection.acknowledgments().take(segment, start)) {
            if (opens) {
                connection.tcp.answers.reset(segment, packet);
                return false;
            }
            connection.tcp.counters.invalidAck.increment();
            challenge();
            return false;
        }
        if (opens && connection.sender.una() >= 0) {
            connection.state(Event.ACK_OF_SYN);
            connection.opened();
            connection.pcb().connected();
            if (connection.sender.finQueued()) {
                connection.state(Event.CLOSE);
            }
        }
        return connection.state() != TcpState.CLOSED;
    }

    private void finAcknowledged() {
        if (!connection.sender.finAcknowledged() || !connection.state().allows(Event.ACK_OF_FIN)) {
            return;
        }
        switch (connection.state()) {
            case CLOSING -> {
                connection.state(Event.ACK_OF_FIN);
                connection.timeWait();
            }
            case LAST_ACK -> connection.closedInOrder();
            default -> {
                connection.state(Event.ACK_OF_FIN);
                connection.pcb().finAcknowledged();
            }
        }
    }

    // ---- the first four steps

    private boolean isAcceptable(Segment segment, long start) {
        boolean reset = segment.has(RST);
        TcpCounters counters = connection.tcp.counters;
        if (isOld(segment) && !reset) {
            counters.pawsEstab.increment();
            answer(segment, start);
            return false;
        }
        long end = start + segment.span();
        if (!connection.receiver.accepts(start, end)) {
            if (reset) {
                return false;
            }
            if (segment.has(SYN)) {
                synChallenge();
            } else {
                answer(segment, start);
            }
            return false;
        }
        if (reset) {
            resetArrived(start);
            return false;
        }
        if (segment.has(SYN)) {
            boolean crossed =
                    connection.state() == TcpState.SYN_RECEIVED
                            && segment.has(ACK)
                            && start == -1
                            && end == connection.receiver.next();
            if (!crossed) {
                synChallenge();
                return false;
            }
        }
        return true;
    }

    /// A segment that is not in the window is answered with an acknowledgment (RFC 9293 §3.10.7.4,
    /// first step).
    private void answer(Segment segment, long start) {
        long end = start + segment.span();
        boolean withData = segment.length > 0;
        if (!connection.mayAnswer(withData)) {
            connection.tcp.counters.skippedChallenge.increment();
            return;
        }
        if (end > start && start < connection.receiver.next()) {
            connection.receiver.cameTwice(start, end);
        }
        connection.output.acknowledge();
    }

    private void resetArrived(long start) {
        Receiver receiver = connection.receiver;
        boolean exact =
                start == receiver.next() || start == receiver.sacks.highest(receiver.next());
        if (!exact) {
            challenge(); // RFC 5961 §3.2
            return;
        }
        Errno errno =
                switch (connection.state()) {
                    case SYN_SENT, SYN_RECEIVED -> Errno.ECONNREFUSED;
                    case CLOSE_WAIT -> Errno.EPIPE;
                    default -> Errno.ECONNRESET;
                };
        connection.fail(errno, false);
    }

    private void synChallenge() {
        connection.tcp.counters.synChallenge.increment();
        challenge();
    }

    /// Asks the peer to show that it is the peer (RFC 5961).
    private void challenge() {
        if (connection.mayAnswer(false) && connection.tcp.mayChallenge()) {
            connection.tcp.counters.challengeAck.increment();
            connection.output.acknowledge();
        } else {
            connection.tcp.counters.skippedChallenge.increment();
        }
    }

    // ---- timestamps

    /// Whether a segment is a duplicate of long ago (PAWS, RFC 7323 §5.3).
    private boolean isOld(Segment segment) {
        if (!connection.hasTimestamps() || !segment.hasTimestamps) {
            return false;
        }
        boolean back = segment.timestamp - connection.tsRecent() < -PAWS_WINDOW;
        if (!back || connection.tsRecent() == 0) {
            return false;
        }
        if (connection.now() - connection.tsRecentAt() > PAWS_LIFE) {
            return false;
        }
        // An acknowledgment that was overtaken does no harm and may tell of a window.
        boolean overtaken =
                segment.length == 0
                        && !segment.has(SYN)
                        && !segment.has(FIN)
                        && connection.positionIn(segment.sequence) == connection.receiver.next()
                        && connection.positionOut(segment.acknowledgment) == connection.sender.una()
                        && connection.tsRecent() - segment.timestamp
                                <= connection.roundTrip.timeout() / RoundTrip.MILLISECOND;
        return !overtaken;
    }

    /// RFC 7323 §4.3: of a segment that the last acknowledgment is in.
    private void updateTimestamp(Segment segment, long start) {
        if (connection.hasTimestamps()
                && segment.hasTimestamps
                && start <= connection.receiver.window().told()
                && segment.timestamp - connection.tsRecent() >= 0) {
            connection.tsRecent(segment.timestamp);
        }
    }

    // ---- the later steps

    /// RFC 9293 §3.8.5 and §3.10.7.4, sixth step.
    private void urgent(Segment segment, long dataStart) {
        if (!connection.state().receives() || segment.urgent == 0) {
            return;
        }
        int pointer = segment.urgent;
        long behind = dataStart + pointer + (connection.tcp.standardUrgent() ? 1 : 0);
        if (behind > connection.receiver.next()) {
            connection.pcb().urgent(behind);
        }
    }

    private void takeData(Segment segment, Packet packet, long start) {
        boolean fin = segment.has(FIN);
        long end = start + packet.length();
        if (!connection.state().receives()) {
            lateData(packet, start, end, fin);
            return;
        }
        if (connection.isOrphan() && packet.length() > 0 && end > connection.receiver.next()) {
            // Nobody will read it (RFC 9293 §3.6.1, RFC 1122 §4.2.2.13).
            connection.tcp.answers.reset(segment, packet);
            packet.release();
            connection.tcp.counters.abortOnData.increment();
            connection.fail(null, false);
            return;
        }
        boolean finished = connection.receiver.data(packet, start, fin, segment.has(PSH));
        if (finished) {
            finArrived();
        }
    }

    /// After the peer's FIN: what comes again is acknowledged.
    private void lateData(Packet packet, long start, long end, boolean fin) {
        packet.release();
        if (start < connection.receiver.next()) {
            connection.receiver.cameTwice(start, end + (fin ? 1 : 0));
            connection.receiver.acknowledgeSoon();
        }
    }

    /// The eighth step.
    private void finArrived() {
        TcpState before = connection.state();
        connection.state(Event.FIN);
        connection.receiver.interactive(before == TcpState.ESTABLISHED);
        connection.pcb().finArrived();
        switch (before) {
            case FIN_WAIT_1 -> connection.output.acknowledge();
            case FIN_WAIT_2 -> {
                connection.output.acknowledge();
                connection.timeWait();
            }
            default -> {}
        }
    }
}
