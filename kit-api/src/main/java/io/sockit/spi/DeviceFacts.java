package io.sockit.spi;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What a device is. Immutable; built from type and MTU by adding what else holds:
///
/// ```
/// DeviceFacts.of(LinkType.ETHERNET, 1500).withAddress(mac).withOffloads(Offload.CHECKSUM)
/// ```
public final class DeviceFacts {
    private final LinkType type;
    private final LinkAddress address;
    private final int mtu;
    private final int largestMtu;
    private final int largestSegment;
    private final boolean loopback;
    private final Set<Offload> offloads;

    /// Work that a device takes over from the protocols.
    public enum Offload {
        /// It fills in the transport checksums of packets marked PARTIAL, or needs none.
        CHECKSUM
    }

    private DeviceFacts(
            LinkType type,
            LinkAddress address,
            int mtu,
            int largestMtu,
            int largestSegment,
            boolean loopback,
            Set<Offload> offloads) {
        this.type = type;
        this.address = address;
        this.mtu = mtu;
        this.largestMtu = largestMtu;
        this.largestSegment = largestSegment;
        this.loopback = loopback;
        this.offloads = offloads;
    }

    /// A device without an address, whose MTU is the largest that it can have, that takes over
    /// nothing.
    ///
    /// @param type how its frames begin; the kit frames and unframes Ethernet
    /// @param mtu the largest network packet it carries, in bytes, unless `?mtu=` says otherwise
    public static DeviceFacts of(LinkType type, int mtu) {
        return new DeviceFacts(type, LinkAddress.NONE, mtu, mtu, 0, false, Set.of());
    }

    /// @param added its link-layer address
    public DeviceFacts withAddress(LinkAddress added) {
        return new DeviceFacts(type, added, mtu, largestMtu, largestSegment, loopback, offloads);
    }

    /// @param most how much `?mtu=` may ask for
    public DeviceFacts withLargestMtu(int most) {
        return new DeviceFacts(type, address, mtu, most, largestSegment, loopback, offloads);
    }

    /// @param most the largest network packet with a segment size that it takes, in bytes: it cuts
    ///     such a packet by that size, or carries it whole
    public DeviceFacts withLargestSegment(int most) {
        return new DeviceFacts(type, address, mtu, largestMtu, most, loopback, offloads);
    }

    /// What is sent comes back to this host.
    public DeviceFacts withLoopback() {
        return new DeviceFacts(type, address, mtu, largestMtu, largestSegment, true, offloads);
    }

    /// @param all what it takes over
    public DeviceFacts withOffloads(Offload... all) {
        Set<Offload> set = Arrays.stream(all).collect(Collectors.toUnmodifiableSet());
        return new DeviceFacts(type, address, mtu, largestMtu, largestSegment, loopback, set);
    }

    public LinkType type() {
        return type;
    }

    /// [LinkAddress#NONE] if the link has no addresses.
    public LinkAddress address() {
        return address;
    }

    public int mtu() {
        return mtu;
    }

    public int largestMtu() {
        return largestMtu;
    }

    /// 0 if it takes nothing beyond its MTU.
    public int largestSegment() {
        return largestSegment;
    }

    public boolean loopback() {
        return loopback;
    }

    public Set<Offload> offloads() {
        return offloads;
    }
}
