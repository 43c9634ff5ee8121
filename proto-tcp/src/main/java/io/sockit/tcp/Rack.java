package io.sockit.tcp;

import io.sockit.tcp.Outstanding.Sent;

import org.jspecify.annotations.Nullable;

/// Finds losses by time (RFC 8985): a packet is lost when one that was sent after it has arrived,
/// and a reordering window has passed. On the strand.
final class Rack {
    private static final int MOST_STEPS = 255;
    private static final int PERSISTENCE = 16; // recoveries, RFC 8985 §3.3.2

    private final Connection connection;
    private long sentAt; // RACK.xmit_ts: of the packet sent last of those that arrived
    private long end; // RACK.end_seq
    private long roundTrip; // RACK.rtt
    private boolean advanced;
    private int reordered; // times
    private int steps = 1; // RACK.reo_wnd_mult
    private int persistence;
    private boolean duplicateSeen;
    private long adjustedAt; // what was delivered when the steps last grew

    Rack(Connection connection) {
        this.connection = connection;
    }

    /// A packet has arrived.
    void arrived(Sent packet, long now) {
        long time = now - packet.sentAt;
        long least = connection.roundTrip.least();
        if (packet.everResent && least != Long.MAX_VALUE && time < least) {
            return; // of the first transmission, most likely (RFC 8985 §6.2, step 2)
        }
        advanced = true;
        roundTrip = time;
        if (isAfter(packet.sentAt, packet.end, sentAt, end)) {
            sentAt = packet.sentAt;
            end = packet.end;
        }
    }

    private static boolean isAfter(long timeA, long endA, long timeB, long endB) {
        return timeA > timeB || (timeA == timeB && endA > endB);
    }

    /// Packets were seen out of order.
    void reordered() {
        reordered++;
    }

    int timesReordered() {
        return reordered;
    }

    /// Looks anew at what is under way, whatever has arrived.
    void reexamine() {
        advanced = true;
    }

    /// The recovery that began is over.
    void recovered() {
        persistence = Math.max(0, persistence - 1);
    }

    void persist() {
        persistence = Math.min(PERSISTENCE, persistence + 1);
    }

    /// Widens the window for each round trip that told of a duplicate (RFC 8985 §6.2, step 4).
    ///
    /// @param duplicate whether this acknowledgment did
    /// @param deliveredBefore what had been delivered when the packet was sent that it is for
    void adjust(boolean duplicate, long deliveredBefore) {
        duplicateSeen |= duplicate;
        if (deliveredBefore < adjustedAt) {
            duplicateSeen = false; // not a round trip yet
        }
        if (duplicateSeen) {
            steps = Math.min(MOST_STEPS, steps + 1);
            duplicateSeen = false;
            adjustedAt = connection.recovery.delivered();
            persistence = PERSISTENCE;
        } else if (persistence == 0) {
            steps = 1;
        }
    }

    /// Nanoseconds that a packet may be late (RFC 8985 §6.2, step 4).
    private long window() {
        Recovery recovery = connection.recovery;
        if (reordered == 0
                && (recovery.isRecovering()
                        || connection.sender.outstanding.sacked() >= recovery.reordering())) {
            return 0;
        }
        long least = connection.roundTrip.least();
        return least == Long.MAX_VALUE
                ? 0
                : Math.min(least / 4 * steps, connection.roundTrip.smoothed());
    }

    /// Nanoseconds until a packet counts as lost.
    long left(Sent packet, long reorderingWindow, long now) {
        return roundTrip + reorderingWindow - (now - packet.sentAt);
    }

    /// Takes for lost what is (RFC 8985 §6.2, step 5), if something has arrived since it was last
    /// asked.
    ///
    /// @return whether some may be lost soon: then the timer is set
    boolean detectIfAdvanced() {
        if (!advanced) {
            return false;
        }
        advanced = false;
        long wait = detect();
        if (wait > 0) {
            connection.retransmission.reordering(wait);
        }
        return wait > 0;
    }

    /// Takes for lost what is.
    ///
    /// @return nanoseconds after which some more may be, or 0
    long detect() {
        long now = connection.now();
        long reorderingWindow = window();
        Outstanding outstanding = connection.sender.outstanding;
        long longest = 0;
        @Nullable Sent packet = outstanding.oldest();
        while (packet != null && isAfter(sentAt, end, packet.sentAt, packet.end)) {
            Sent next = outstanding.after(packet);
            long left = left(packet, reorderingWindow, now);
            if (left > 0) {
                longest = Math.max(longest, left);
            } else {
                if (packet.resent) {
                    connection.tcp.counters.lostRetransmit.increment();
                }
                outstanding.lost(packet);
            }
            packet = next;
        }
        return longest;
    }
}
