package io.sockit.tcp;

import io.sockit.inet.spi.PcbEntry;
import io.sockit.spi.Timer;
import io.sockit.spi.packet.Packet;

/// What is left of a connection that has ended in good order: enough to acknowledge the peer's FIN
/// again, and to keep old segments out of a new connection of the same ends (RFC 9293 §3.6.1, RFC
/// 6191). On the strand.
final class TimeWait extends PcbEntry {
    private static final long LIFE = 60 * RoundTrip.SECOND; // twice Linux's MSL

    private final TcpTransport tcp;
    private final int sendNext;
    private final int receiveNext;
    private final int window;
    private final boolean timestamps;
    private final int timestampOffset;
    private int tsRecent;
    private final Timer timer;

    TimeWait(Connection connection, TcpTransport tcp) {
        this.tcp = tcp;
        sendNext = connection.wireOut(connection.sender.next());
        receiveNext = connection.wireIn(connection.receiver.next());
        window = connection.receiver.window().offered() >>> connection.receiveScale();
        timestamps = connection.hasTimestamps();
        timestampOffset = connection.timestampOffset();
        tsRecent = connection.tsRecent();
        timer = tcp.timers.timer(now -> end());
    }

    /// It is in the table now.
    void begin() {
        tcp.counters.timeWaits.increment();
        timer.armIn(LIFE);
    }

    private void end() {
        timer.cancel();
        tcp.table.remove(this);
        tcp.timeWaitOver();
    }

    /// Takes over a segment.
    ///
    /// @return false where it begins a new connection: the packet is the caller's then, and this
    ///     record is gone
    boolean arrived(Segment segment, Packet packet) {
        boolean old = timestamps && segment.hasTimestamps && segment.timestamp - tsRecent < 0;
        boolean isNext =
                segment.sequence == receiveNext
                        && segment.span() == (segment.has(TcpHeader.SYN) ? 1 : 0);
        if (!old && isNext && segment.has(TcpHeader.RST)) {
            end(); // RFC 1337 is for those who set tcp_rfc1337
            packet.release();
            return true;
        }
        if (segment.has(TcpHeader.SYN)
                && !segment.has(TcpHeader.RST)
                && !segment.has(TcpHeader.ACK)
                && !old
                && (segment.sequence - receiveNext > 0
                        || (timestamps
                                && segment.hasTimestamps
                                && segment.timestamp - tsRecent > 0))) {
            tcp.counters.timeWaitRecycled.increment();
            end();
            return false;
        }
        if (old) {
            tcp.counters.pawsTimewait.increment();
        }
        if (!segment.has(TcpHeader.RST)) {
            if (!old && !segment.has(TcpHeader.SYN)) {
                if (timestamps && segment.hasTimestamps) {
                    tsRecent = segment.timestamp;
                }
                if (segment.span() > 0) {
                    timer.armIn(LIFE);
                }
            }
            if (segment.span() > 0 || old || segment.sequence != receiveNext) {
                int clock = (int) (tcp.strand.now() / RoundTrip.MILLISECOND) + timestampOffset;
                tcp.answers.acknowledge(
                        packet, sendNext, receiveNext, window, clock, tsRecent, timestamps);
            }
        }
        packet.release();
        return true;
    }
}
