package io.sockit.inet.route;

import io.sockit.inet.spi.IpAddress;
import io.sockit.spi.NetInterface;

/// An address of this host.
///
/// @param length how many of the 128 bits name the network on the link
record OwnAddress(long high, long low, int length, NetInterface link) {
    boolean isV4() {
        return IpAddress.isV4(high, low);
    }

    /// Whether the other address is on the same network.
    boolean near(long otherHigh, long otherLow) {
        return Bits.common(high, low, otherHigh, otherLow) >= length;
    }
}
