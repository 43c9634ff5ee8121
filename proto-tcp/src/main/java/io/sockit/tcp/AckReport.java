package io.sockit.tcp;

/// What one acknowledgment has told, while it is worked on. One of a host, filled anew for each. On
/// the strand.
final class AckReport {
    /// Of a time that was not measured.
    static final long NONE = -1;

    /// SND.UNA as it was.
    long unaBefore;

    /// The highest position that the peer had told of before.
    long highestBefore;

    /// SND.UNA has moved.
    boolean advanced;

    /// Data, and not only a SYN, was acknowledged.
    boolean dataAcknowledged;

    /// The segment brought data, news of the window or of new data acknowledged, so it is no
    /// duplicate acknowledgment.
    boolean notDuplicate;

    /// The segment brought data.
    boolean withData;

    /// Packets that are told of for the first time: by the acknowledgment or in a SACK block.
    int delivered;

    /// Packets that were acknowledged.
    int acknowledged;

    /// SACK blocks told of new packets.
    boolean sacked;

    /// A duplicate was told of (RFC 2883).
    boolean duplicateTold;

    /// Some that was acknowledged had been sent again.
    boolean resentAcknowledged;

    /// A packet arrived that was never sent again and was sent before the recovery began.
    boolean originalArrived;

    /// The peer echoes congestion (RFC 3168).
    boolean congested;

    /// Lowest position of a packet that arrived late although it was never sent again.
    long late;

    /// When the first and the last packets were sent that were acknowledged and never sent again.
    long firstSentAt;

    long lastSentAt;

    /// The same of packets in SACK blocks.
    long firstSackedSentAt;

    long lastSackedSentAt;

    /// The timer of retransmission is to begin anew.
    boolean restartsTimer;

    /// Packets were found to be lost again after they were sent again.
    boolean lostAgain;

    /// Packets that had arrived ever.
    long deliveredBefore;

    /// The same when the last packet was sent that has arrived now.
    long deliveredWhenSent;

    void clear(long una, long highest, long deliveredSoFar) {
        unaBefore = una;
        highestBefore = highest;
        advanced = false;
        dataAcknowledged = false;
        notDuplicate = false;
        withData = false;
        delivered = 0;
        acknowledged = 0;
        sacked = false;
        duplicateTold = false;
        resentAcknowledged = false;
        originalArrived = false;
        congested = false;
        late = Long.MAX_VALUE;
        firstSentAt = NONE;
        lastSentAt = NONE;
        firstSackedSentAt = NONE;
        lastSackedSentAt = NONE;
        restartsTimer = false;
        lostAgain = false;
        deliveredBefore = deliveredSoFar;
        deliveredWhenSent = 0;
    }

    /// Whether it moves nothing forward and tells of nothing new.
    boolean isDuplicate() {
        return !advanced && !notDuplicate && !duplicateTold;
    }
}
