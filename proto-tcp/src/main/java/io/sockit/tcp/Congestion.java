package io.sockit.tcp;

import io.sockit.tcp.spi.CongestionControl;
import io.sockit.tcp.spi.CongestionWindow;

/// The congestion window of a connection: grown by its [CongestionControl], taken down in
/// proportion to what arrives (RFC 6937), and moderated where it is not used (RFC 7661). In
/// packets. On the strand.
final class Congestion implements CongestionWindow {
    private static final int BURST_SHIFT = 10; // of a second
    private static final int LARGEST = 65_536;
    private static final long NEAR = 15_000_000; // nanoseconds; a burst may be larger

    private final Connection connection;
    private CongestionControl.Algorithm algorithm;
    private int size;
    private int threshold = UNLIMITED;
    private int limit = UNLIMITED; // TCP_WINDOW_CLAMP and the route's lock
    private int growth; // acknowledged packets that have not made the window grow
    private int before;

    // A reduction (RFC 6937).
    private int delivered; // prr_delivered
    private int sentSince; // prr_out
    private int thresholdBefore; // what an undo restores; 0 for nothing

    // How the window was used (RFC 7661).
    private boolean limits;
    private long usedUpTo; // the flight ends here in which usage is measured
    private int most; // packets that were outstanding in it
    private int used; // the same since the window was last used in full
    private long usedAt; // when the window was last used in full

    Congestion(Connection connection, CongestionControl control, int initial) {
        this.connection = connection;
        size = initial;
        algorithm = control.open(this);
    }

    void control(CongestionControl control) {
        algorithm = control.open(this);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void size(int packets) {
        size = Math.clamp(packets, 1, limit);
    }

    void limit(int packets) {
        limit = packets;
        size(size);
    }

    @Override
    public int threshold() {
        return threshold;
    }

    @Override
    public void threshold(int packets) {
        threshold = packets;
    }

    @Override
    public int before() {
        return before;
    }

    @Override
    public boolean limits() {
        // In slow start half the window in use is enough: it doubles in the next round trip.
        return limits || (isSlowStart() && size < 2 * most);
    }

    @Override
    public int packetBytes() {
        return connection.sender.mss();
    }

    @Override
    public long roundTrip() {
        return connection.roundTrip.smoothed();
    }

    @Override
    public long now() {
        return connection.now();
    }

    @Override
    public long sent() {
        return connection.sender.next();
    }

    @Override
    public long unacknowledged() {
        return connection.sender.una();
    }

    @Override
    public int slowStart(int acknowledged) {
        int larger = (int) Math.min((long) size + acknowledged, threshold);
        int left = acknowledged - (larger - size);
        size(larger);
        return left;
    }

    @Override
    public void grow(int every, int acknowledged) {
        if (growth >= every) {
            growth = 0;
            size(size + 1);
        }
        growth += acknowledged;
        if (growth >= every) {
            int packets = growth / every;
            growth -= packets * every;
            size(size + packets);
        }
    }

    /// Bytes a second at which the window would be sent evenly, more in slow start (Linux
    /// `tcp_update_pacing_rate`); 0 before the first sample.
    long rate() {
        long trip = roundTrip();
        if (trip == 0) {
            return 0;
        }
        TcpSysctls sysctls = connection.tcp.sysctls;
        boolean early = size < threshold / 2;
        int percent = (early ? sysctls.pacingInSlowStart : sysctls.pacingLater).value();
        long bytes = (long) Math.max(size, connection.sender.outstanding.count()) * packetBytes();
        return bytes * percent / 100 * RoundTrip.SECOND / trip;
    }

    /// Packets that are sent at once at most: about a millisecond's worth.
    int burst() {
        long bytes = rate() >> BURST_SHIFT;
        long least = connection.roundTrip.least();
        if (least < NEAR) {
            bytes += LARGEST >> (int) ((least / 1_000) >> 9);
        }
        int most = connection.output.largest() / packetBytes();
        int wanted = (int) Math.min(bytes, LARGEST) / packetBytes();
        int floor = connection.tcp.sysctls.minTsoSegments.value();
        return Math.max(1, Math.min(Math.max(wanted, floor), most));
    }

    // ---- what happens to a connection

    /// Packets were sent: notes how far the window is used.
    void used(int outstanding, boolean isLimited) {
        if (connection.sender.una() >= usedUpTo || isLimited || (!limits && outstanding > most)) {
            limits = isLimited;
            most = outstanding;
            usedUpTo = connection.sender.next();
        }
        if (limits()) {
            used = 0;
            usedAt = connection.now();
            return;
        }
        used = Math.max(used, outstanding);
        if (connection.now() - usedAt >= connection.roundTrip.timeout()
                && connection.tcp.sysctls.slowStartAfterIdle.value()) {
            unused();
        }
    }

    /// The program has not used the window for long: half of what it did not use goes.
    private void unused() {
        if (connection.recovery.isOpen()) {
            int wanted = Math.max(used, connection.tcp.initialWindow());
            if (wanted < size) {
                threshold = current();
                size((size + wanted) / 2);
            }
            used = 0;
        }
        usedAt = connection.now();
    }

    /// Sends again, nothing being under way.
    void sendsAgain(long idle) {
        algorithm.resumed(idle);
    }

    /// Sends again after silence (RFC 5681 §4.1): the window halves with each time-out that passed.
    void resumed(long idle) {
        int restart = Math.min(connection.tcp.initialWindow(), size);
        long rest = idle - connection.roundTrip.timeout();
        threshold = current();
        int window = size;
        while (rest > 0 && window > restart) {
            window >>= 1;
            rest -= connection.roundTrip.timeout();
        }
        size(Math.max(window, restart));
        used = 0;
        usedAt = connection.now();
    }

    /// The threshold that stands for the window in use.
    private int current() {
        return connection.recovery.isReducing()
                ? threshold
                : Math.max(threshold, size / 2 + size / 4);
    }

    /// Begins to reduce the window.
    ///
    /// @param undoable whether an undo may restore it
    void beginReduction(boolean undoable) {
        thresholdBefore = undoable ? current() : 0;
        before = size;
        delivered = 0;
        sentSince = 0;
        growth = 0;
        threshold = algorithm.threshold();
    }

    /// Everything under way was taken for lost (RFC 5681 §3.1, (4)).
    ///
    /// @param first whether the threshold has not been set yet for this flight
    void timedOut(boolean first, int inFlight) {
        if (first) {
            thresholdBefore = current();
            before = size;
            threshold = algorithm.threshold();
            algorithm.timedOut();
        }
        growth = 0;
        size(inFlight + 1);
    }

    /// Takes the window down (RFC 6937 §3.1).
    void reduce(int newlyDelivered, boolean advanced, boolean newlyLost, int inFlight) {
        if (newlyDelivered <= 0 || before == 0) {
            return;
        }
        delivered += newlyDelivered;
        int distance = threshold - inFlight;
        int more;
        if (distance < 0) {
            long proportion = (long) threshold * delivered + before - 1;
            more = (int) (proportion / before) - sentSince;
        } else {
            more = Math.max(delivered - sentSince, newlyDelivered);
            if (advanced && !newlyLost) {
                more++;
            }
            more = Math.min(distance, more);
        }
        size(inFlight + Math.max(more, sentSince == 0 ? 1 : 0));
    }

    void sentInReduction(int packets) {
        sentSince += packets;
    }

    /// The reduction is over.
    void endReduction() {
        if (threshold != UNLIMITED) {
            size(threshold);
        }
    }

    /// The reduction was a mistake.
    void undo() {
        if (thresholdBefore != 0) {
            size(algorithm.undone());
            threshold = Math.max(threshold, thresholdBefore);
        }
    }

    /// A new loss that an ECN echo tells of cannot be undone.
    void forgetUndo() {
        thresholdBefore = 0;
    }

    /// What is lost was not lost by congestion: slow start goes up to the window as it is.
    void keepThreshold() {
        threshold = current();
        thresholdBefore = 0;
    }

    void avoid(int acknowledged) {
        if (limits()) {
            algorithm.avoid(acknowledged);
        }
    }

    void measured(long roundTrip, int acknowledged) {
        algorithm.measured(roundTrip, acknowledged);
    }
}
