package io.sockit.spi;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;

/// What a device is.
///
/// @param type how its frames begin; the kit frames and unframes Ethernet
/// @param address its link-layer address; [LinkAddress#NONE] where the link has none
/// @param mtu the largest network packet it carries, in bytes, unless `?mtu=` says otherwise
/// @param largestMtu how much `?mtu=` may say at most
/// @param loopback whether what is sent comes back to this host
/// @param offloadsChecksums whether packets with checksum state PARTIAL may be given to it
public record DeviceFacts(
        LinkType type,
        LinkAddress address,
        int mtu,
        int largestMtu,
        boolean loopback,
        boolean offloadsChecksums) {
    /// A device whose MTU is the largest that it can have.
    public DeviceFacts(
            LinkType type,
            LinkAddress address,
            int mtu,
            boolean loopback,
            boolean offloadsChecksums) {
        this(type, address, mtu, mtu, loopback, offloadsChecksums);
    }
}
