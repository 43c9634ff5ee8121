package io.sockit.tcp;

import io.sockit.tcp.Outstanding.Sent;
import io.sockit.tcp.Recovery.Next;

/// Takes the acknowledgments of a connection (RFC 9293 §3.10.7.4, fifth step; RFC 2018; RFC 2883):
/// notes what has arrived, measures the round-trip time, and lets the recovery and the congestion
/// window act on it. On the strand.
final class Acknowledgments {
    private static final int MOST_BLOCKS = 4;

    private final Connection connection;
    private final Sender sender;
    private final Outstanding outstanding;

    // The SACK blocks of the last acknowledgment, whose packets need not be looked at again.
    private final long[] known = new long[2 * MOST_BLOCKS];
    private int knownBlocks;

    Acknowledgments(Connection connection) {
        this.connection = connection;
        sender = connection.sender;
        outstanding = sender.outstanding;
    }

    /// Takes the acknowledgment of an acceptable segment.
    ///
    /// @param position of the segment
    /// @return false where it acknowledges what was never sent, or is older than any window
    boolean take(Segment segment, long position) {
        long acknowledgment = connection.positionOut(segment.acknowledgment);
        if (acknowledgment > sender.next()
                || acknowledgment < sender.una() - sender.largestWindow()) {
            return false;
        }
        AckReport report = connection.tcp.report;
        Recovery recovery = connection.recovery;
        report.clear(sender.una(), recovery.highestSacked(), recovery.delivered());
        report.withData = segment.span() > 0;
        report.notDuplicate = report.withData;
        boolean old = acknowledgment < sender.una();
        boolean hadPackets = !outstanding.isEmpty();
        if (!old) {
            advance(report, acknowledgment, segment, position);
        }
        if (segment.sackBlocks > 0 && connection.hasSack() && hadPackets) {
            takeSack(segment, report, acknowledgment);
        }
        if (connection.ecn.isEcho(segment)) {
            report.congested = true;
        }
        connection.retransmission.heard();
        if (!hadPackets) {
            connection.retransmission.probeAcknowledged(report);
            windowHeard();
            return true;
        }
        if (!old) {
            removeAcknowledged(report);
        }
        if (!old || report.sacked || report.duplicateTold) {
            act(report, old);
        }
        return true;
    }

    private void advance(AckReport report, long acknowledgment, Segment segment, long position) {
        boolean syn = segment.has(TcpHeader.SYN);
        long window = (long) segment.window << (syn ? 0 : connection.sendScale());
        if (sender.update(acknowledgment, position, window)) {
            report.notDuplicate = true;
        }
        if (acknowledgment > sender.una()) {
            report.advanced = true;
            report.notDuplicate = true;
            connection.retransmission.progressed();
            sender.acknowledged(acknowledgment);
        }
    }

    private void windowHeard() {
        if (sender.hasUnsent()) {
            long size = Math.min(sender.unsent(), sender.mss());
            connection.retransmission.windowHeard(
                    sender.next() + Math.max(size, 1) <= sender.windowEnd());
        }
    }

    // ---- cumulative

    private void removeAcknowledged(AckReport report) {
        long una = sender.una();
        long high = connection.recovery.high();
        boolean sacks = connection.hasSack();
        while (!outstanding.isEmpty()) {
            Sent packet = outstanding.get(0);
            if (packet.end > una) {
                break;
            }
            if (packet.everResent) {
                report.resentAcknowledged = true;
            } else if (!packet.sacked) {
                report.lastSentAt = packet.sentAt;
                if (report.firstSentAt == AckReport.NONE) {
                    report.firstSentAt = packet.sentAt;
                }
                report.late = Math.min(report.late, packet.start);
                report.originalArrived |= packet.end <= high;
            }
            if (!packet.sacked) {
                report.delivered++;
                if (sacks) {
                    connection.recovery.delivered(1);
                }
                noteArrived(packet, report);
            }
            report.acknowledged++;
            report.dataAcknowledged |= packet.end > 0;
            outstanding.removeFirst();
        }
        if (!report.advanced) {
            return;
        }
        if (!outstanding.isEmpty() && outstanding.get(0).start < una) {
            outstanding.get(0).start = una;
        }
    }

    // ---- selective

    private void takeSack(Segment segment, AckReport report, long acknowledgment) {
        int first = 0;
        if (isDuplicate(segment, report, acknowledgment)) {
            first = 1;
            report.duplicateTold = true;
            connection.tcp.counters.dsackRecv.increment();
        }
        int blocks = 0;
        long[] fresh = connection.tcp.sackScratch;
        for (int i = first; i < segment.sackBlocks; i++) {
            long start = connection.positionOut(segment.sackEdges[2 * i]);
            long end = connection.positionOut(segment.sackEdges[2 * i + 1]);
            if (start >= end || start < sender.una() || end > sender.next()) {
                continue; // stale, or forged
            }
            mark(start, end, report);
            fresh[2 * blocks] = start;
            fresh[2 * blocks + 1] = end;
            blocks++;
        }
        System.arraycopy(fresh, 0, known, 0, 2 * blocks);
        knownBlocks = blocks;
        if (report.late < report.highestBefore) {
            connection.recovery.reordered(report.late);
        }
        report.late = Long.MAX_VALUE;
    }

    /// Whether the first block tells of something that came twice (RFC 2883 §4).
    private boolean isDuplicate(Segment segment, AckReport report, long acknowledgment) {
        long start = connection.positionOut(segment.sackEdges[0]);
        long end = connection.positionOut(segment.sackEdges[1]);
        boolean old = start < acknowledgment;
        boolean inside = false;
        if (!old && segment.sackBlocks > 1) {
            long outerStart = connection.positionOut(segment.sackEdges[2]);
            long outerEnd = connection.positionOut(segment.sackEdges[3]);
            inside = start >= outerStart && end <= outerEnd;
        }
        if ((!old && !inside) || start >= end) {
            return false;
        }
        Recovery recovery = connection.recovery;
        if (end <= report.unaBefore && recovery.undo.counts(end)) {
            int size = Math.max(1, sender.mss());
            recovery.undo.toldTwice((int) Math.min(1000, (end - start + size - 1) / size));
        } else if (inside) {
            toldTwice(start, end);
        }
        return true;
    }

    private void toldTwice(long start, long end) {
        for (int i = outstanding.indexOf(start); i < outstanding.count(); i++) {
            Sent packet = outstanding.get(i);
            if (packet.start >= end) {
                return;
            }
            if (packet.everResent && connection.recovery.undo.counts(packet.end)) {
                connection.recovery.undo.toldTwice(1);
            }
        }
    }

    private void mark(long start, long end, AckReport report) {
        long from = start;
        for (int i = 0; i < knownBlocks; i++) {
            if (known[2 * i] <= from && from < known[2 * i + 1]) {
                from = known[2 * i + 1];
            }
        }
        if (from >= end) {
            return;
        }
        int first = outstanding.indexOf(from);
        int i = first;
        while (i < outstanding.count() && outstanding.get(i).end <= end) {
            Sent packet = outstanding.get(i);
            if (packet.start >= start && !packet.sacked) {
                arrived(packet, report);
            }
            i++;
        }
        part(first);
        part(i);
        connection.recovery.highestSacked(end);
    }

    /// What has fared differently is no longer sent together.
    private void part(int index) {
        if (index < outstanding.count()) {
            outstanding.get(index).joined = false;
        }
    }

    private void arrived(Sent packet, AckReport report) {
        report.sacked = true;
        report.delivered++;
        connection.recovery.delivered(1);
        noteArrived(packet, report);
        if (!packet.everResent) {
            if (packet.start < report.highestBefore) {
                report.late = Math.min(report.late, packet.start);
            }
            report.originalArrived |= packet.end <= connection.recovery.high();
            if (report.firstSackedSentAt == AckReport.NONE) {
                report.firstSackedSentAt = packet.sentAt;
            }
            report.lastSackedSentAt = packet.sentAt;
        }
        outstanding.sacked(packet);
    }

    private void noteArrived(Sent packet, AckReport report) {
        connection.recovery.rack.arrived(packet, connection.now());
        report.deliveredWhenSent = Math.max(report.deliveredWhenSent, packet.deliveredBefore);
    }

    // ---- what follows

    private void act(AckReport report, boolean old) {
        Recovery recovery = connection.recovery;
        boolean measured = measure(report);
        if (report.advanced) {
            progressed(report);
        } else if (measured && !outstanding.isEmpty()) {
            report.restartsTimer = isOfLaterThanFirst(report);
        }
        recovery.rack.adjust(report.duplicateTold, report.deliveredWhenSent);
        connection.retransmission.probeAcknowledged(report);
        Next next = Next.NOTHING;
        int lostBefore = outstanding.lost();
        if (!recovery.isOpen() || isDubious(report) || old) {
            next = recovery.acknowledged(report);
        }
        if (connection.state() == TcpState.CLOSED) {
            return;
        }
        if (report.restartsTimer) {
            connection.retransmission.acknowledged();
        }
        int delivered = (int) (recovery.delivered() - report.deliveredBefore);
        if (recovery.isReducing()) {
            connection.congestion.reduce(
                    delivered,
                    report.advanced,
                    outstanding.lost() > lostBefore,
                    outstanding.inFlight());
        } else if (mayGrow(report)) {
            connection.congestion.avoid(delivered);
        }
        if (next == Next.NEW) {
            sender.push(true, false);
            if (sender.next() > recovery.high()) {
                return;
            }
            recovery.endFrto();
        }
        if (next != Next.NOTHING) {
            connection.resending.resendLost();
        }
    }

    /// With much reordering, what is sacked late tells of progress, too.
    private boolean mayGrow(AckReport report) {
        boolean reordered =
                connection.recovery.reordering() > connection.tcp.sysctls.reordering.value();
        return report.dataAcknowledged || (reordered && (report.advanced || report.sacked));
    }

    /// Whether it tells of something amiss.
    private static boolean isDubious(AckReport report) {
        return !report.notDuplicate || report.sacked || report.congested || report.duplicateTold;
    }

    private void progressed(AckReport report) {
        report.restartsTimer = true;
        if (!connection.hasSack()) {
            connection.recovery.duplicates.eat(report.acknowledged);
            if (report.resentAcknowledged) {
                report.originalArrived = false;
            }
        } else if (report.late < report.highestBefore) {
            connection.recovery.reordered(report.late);
        }
    }

    /// Whether what was measured was sent after the first packet was: else the time-out would be
    /// put off for ever while that one is lost.
    private boolean isOfLaterThanFirst(AckReport report) {
        return report.firstSackedSentAt != AckReport.NONE
                && report.firstSackedSentAt < outstanding.get(0).sentAt;
    }

    /// Takes a sample of the round-trip time (RFC 6298 §3, RFC 7323 §4).
    private boolean measure(AckReport report) {
        long now = connection.now();
        long whole = AckReport.NONE;
        long last = AckReport.NONE;
        if (report.firstSentAt != AckReport.NONE && !report.resentAcknowledged) {
            whole = now - report.firstSentAt;
            last = now - report.lastSentAt;
        }
        if (report.firstSackedSentAt != AckReport.NONE) {
            last = now - report.lastSackedSentAt;
            if (whole == AckReport.NONE) {
                whole = now - report.firstSackedSentAt;
            }
        }
        if (whole == AckReport.NONE && report.advanced) {
            whole = connection.echoedTime();
            last = whole;
        }
        if (whole == AckReport.NONE) {
            return false;
        }
        connection.roundTrip.sample(whole, last, sender.una(), sender.next(), now);
        connection.roundTrip.answered();
        connection.congestion.measured(last, report.delivered);
        return true;
    }
}
