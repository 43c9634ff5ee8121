package io.sockit.tcp;

/// Duplicate acknowledgments where the peer has no SACK: each stands for a packet that has arrived
/// behind a gap, nobody knows which (RFC 5681 §3.2, RFC 6582). On the strand.
final class Duplicates {
    private final Connection connection;
    private int count;

    Duplicates(Connection connection) {
        this.connection = connection;
    }

    void clear() {
        set(0);
    }

    private void set(int packets) {
        count = packets;
        connection.sender.outstanding.assume(packets);
    }

    void add(int more) {
        if (connection.hasSack() || more == 0) {
            return;
        }
        int before = count;
        set(bounded(count + more));
        connection.recovery.delivered(Math.max(0, count - before));
    }

    /// Packets were acknowledged: the first filled the gap, and the others were the duplicates.
    void eat(int acknowledged) {
        connection.recovery.delivered(Math.max(acknowledged - count, 1));
        set(bounded(Math.max(0, count - (acknowledged - 1))));
    }

    private int bounded(int wanted) {
        Outstanding outstanding = connection.sender.outstanding;
        int most = Math.max(0, outstanding.count() - Math.max(outstanding.lost(), 1));
        if (wanted > most) {
            connection.recovery.reordering(outstanding.count());
        }
        return Math.min(wanted, most);
    }
}
