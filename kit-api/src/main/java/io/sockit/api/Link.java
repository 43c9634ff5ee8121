package io.sockit.api;

/// A row of [Links]: what is known of an interface at one moment.
///
/// @param index 1 and up, never used again in a host's life
/// @param name such as `eth0`
/// @param device the string it was made from
/// @param type how its frames begin
/// @param address its link-layer address
/// @param mtu the largest network packet in bytes
/// @param loopback whether what is sent comes back to this host
/// @param up whether it carries packets
public record Link(
        int index,
        String name,
        String device,
        LinkType type,
        LinkAddress address,
        int mtu,
        boolean loopback,
        boolean up) {}
