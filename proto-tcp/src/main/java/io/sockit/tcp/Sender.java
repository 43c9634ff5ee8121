package io.sockit.tcp;

import static io.sockit.tcp.TcpHeader.ACK;
import static io.sockit.tcp.TcpHeader.FIN;
import static io.sockit.tcp.TcpHeader.PSH;

import io.sockit.spi.StreamSend;
import io.sockit.tcp.Outstanding.Sent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;

/// The sending direction of a connection (RFC 9293 §3.8): what of so_snd may go out now, in which
/// pieces, and what goes out again. On the strand.
///
/// ```
///       una             next                  end of so_snd
///  ──────┼───────────────┼─────────────────────────┼──────
///        └─ outstanding ─┘
///        └─────────── window ───────────┘
/// ```
final class Sender {
    /// Of no position.
    static final long NONE = Long.MIN_VALUE;

    private static final int SMALL = 536; // RFC 9293 MUST-15
    private static final int LEAST = 8;

    final Outstanding outstanding = new Outstanding();
    private final Connection connection;
    private final StreamSend stream;

    private long una = -1; // the SYN is at -1
    private long next = -1;
    private long fin = NONE; // the FIN's position, once the program sends no more
    private long window; // SND.WND
    private long largestWindow;
    private long updatedBy; // SND.WL1: position of the segment that told the window
    private long smallEnd = NONE; // Minshall: end of the last small packet
    private long pushed; // end of what the program wants to be on its way
    private @Nullable Queue<Long> recordEnds; // of MSG_EOR; few programs use it
    private long urgent = NONE; // SND.UP: position behind the urgent byte
    private int mss = SMALL;
    private long lastSentAt; // when data was last sent

    Sender(Connection connection, StreamSend stream) {
        this.connection = connection;
        this.stream = stream;
    }

    long una() {
        return una;
    }

    /// Position of what is sent next.
    long next() {
        return next;
    }

    long window() {
        return window;
    }

    /// The largest window that the peer has ever offered.
    long largestWindow() {
        return largestWindow;
    }

    /// Position behind all that may be sent now, the window alone asked.
    long windowEnd() {
        return una + window;
    }

    /// Bytes that a packet carries at most, options allowed for: at most half the largest window
    /// seen, or a peer with a small one would be sent nothing (RFC 1122 §4.2.3.4).
    int mss() {
        int size = mss - OutgoingOptions.sackLength(connection.receiver.sacks.count());
        if (size > largestWindow / 2) {
            long bound = largestWindow > SMALL ? largestWindow / 2 : largestWindow;
            size = (int) Math.min(size, bound);
        }
        return Math.max(size, LEAST);
    }

    void mss(int bytes) {
        mss = bytes;
    }

    /// The time at which data was last sent.
    long lastSentAt() {
        return lastSentAt;
    }

    boolean finQueued() {
        return fin != NONE;
    }

    boolean finAcknowledged() {
        return fin != NONE && una > fin;
    }

    /// Position behind the last thing to send, the FIN counted.
    private long end() {
        return fin == NONE ? stream.sendEnd() : fin + 1;
    }

    /// Whether anything waits that has never been sent.
    boolean hasUnsent() {
        return next < end() && next >= 0;
    }

    int unsent() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, stream.sendEnd() - Math.max(0, next)));
    }

    /// Bytes that were written and are not acknowledged, and the FIN.
    long unacknowledged() {
        return end() - Math.max(0, una);
    }

    // ---- windows

    /// The peer's window as its SYN told it.
    void open(long newWindow, long position) {
        window = newWindow;
        largestWindow = Math.max(largestWindow, newWindow);
        updatedBy = position;
    }

    /// Takes the window of an acceptable segment (RFC 9293 §3.10.7.4, fifth step).
    ///
    /// @param position of the segment
    /// @return whether it was news
    boolean update(long acknowledgment, long position, long newWindow) {
        boolean newer =
                acknowledgment > una
                        || position > updatedBy
                        || (position == updatedBy && newWindow > window);
        if (!newer) {
            return false;
        }
        updatedBy = position;
        boolean changed = newWindow != window;
        window = newWindow;
        largestWindow = Math.max(largestWindow, newWindow);
        return changed;
    }

    /// Everything before a position is acknowledged.
    void acknowledged(long position) {
        una = position;
        long bytes = fin != NONE ? Math.min(position, fin) : position;
        if (bytes > stream.sendStart()) {
            stream.acknowledge(bytes);
        }
        if (urgent != NONE && urgent <= una) {
            urgent = NONE;
        }
        sizeBuffer();
    }

    /// so_snd follows the window: what is under way, and as much again for what comes next.
    void sizeBuffer() {
        int size = mss();
        long wanted = 2L * connection.congestion.size() * size;
        int most = connection.tcp.sysctls.memory.writeMemory.value().most();
        int lowat = connection.settings().notsentLowat();
        boolean bounds = lowat >= 0; // as an unsigned number it is too large to bound anything
        long sent = Math.max(0, next) - stream.sendStart();
        connection
                .pcb()
                .sendBuffer(
                        (int) Math.min(wanted, most),
                        bounds
                                ? (int) Math.min(Integer.MAX_VALUE, sent + lowat)
                                : Integer.MAX_VALUE);
    }

    // ---- what the program does

    /// More was written.
    ///
    /// @param more whether the program will soon write more
    void written(boolean more) {
        if (!more) {
            pushed = stream.sendEnd();
        }
        push(false, more);
    }

    /// A record ends here: its last packet carries nothing of the next (`MSG_EOR`).
    void endRecord() {
        if (recordEnds == null) {
            recordEnds = new ArrayDeque<>();
        }
        recordEnds.add(stream.sendEnd());
    }

    /// Where the record of the next byte ends at most.
    private long recordEnd() {
        Queue<Long> ends = recordEnds;
        if (ends == null) {
            return Long.MAX_VALUE;
        }
        Long end = ends.peek();
        while (end != null && end <= next) {
            ends.remove();
            end = ends.peek();
        }
        return end == null ? Long.MAX_VALUE : end;
    }

    /// The last byte written is urgent.
    void urgent() {
        urgent = stream.sendEnd();
    }

    /// What the urgent pointer of a segment says that begins at a position (RFC 6093), -1 where it
    /// is not in reach.
    int urgentPointer(long position) {
        long offset = urgent - position - (connection.tcp.standardUrgent() ? 1 : 0);
        return urgent == NONE || urgent <= position || offset > 0xffff ? -1 : (int) offset;
    }

    /// What was held back by TCP_CORK goes.
    void uncork() {
        pushed = stream.sendEnd();
        push(true, false);
    }

    /// The program sends no more.
    void finish() {
        if (fin == NONE) {
            fin = stream.sendEnd();
            pushed = fin;
        }
    }

    // ---- what goes out

    /// The peer has our SYN already.
    void established() {
        una = 0;
        next = 0;
    }

    /// Queues the SYN as the first packet.
    void sendSyn() {
        next = 0;
        sent(outstanding.add(-1, 0, connection.now()));
    }

    private void sent(Sent packet) {
        packet.deliveredBefore = connection.recovery.delivered();
    }

    /// Sends what may be sent now.
    void push() {
        push(false, false);
    }

    /// Sends what may be sent now.
    ///
    /// @param whole whether small packets go, too (RFC 9293 §3.7.4, Nagle's algorithm, left out)
    /// @param hold whether they do not go in any case, as more will be written soon
    void push(boolean whole, boolean hold) {
        if (!connection.state().sends() || !hasUnsent()) {
            return;
        }
        boolean hadNone = outstanding.isEmpty();
        if (hadNone) {
            resumeIfIdle();
        }
        boolean any = false;
        boolean limited = false;
        while (hasUnsent() && !limited) {
            int window = connection.congestion.size();
            int quota = window - outstanding.inFlight();
            if (next == fin) {
                quota = Math.max(quota, 1); // the FIN alone is no load
            }
            limited = quota <= 0;
            int packets = Math.min(quota, Math.max(1, window / 2));
            if (limited || !sendNext(packets, whole, hold)) {
                break;
            }
            any = true;
        }
        limited |= any && outstanding.inFlight() >= connection.congestion.size();
        finished(any, limited, hadNone);
        connection.limits.noteSending(limited);
    }

    /// Sends one packet although the congestion window is full, to see what the peer has.
    void pushOne() {
        boolean hadNone = outstanding.isEmpty();
        if (sendNext(1, true, false)) {
            finished(true, true, hadNone);
        }
    }

    /// Sends the next bytes at once.
    ///
    /// @param most how many packets they may make
    /// @return false where nothing can go
    private boolean sendNext(int most, boolean whole, boolean hold) {
        int size = mss();
        int packets = Math.min(most, connection.congestion.burst());
        long recordEnd = recordEnd();
        long end = Math.min(stream.sendEnd(), next + (long) packets * size);
        end = Math.min(end, recordEnd);
        if (end > windowEnd()) { // whole packets alone (RFC 1122 §4.2.3.4)
            end = next + Math.max(0, (windowEnd() - next) / size) * size;
        }
        boolean last = end == stream.sendEnd();
        boolean withFin = fin != NONE && last && end + 1 <= windowEnd();
        long part = (end - next) % size;
        if (part != 0 && !withFin && !whole && end != recordEnd && held(hold)) {
            end -= part;
        }
        if (end == next && !withFin) {
            return false;
        }
        transmitNew(end, withFin, end == recordEnd);
        return true;
    }

    private void finished(boolean any, boolean limited, boolean hadNone) {
        if (any) {
            connection.congestion.used(outstanding.count(), limited);
            connection.retransmission.sent(hadNone);
        } else if (outstanding.isEmpty() && hasUnsent()) {
            connection.retransmission.probeWindow();
        }
    }

    /// Whether a small packet waits (RFC 9293 §3.7.4, with Minshall's change: for small ones only).
    private boolean held(boolean hold) {
        if (urgent != NONE && urgent > next) {
            return false;
        }
        TcpSettings settings = connection.settings();
        if (settings.cork() || hold) {
            return true;
        }
        return !settings.noDelay() && smallEnd > una && smallEnd <= next;
    }

    private void resumeIfIdle() {
        if (lastSentAt == 0) {
            return;
        }
        long idle = connection.now() - lastSentAt;
        connection.congestion.sendsAgain(idle);
        if (idle > connection.roundTrip.timeout()
                && connection.tcp.sysctls.slowStartAfterIdle.value()) {
            connection.congestion.resumed(idle);
        }
    }

    private void transmitNew(long end, boolean withFin, boolean endsRecord) {
        long start = next;
        long now = connection.now();
        int size = mss();
        long covered = withFin ? end + 1 : end;
        for (long at = start; at < covered; ) {
            long to = end - at <= size ? covered : at + size;
            Sent packet = outstanding.add(at, to, now);
            packet.joined = at > start;
            sent(packet);
            at = to;
        }
        next = covered;
        if (connection.settings().notsentLowat() >= 0) {
            sizeBuffer();
        }
        if ((end - start) % size != 0 || end == start) {
            smallEnd = covered;
        }
        outstanding.last().pushed = end == pushed || endsRecord;
        if (connection.recovery.isReducing()) {
            connection.congestion.sentInReduction((int) ((covered - start + size - 1) / size));
        }
        lastSentAt = now;
        transmit(start, covered, outstanding.last().pushed);
        connection.receiver.dataSent(now);
    }

    /// Sends a range, for the first time or again. What makes several packets is pushed, so that
    /// the peer hands it up at once.
    private void transmit(long start, long end, boolean wasPushed) {
        boolean withFin = fin != NONE && end > fin;
        long dataEnd = withFin ? fin : end;
        int size = mss();
        boolean pushes = dataEnd > start && (wasPushed || dataEnd - start > size);
        int flags = ACK | (withFin ? FIN : 0) | (pushes ? PSH : 0);
        connection.output.data(start, (int) (dataEnd - start), flags, size);
    }

    /// Sends packets again that follow each other, as far as they are not acknowledged.
    ///
    /// @return whether they were sent; not where the peer's window has shrunk before them
    boolean retransmit(int index, int count) {
        Sent first = outstanding.get(index);
        if (first.start >= windowEnd() && first.start > una) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            outstanding.resent(outstanding.get(index + i), connection.now());
            connection.recovery.undo.resent();
        }
        if (index + count < outstanding.count()) {
            outstanding.get(index + count).joined = false;
        }
        resend(first, outstanding.get(index + count - 1), count);
        return true;
    }

    /// Sends the last packet again, to see whether it has been lost (RFC 8985 §7.3).
    void retransmitLast() {
        Sent packet = outstanding.last();
        packet.everResent = true;
        outstanding.retime(packet, connection.now());
        connection.recovery.undo.resent();
        resend(packet, packet, 1);
    }

    private void resend(Sent first, Sent last, int count) {
        first.deliveredBefore = connection.recovery.delivered();
        connection.tcp.counters.retransSegs.add(count);
        lastSentAt = connection.now();
        if (first.start < 0) {
            connection.output.syn();
        } else {
            transmit(Math.max(first.start, una), last.end, last.pushed);
            connection.receiver.acknowledgmentSent();
        }
    }

    /// Sends something that makes the peer tell its window (RFC 9293 §3.8.6.1): the next bytes as
    /// far as the window has room, else an old sequence number.
    ///
    /// @return whether new bytes went out
    boolean probe() {
        long room = windowEnd() - next;
        if (hasUnsent() && next < stream.sendEnd() && room > 0) {
            long end = Math.min(stream.sendEnd(), next + Math.min(room, mss()));
            pushed = Math.max(pushed, end);
            transmitNew(end, fin == end && room > end - next, false);
            return true;
        }
        connection.output.probe();
        return false;
    }
}
