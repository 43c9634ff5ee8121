package io.sockit.tcp.spi;

/// The congestion window of a connection, in packets, and what a [CongestionControl] may know. On
/// the strand.
public interface CongestionWindow {
    /// Of a threshold that was not reached yet.
    int UNLIMITED = Integer.MAX_VALUE;

    /// cwnd.
    int size();

    /// Sets cwnd, within the limits of the connection.
    void size(int packets);

    /// ssthresh, or [#UNLIMITED].
    int threshold();

    void threshold(int packets);

    /// cwnd before the last reduction.
    int before();

    /// Whether the window, and not the program or the peer, bounds what is sent. It is to grow only
    /// then (RFC 7661).
    boolean limits();

    /// Bytes of the largest packet.
    int packetBytes();

    /// The smoothed round-trip time in nanoseconds, 0 before the first sample.
    long roundTrip();

    /// Nanoseconds of the host's clock.
    long now();

    /// Position behind the last byte that was sent.
    long sent();

    /// Position of the first byte that is not acknowledged.
    long unacknowledged();

    /// Whether it is below the threshold.
    default boolean isSlowStart() {
        return size() < threshold();
    }

    /// Slow start (RFC 5681 §3.1): one packet for each that was acknowledged, up to the threshold.
    ///
    /// @return how many of those acknowledged are left
    int slowStart(int acknowledged);

    /// Grows by one packet for each `every` that are acknowledged.
    void grow(int every, int acknowledged);
}
