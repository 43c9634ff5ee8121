package io.sockit.tcp;

import io.sockit.tcp.Outstanding.Sent;

/// Sends again what is lost. On the strand.
final class Resending {
    private final Connection connection;
    private final Outstanding outstanding;

    Resending(Connection connection) {
        this.connection = connection;
        outstanding = connection.sender.outstanding;
    }

    /// Sends what is lost, as far as the window has room.
    void resendLost() {
        boolean restart = false;
        int i = 0;
        int size = connection.sender.mss();
        while (i < outstanding.count()
                && outstanding.resent() < outstanding.lost()
                && outstanding.inFlight() < connection.congestion.size()) {
            Sent packet = outstanding.get(i);
            if (!packet.lost || packet.resent) {
                i++;
            } else if (packet.end - packet.start > size + 1) {
                outstanding.cut(size);
            } else {
                int count = lostFrom(i, size);
                if (!connection.sender.retransmit(i, count)) {
                    break;
                }
                (connection.recovery.phase() == Recovery.Phase.LOSS
                                ? connection.tcp.counters.slowStartRetrans
                                : connection.tcp.counters.fastRetrans)
                        .add(count);
                if (connection.recovery.isReducing()) {
                    connection.congestion.sentInReduction(count);
                }
                restart |= i == 0 && !connection.retransmission.waitsForReordering();
                i += count;
            }
        }
        if (restart) {
            connection.retransmission.restart();
        }
    }

    /// How many packets may be sent again at once, beginning with a lost one.
    private int lostFrom(int index, int size) {
        int room = connection.congestion.size() - outstanding.inFlight();
        int most = Math.min(room, connection.congestion.burst());
        int count = 1;
        while (count < most && index + count < outstanding.count()) {
            Sent before = outstanding.get(index + count - 1);
            Sent next = outstanding.get(index + count);
            boolean full = before.end - before.start == size && next.end - next.start <= size;
            if (!next.lost || next.resent || !next.joined || !full) {
                break;
            }
            count++;
        }
        return count;
    }
}
