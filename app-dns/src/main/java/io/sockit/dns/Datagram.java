package io.sockit.dns;

/// A UDP datagram of a capture file, reassembled if it came in fragments. Immutable, but for the
/// octets.
final class Datagram {
    private final long number;
    private final boolean ipv4;
    private final int sourcePort;
    private final int targetPort;
    private final byte[] data;

    /// @param number which packet of the file completed it, from 1
    /// @param ipv4 whether it went over IPv4, else IPv6
    /// @param data what it carries; kept, not copied
    Datagram(long number, boolean ipv4, int sourcePort, int targetPort, byte[] data) {
        this.number = number;
        this.ipv4 = ipv4;
        this.sourcePort = sourcePort;
        this.targetPort = targetPort;
        this.data = data;
    }

    long number() {
        return number;
    }

    boolean ipv4() {
        return ipv4;
    }

    /// The name of its IP version, for messages.
    String family() {
        return ipv4 ? "IPv4" : "IPv6";
    }

    /// 0 to 65535.
    int sourcePort() {
        return sourcePort;
    }

    /// 0 to 65535.
    int targetPort() {
        return targetPort;
    }

    /// The octets themselves: read only.
    byte[] data() {
        return data;
    }
}
