package io.sockit.tcp;

import io.sockit.tcp.Outstanding.Sent;

/// Takes packets for lost: by time where the peer has SACK (RFC 8985), else by the number of others
/// that have arrived (RFC 6582, RFC 6675 §4). On the strand.
final class Losses {
    private final Connection connection;
    private final Recovery recovery;
    private final Outstanding outstanding;
    private boolean reneged;

    Losses(Connection connection, Recovery recovery) {
        this.connection = connection;
        this.recovery = recovery;
        outstanding = connection.sender.outstanding;
    }

    private boolean byTime() {
        return connection.hasSack() && (connection.tcp.sysctls.recovery.value() & 1) != 0;
    }

    /// Looks for losses after an acknowledgment.
    void find(AckReport report) {
        if (outstanding.isEmpty()) {
            return;
        }
        if (byTime()) {
            int resentBefore = outstanding.resent();
            if (recovery.rack.detectIfAdvanced()) {
                report.restartsTimer = false;
            }
            report.lostAgain |= outstanding.resent() < resentBefore;
            return;
        }
        boolean enough = outstanding.sacked() >= recovery.reordering();
        if (connection.hasSack() && enough) {
            takeBelowSacked();
        } else if (!connection.hasSack()) {
            boolean next = recovery.phase() == Recovery.Phase.RECOVERY && report.advanced;
            if (next || (enough && !recovery.isRecovering())) {
                outstanding.lost(outstanding.get(0));
            }
        }
    }

    private void takeBelowSacked() {
        int above = outstanding.sacked();
        for (int i = 0; i < outstanding.count() && above >= recovery.reordering(); i++) {
            Sent packet = outstanding.get(i);
            if (packet.sacked) {
                above--;
            } else if (!packet.resent) {
                outstanding.lost(packet);
            }
        }
    }

    /// The time-out: everything is lost, but for what was sent a moment ago. A peer that has thrown
    /// away what it told that it has (RFC 2018 §8) is sent that, too.
    void takeAll() {
        long now = connection.now();
        reneged |= !outstanding.isEmpty() && outstanding.get(0).sacked;
        if (reneged) {
            connection.tcp.counters.sackReneging.increment();
        }
        recovery.duplicates.clear();
        for (int i = 0; i < outstanding.count(); i++) {
            Sent packet = outstanding.get(i);
            if (reneged) {
                outstanding.unsacked(packet);
            } else if (byTime() && i > 0 && recovery.rack.left(packet, 0, now) > 0) {
                continue;
            }
            if (!packet.lost || packet.resent) {
                outstanding.lost(packet);
            }
        }
    }

    void forgetReneging() {
        reneged = false;
    }
}
