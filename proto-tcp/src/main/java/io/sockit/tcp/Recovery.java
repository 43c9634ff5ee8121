package io.sockit.tcp;

/// What a connection does about losses: when it takes packets for lost and sends them again, when
/// it reduces its window, and when it finds that it should not have (RFC 5681 §3.2, RFC 6582, RFC
/// 6675, RFC 8985, RFC 5682). On the strand.
final class Recovery {
    /// How things stand.
    enum Phase {
        /// Nothing is amiss.
        OPEN(0),
        /// Something is missing, or came twice.
        DISORDER(1),
        /// The window goes down although nothing is lost: the path told of congestion.
        REDUCTION(2),
        /// Something is lost and is sent again.
        RECOVERY(3),
        /// Everything under way was taken for lost.
        LOSS(4);

        private final int number;

        Phase(int number) {
            this.number = number;
        }

        /// Linux's number (`TCP_CA_`).
        int number() {
            return number;
        }
    }

    /// What goes out after an acknowledgment.
    enum Next {
        NOTHING,
        LOST,
        NEW
    }

    private static final long NONE = Sender.NONE;

    final Rack rack;
    final Undo undo;
    final Duplicates duplicates;
    private final Losses losses;
    private final Connection connection;
    private final Outstanding outstanding;
    private Phase phase = Phase.OPEN;
    private long high; // SND.NXT when the phase began: recovery.point of RFC 6675
    private int reordering;
    private long highestSacked = NONE;
    private long delivered;

    private boolean frto; // RFC 5682 is at work

    Recovery(Connection connection) {
        this.connection = connection;
        outstanding = connection.sender.outstanding;
        rack = new Rack(connection);
        undo = new Undo(connection);
        duplicates = new Duplicates(connection);
        losses = new Losses(connection, this);
        reordering = connection.tcp.sysctls.reordering.value();
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    boolean isReducing() {
        return phase == Phase.REDUCTION || phase == Phase.RECOVERY;
    }

    boolean isRecovering() {
        return phase.compareTo(Phase.RECOVERY) >= 0;
    }

    Phase phase() {
        return phase;
    }

    /// Packets that may arrive out of order without being taken for lost (RFC 5681: 3).
    int reordering() {
        return reordering;
    }

    /// Packets that have arrived ever.
    long delivered() {
        return delivered;
    }

    long high() {
        return high;
    }

    /// The highest position that a SACK block has told of, or [Sender#NONE].
    long highestSacked() {
        return highestSacked;
    }

    void highestSacked(long position) {
        highestSacked = Math.max(highestSacked, position);
    }

    void delivered(int packets) {
        delivered += packets;
    }

    boolean sacks() {
        return connection.hasSack();
    }

    // ---- acknowledgments

    /// Works on an acknowledgment that is not an ordinary one of the open phase.
    Next acknowledged(AckReport report) {
        int duplicate = report.isDuplicate() ? 1 : 0;
        if (report.congested) {
            connection.congestion.forgetUndo();
        }
        if (reneges(report)) {
            return Next.NOTHING;
        }
        if (phase == Phase.OPEN) {
            undo.forgetResent();
        } else if (connection.sender.una() >= high && passedHigh()) {
            return Next.NOTHING;
        }
        return switch (phase) {
            case RECOVERY -> inRecovery(report, duplicate);
            case LOSS -> inLoss(report, duplicate);
            default -> inOrder(report, duplicate);
        };
    }

    /// All that was under way when the phase began is acknowledged.
    ///
    /// @return whether that is all there is to do
    private boolean passedHigh() {
        if (phase == Phase.REDUCTION) {
            if (connection.sender.una() != high) {
                connection.congestion.endReduction();
                phase(Phase.OPEN);
            }
        } else if (phase == Phase.RECOVERY) {
            duplicates.clear();
            if (undoWhole()) {
                return true;
            }
            if (undo.isOpen()) {
                connection.congestion.endReduction();
            }
        }
        return false;
    }

    private Next inRecovery(AckReport report, int duplicate) {
        if (!report.advanced) {
            duplicates.add(duplicate);
        } else if (undoPartial(report)) {
            return Next.NOTHING;
        }
        if (undoByDuplicates()) {
            tryToOpen(report);
        }
        losses.find(report);
        if (phase != Phase.RECOVERY) {
            if (!isLossEvident()) {
                return Next.NOTHING;
            }
            enter(report.congested);
        }
        return Next.LOST;
    }

    private Next inLoss(AckReport report, int duplicate) {
        Next next = workOnLoss(report, duplicate);
        losses.find(report);
        if (phase != Phase.OPEN && !report.lostAgain) {
            return next;
        }
        // The window is as before, or what was sent again is lost: see it as any loss.
        return inOrder(report, 0);
    }

    private Next inOrder(AckReport report, int duplicate) {
        if (!sacks()) {
            if (report.advanced) {
                duplicates.clear();
            }
            duplicates.add(duplicate);
        }
        if (phase.compareTo(Phase.DISORDER) <= 0) {
            undoByDuplicates();
        }
        losses.find(report);
        if (!isLossEvident()) {
            tryToOpen(report);
            return Next.NOTHING;
        }
        enter(report.congested);
        return Next.LOST;
    }

    private boolean isLossEvident() {
        return outstanding.lost() > 0;
    }

    /// The peer has thrown away what it told that it has (RFC 2018 §8): the first packet is among
    /// those.
    private boolean reneges(AckReport report) {
        if (report.advanced && !outstanding.isEmpty() && outstanding.get(0).sacked) {
            connection.retransmission.afterReneging();
            return true;
        }
        return false;
    }

    /// Packets may arrive so much out of order.
    void reordering(int packets) {
        int most = connection.tcp.sysctls.maxReordering.value();
        reordering = Math.min(Math.max(reordering, packets), most);
    }

    /// A packet arrived behind others that were sent after it.
    void reordered(long position) {
        long metric = highestSacked - position;
        if (highestSacked == NONE || metric <= 0) {
            return;
        }
        int size = connection.sender.mss();
        if (metric > (long) reordering * size) {
            reordering((int) Math.min((metric + size - 1) / size, Integer.MAX_VALUE));
        }
        rack.reordered();
    }

    // ---- phases

    private void phase(Phase next) {
        phase = next;
    }

    /// Begins a recovery.
    void enter(boolean congested) {
        (sacks() ? connection.tcp.counters.sackRecovery : connection.tcp.counters.renoRecovery)
                .increment();
        boolean reducing = isReducing();
        connection.congestion.forgetUndo();
        undo.begin();
        if (!reducing) {
            beginReduction(!congested);
        }
        phase(Phase.RECOVERY);
    }

    private void beginReduction(boolean undoable) {
        high = connection.sender.next();
        connection.retransmission.forgetProbe();
        connection.congestion.beginReduction(undoable);
        connection.ecn.reduced();
    }

    /// The window goes down without a loss (RFC 3168 §6.1.2).
    void enterReduction() {
        if (phase.compareTo(Phase.REDUCTION) < 0) {
            undo.end();
            beginReduction(false);
            phase(Phase.REDUCTION);
        }
    }

    private void tryToOpen(AckReport report) {
        if (!anyResent()) {
            undo.forgetResent();
        }
        if (report.congested) {
            enterReduction();
        }
        if (phase != Phase.REDUCTION) {
            keepOpen();
        }
    }

    private void keepOpen() {
        boolean amiss = outstanding.sacked() + outstanding.lost() > 0 || anyResent();
        Phase next = amiss ? Phase.DISORDER : Phase.OPEN;
        if (phase != next) {
            phase(next);
            high = connection.sender.next();
        }
    }

    private boolean anyResent() {
        return outstanding.resent() > 0
                || (!outstanding.isEmpty() && outstanding.get(0).everResent);
    }

    /// Everything under way is taken for lost, but for what was sent a moment ago.
    ///
    /// @param again whether it is not the first time-out in a row
    void timeOut(boolean again) {
        boolean isNew = phase.compareTo(Phase.RECOVERY) < 0;
        losses.takeAll();
        boolean first =
                phase.compareTo(Phase.DISORDER) <= 0
                        || connection.sender.una() >= high
                        || (phase == Phase.LOSS && !again);
        if (first) {
            undo.begin();
        }
        connection.congestion.timedOut(first, outstanding.inFlight());
        int usual = connection.tcp.sysctls.reordering.value();
        if (phase.compareTo(Phase.DISORDER) <= 0 && outstanding.sacked() >= usual) {
            reordering = Math.min(reordering, usual);
        }
        phase(Phase.LOSS);
        high = connection.sender.next();
        connection.ecn.reduced();
        frto = connection.tcp.sysctls.frto.value() != 0 && (isNew || again);
    }

    private Next workOnLoss(AckReport report, int duplicate) {
        boolean recovered = connection.sender.una() >= high;
        if (report.advanced && undoLoss(false)) {
            return Next.NOTHING;
        }
        if (frto) {
            if (report.originalArrived && undoLoss(true)) {
                return Next.NOTHING; // RFC 5682 §3.1, step 3.b
            }
            if (connection.sender.next() > high) {
                if (report.sacked || duplicate > 0) {
                    frto = false; // step 3.a: it was lost
                }
            } else if (report.advanced && !recovered) {
                high = connection.sender.next(); // step 2.b: try new data
                if (connection.sender.hasUnsent()
                        && connection.sender.windowEnd() > connection.sender.next()) {
                    return Next.NEW;
                }
                frto = false;
            }
        }
        if (recovered) {
            undoWhole();
            return Next.NOTHING;
        }
        if (!sacks()) {
            if (connection.sender.next() > high && duplicate > 0) {
                duplicates.add(duplicate);
            } else if (report.advanced) {
                duplicates.clear();
            }
        }
        return Next.LOST;
    }

    /// New data did not help to tell whether the time-out was spurious.
    void endFrto() {
        frto = false;
    }

    // ---- undo

    private void takeBack(boolean unmark) {
        if (unmark) {
            for (int i = 0; i < outstanding.count(); i++) {
                outstanding.unlost(outstanding.get(i));
            }
        }
        connection.congestion.undo();
        connection.ecn.withdraw();
        undo.end();
        rack.reexamine();
    }

    private boolean undoWhole() {
        if (undo.isJustified()) {
            (phase == Phase.LOSS
                            ? connection.tcp.counters.lossUndo
                            : connection.tcp.counters.fullUndo)
                    .increment();
            takeBack(false);
        } else {
            rack.recovered();
        }
        if (connection.sender.una() == high && !sacks()) {
            // Duplicates of before would begin a second recovery (RFC 6582 §4.1).
            if (!anyResent()) {
                undo.forgetResent();
            }
            return true;
        }
        phase(Phase.OPEN);
        losses.forgetReneging();
        return false;
    }

    private boolean undoByDuplicates() {
        if (!undo.isToldTwice()) {
            return false;
        }
        connection.tcp.counters.dsackUndo.increment();
        rack.persist();
        takeBack(false);
        return true;
    }

    private boolean undoLoss(boolean spurious) {
        if (!spurious && !undo.isJustified()) {
            return false;
        }
        takeBack(true);
        connection.tcp.counters.lossUndo.increment();
        if (spurious) {
            connection.tcp.counters.spuriousRtos.increment();
        }
        connection.retransmission.undone();
        if (connection.sender.una() == high && !sacks()) {
            return true;
        }
        if (spurious || sacks()) {
            phase(Phase.OPEN);
            losses.forgetReneging();
        }
        return true;
    }

    private boolean undoPartial(AckReport report) {
        if (!undo.isOpen() || !undo.isOriginalEchoed()) {
            return false;
        }
        reordered(report.unaBefore);
        if (outstanding.resent() > 0) {
            return true; // nothing more is taken for lost until it is told of
        }
        if (!anyResent()) {
            undo.forgetResent();
        }
        takeBack(true);
        connection.tcp.counters.partialUndo.increment();
        keepOpen();
        return false;
    }

    // ---- what goes out again

    /// Everything larger than the path takes is lost, but not by congestion.
    void resendAll() {
        for (int i = 0; i < outstanding.count(); i++) {
            outstanding.lost(outstanding.get(i));
        }
        if (phase != Phase.LOSS) {
            high = connection.sender.next();
            congestionUnchanged();
            phase(Phase.LOSS);
        }
        connection.resending.resendLost();
        connection.retransmission.restart();
    }

    private void congestionUnchanged() {
        undo.end();
        connection.congestion.keepThreshold();
    }

    /// A probe of the tail was needed: there was a loss, which it has mended (RFC 8985 §7.4.2).
    void mendedByProbe() {
        connection.tcp.counters.lossProbeRecovery.increment();
        beginReduction(true);
        connection.congestion.endReduction();
        keepOpen();
    }
}
