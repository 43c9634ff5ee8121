package io.sockit.tcp;

import io.sockit.api.Errno;

/// What a connection does when nothing comes back: the time-out (RFC 6298), the probe of the tail
/// before it (RFC 8985 §7), the end of a reordering window, and the probes of a shut window (RFC
/// 9293 §3.8.6.1). One of them is waited for at a time. On the strand.
final class Retransmission {
    private enum Wait {
        NOTHING,
        TIMEOUT,
        LOSS_PROBE,
        REORDERING,
        WINDOW
    }

    private static final long RESOLUTION = 2 * RoundTrip.MILLISECOND;

    private static final int DOUBLINGS = 9; // from the least to the most time-out

    private final Connection connection;
    private Wait wait = Wait.NOTHING;
    private int timeouts; // in a row
    private int windowProbes; // in a row
    private int windowBackoff;
    private long firstTimeoutAt; // when the packet was sent that timed out first
    private long probed = Sender.NONE; // SND.NXT at the last probe of the tail
    private boolean probedAgain; // it was sent before

    Retransmission(Connection connection) {
        this.connection = connection;
    }

    /// Time-outs in a row.
    int timeouts() {
        return timeouts;
    }

    int windowProbes() {
        return windowProbes;
    }

    int backoff() {
        return wait == Wait.WINDOW ? windowBackoff : connection.roundTrip.backoff();
    }

    /// Which timer it is, as `ss` shows it: 1 for the time-out and its kin, 4 for window probes.
    int kind() {
        return switch (wait) {
            case NOTHING -> 0;
            case WINDOW -> 4;
            default -> 1;
        };
    }

    boolean waitsForReordering() {
        return wait == Wait.REORDERING;
    }

    private void await(Wait kind, long delay) {
        wait = kind;
        connection.deadlines.send(connection.now() + Math.max(delay, 1));
    }

    private void clear() {
        wait = Wait.NOTHING;
        connection.deadlines.send(Deadlines.NEVER);
    }

    // ---- what is waited for

    /// New data was sent.
    ///
    /// @param first whether nothing was outstanding before
    void sent(boolean first) {
        if (first || wait == Wait.LOSS_PROBE) {
            rearm();
        }
        scheduleProbe(false);
    }

    /// Waits a full time-out from now.
    void restart() {
        await(Wait.TIMEOUT, timeout());
    }

    /// The peer has answered something else than our SYN: it may know nothing of it.
    void tryAgainSoon() {
        if (timeouts == 0) {
            await(Wait.TIMEOUT, RESOLUTION);
        }
    }

    /// New data was acknowledged.
    void acknowledged() {
        if (!scheduleProbe(true)) {
            rearm();
        }
    }

    /// Waits for the time-out; what another wait has used of it counts.
    private void rearm() {
        if (connection.sender.outstanding.isEmpty()) {
            if (wait != Wait.WINDOW) {
                clear();
            }
            return;
        }
        boolean inPlace = wait == Wait.REORDERING || wait == Wait.LOSS_PROBE;
        await(Wait.TIMEOUT, inPlace ? left() : timeout());
    }

    /// Nanoseconds until the first packet times out.
    private long left() {
        return connection.sender.outstanding.get(0).sentAt + timeout() - connection.now();
    }

    /// RTO, no later than the user's time-out (RFC 5482).
    private long timeout() {
        long timeout = connection.roundTrip.timeout();
        long user = connection.settings().userTimeout();
        if (user == 0 || timeouts == 0) {
            return timeout;
        }
        return Math.min(timeout, Math.max(1, user - (connection.now() - firstTimeoutAt)));
    }

    /// Waits for the moment to probe the tail (RFC 8985 §7.2), which is before the time-out.
    private boolean scheduleProbe(boolean fresh) {
        Outstanding outstanding = connection.sender.outstanding;
        Recovery.Phase phase = connection.recovery.phase();
        int mode = connection.tcp.sysctls.earlyRetransmit.value();
        if ((mode != 3 && mode != 4)
                || outstanding.isEmpty()
                || !connection.hasSack()
                || !connection.state().sends()
                || (phase != Recovery.Phase.OPEN && phase != Recovery.Phase.REDUCTION)) {
            return false;
        }
        long smoothed = connection.roundTrip.smoothed();
        long delay = RoundTrip.INITIAL;
        if (smoothed != 0) {
            boolean one = outstanding.count() == 1; // the peer may hold its acknowledgment back
            delay = 2 * smoothed + (one ? RoundTrip.LEAST_TIMEOUT : RESOLUTION);
        }
        long timeout = fresh ? timeout() : left();
        await(Wait.LOSS_PROBE, timeout > 0 ? Math.min(delay, timeout) : delay);
        return true;
    }

    /// A reduction begins: what the probe of the tail tells no longer matters.
    void forgetProbe() {
        probed = Sender.NONE;
    }

    /// Waits until packets that are late count as lost.
    void reordering(long delay) {
        await(Wait.REORDERING, Math.min(delay + RESOLUTION, timeout()));
    }

    /// Data waits, nothing is outstanding, and the window is too small for it.
    void probeWindow() {
        if (wait == Wait.NOTHING) {
            await(Wait.WINDOW, Math.max(timeout(), RoundTrip.LEAST_TIMEOUT));
        }
    }

    /// The peer's window has room again, or not yet.
    void windowHeard(boolean hasRoom) {
        windowProbes = 0;
        if (wait != Wait.WINDOW) {
            return;
        }
        if (hasRoom) {
            windowBackoff = 0;
            clear();
        } else {
            await(Wait.WINDOW, windowTimeout());
        }
    }

    private long windowTimeout() {
        long base = Math.max(connection.roundTrip.base(), RoundTrip.LEAST_TIMEOUT);
        return Math.min(RoundTrip.MOST_TIMEOUT, base << Math.min(windowBackoff, 16));
    }

    /// New data was acknowledged: time-outs count anew.
    void progressed() {
        timeouts = 0;
    }

    void undone() {
        timeouts = 0;
    }

    /// Something has arrived from the peer.
    void heard() {
        windowProbes = 0;
    }

    // ---- when it is due

    void due() {
        Wait was = wait;
        wait = Wait.NOTHING;
        switch (was) {
            case TIMEOUT -> timedOut();
            case LOSS_PROBE -> {
                wait = Wait.LOSS_PROBE;
                probeTail();
            }
            case REORDERING -> {
                wait = Wait.REORDERING;
                endReordering();
            }
            case WINDOW -> windowDue();
            case NOTHING -> {}
        }
    }

    private void timedOut() {
        Sender sender = connection.sender;
        if (sender.outstanding.isEmpty()) {
            return;
        }
        probed = Sender.NONE;
        if (timeouts == 0) {
            firstTimeoutAt = sender.outstanding.get(0).sentAt;
        }
        if (gaveUp()) {
            return;
        }
        if (timeouts == 0) {
            connection.tcp.counters.timeouts.increment();
        }
        connection.recovery.timeOut(timeouts > 0);
        timeouts++;
        int size = sender.mss();
        if (sender.outstanding.get(0).end - sender.outstanding.get(0).start > size + 1) {
            sender.outstanding.cut(size);
        }
        sender.retransmit(0, 1);
        if (!sender.outstanding.isEmpty()) { // sending may have ended the connection
            connection.roundTrip.backOff();
            restart();
        }
    }

    /// The peer has thrown away what it told that it has: all is to be sent again.
    void afterReneging() {
        await(Wait.TIMEOUT, Math.max(connection.roundTrip.smoothed() / 2, 10 * RESOLUTION));
    }

    /// Ends the connection where it has tried long enough (RFC 9293 §3.8.3).
    private boolean gaveUp() {
        boolean over;
        if (connection.state() == TcpState.SYN_SENT
                || connection.state() == TcpState.SYN_RECEIVED) {
            over = timeouts >= connection.settings().synRetries();
        } else {
            over = timeouts > 0 && isOver();
        }
        if (over) {
            connection.tcp.counters.abortOnTimeout.increment();
            connection.fail(connection.softErrorOr(Errno.ETIMEDOUT), false);
        }
        return over;
    }

    private boolean isOver() {
        long limit = connection.settings().userTimeout();
        if (limit == 0) {
            int retries = connection.tcp.sysctls.retry.retries2.value();
            if (connection.isOrphan()) {
                int orphan = connection.tcp.sysctls.retry.orphanRetries.value();
                retries = orphan == 0 ? 8 : orphan;
            }
            limit = lifetime(retries);
        }
        return connection.now() - firstTimeoutAt >= limit;
    }

    /// How long so many time-outs take, the first being the least one.
    private static long lifetime(int retries) {
        if (retries <= DOUBLINGS) {
            return ((2L << retries) - 1) * RoundTrip.LEAST_TIMEOUT;
        }
        return ((2L << DOUBLINGS) - 1) * RoundTrip.LEAST_TIMEOUT
                + (retries - DOUBLINGS) * RoundTrip.MOST_TIMEOUT;
    }

    /// Sends something new, or the last packet again, so that the peer tells what it has.
    private void probeTail() {
        Sender sender = connection.sender;
        if (probed == Sender.NONE && !sender.outstanding.isEmpty()) {
            int before = sender.outstanding.count();
            boolean fresh = sender.hasUnsent() && sender.windowEnd() > sender.next();
            if (fresh) {
                sender.pushOne();
            } else {
                sender.retransmitLast();
            }
            if (!fresh || sender.outstanding.count() > before) {
                probedAgain = !fresh;
                probed = sender.next();
                connection.tcp.counters.lossProbes.increment();
                wait = Wait.NOTHING; // a full time-out follows
            }
        }
        if (!sender.outstanding.isEmpty()) {
            rearm();
        }
    }

    /// Learns from an acknowledgment what the probe has shown (RFC 8985 §7.4.2).
    void probeAcknowledged(AckReport report) {
        long una = connection.sender.una();
        if (probed == Sender.NONE || una < probed) {
            return;
        }
        if (!probedAgain || report.duplicateTold) {
            probed = Sender.NONE;
        } else if (una > probed) {
            connection.recovery.mendedByProbe();
        } else if (!report.advanced && !report.notDuplicate && !report.sacked) {
            probed = Sender.NONE;
        }
    }

    private void endReordering() {
        Outstanding outstanding = connection.sender.outstanding;
        Recovery recovery = connection.recovery;
        int before = outstanding.inFlight();
        recovery.rack.detect();
        if (before != outstanding.inFlight()) {
            if (recovery.phase() != Recovery.Phase.RECOVERY) {
                recovery.enter(false);
                connection.congestion.reduce(1, false, true, outstanding.inFlight());
            }
            connection.resending.resendLost();
        }
        if (wait != Wait.TIMEOUT && connection.state() != TcpState.CLOSED) {
            rearm();
        }
    }

    private void windowDue() {
        Sender sender = connection.sender;
        if (!sender.outstanding.isEmpty() || !sender.hasUnsent()) {
            windowProbes = 0;
            return;
        }
        long user = connection.settings().userTimeout();
        if (windowProbes == 0) {
            firstTimeoutAt = connection.now();
        }
        boolean over =
                user != 0
                        ? windowProbes > 0 && connection.now() - firstTimeoutAt >= user
                        : windowProbes >= connection.tcp.sysctls.retry.retries2.value();
        if (over) {
            connection.tcp.counters.abortOnTimeout.increment();
            connection.fail(connection.softErrorOr(Errno.ETIMEDOUT), false);
            return;
        }
        connection.tcp.counters.winProbe.increment();
        boolean fresh = sender.probe();
        windowProbes++;
        if (fresh) {
            sent(true);
        } else {
            windowBackoff =
                    Math.min(windowBackoff + 1, connection.tcp.sysctls.retry.retries2.value());
            await(Wait.WINDOW, windowTimeout());
        }
    }
}
