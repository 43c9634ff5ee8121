package io.sockit.inet.fragment;

import io.sockit.spi.packet.Packet;

/// How senders hear that their fragments did not make a datagram. On the strand.
public interface FragmentErrors {
    /// ICMP time exceeded, code 1.
    ///
    /// @param first the fragment with offset 0; stays the caller's
    void reassemblyTimeExceeded(Packet first);

    /// ICMPv6 parameter problem, code 0.
    ///
    /// @param packet stays the caller's
    /// @param pointer to the field that is wrong
    void badField(Packet packet, int pointer);

    /// ICMPv6 parameter problem, code 3 (RFC 7112 §5).
    ///
    /// @param first stays the caller's
    void headersIncomplete(Packet first);
}
