package io.sockit.cli.dns;

/// A UDP datagram out of a capture file, put together again where it came in fragments.
///
/// @param number which packet of the file completed it, from 1
/// @param ipv4 whether it went over IPv4, else IPv6
/// @param sourcePort 0 to 65535
/// @param targetPort 0 to 65535
/// @param data what it carries
record Datagram(long number, boolean ipv4, int sourcePort, int targetPort, byte[] data) {
    /// Over what it went, for messages.
    String family() {
        return ipv4 ? "IPv4" : "IPv6";
    }
}
