package io.sockit.tcp.spi;

import io.sockit.spi.ExtensionPoint;

/// A way to size the congestion window of connections (RFC 5681 §3), selected by `TCP_CONGESTION`
/// or `net.ipv4.tcp_congestion_control`. When packets count as lost, what is sent again, and how
/// the window goes down in a recovery (RFC 6937), is TCP's own. On the strand.
@FunctionalInterface
public interface CongestionControl {
    /// Where they are contributed, by the name that `TCP_CONGESTION` takes.
    ExtensionPoint<String, CongestionControl> POINT =
            new ExtensionPoint<>("congestion", String.class, CongestionControl.class);

    /// Makes the side of one connection.
    Algorithm open(CongestionWindow window);

    /// What it decides for one connection.
    interface Algorithm {
        /// The slow start threshold after a loss or a mark of congestion, in packets, at least 2.
        int threshold();

        /// New packets were acknowledged while nothing is being recovered: may grow the window.
        void avoid(int acknowledged);

        /// The window to have again, as the last reduction was a mistake.
        int undone();

        /// The round-trip time of packets that were acknowledged was measured.
        ///
        /// @param roundTrip nanoseconds
        default void measured(long roundTrip, int acknowledged) {}

        /// Everything under way has been taken for lost.
        default void timedOut() {}

        /// Sends again, nothing being under way.
        ///
        /// @param idle nanoseconds since data was sent last
        default void resumed(long idle) {}
    }
}
