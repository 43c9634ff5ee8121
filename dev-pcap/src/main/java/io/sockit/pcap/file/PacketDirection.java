package io.sockit.pcap.file;

/// Which way a packet went, as the capturing machine saw it: the low bits of epb_flags.
public enum PacketDirection {
    UNKNOWN,
    INBOUND,
    OUTBOUND;

    private static final PacketDirection[] BITS = {UNKNOWN, INBOUND, OUTBOUND, UNKNOWN};

    /// draft-ietf-opsawg-pcapng §4.3.1: bits 0 and 1.
    static PacketDirection of(int flags) {
        return BITS[flags & 3];
    }

    @SuppressWarnings("EnumOrdinal") // the order is that of the values
    int flags() {
        return ordinal();
    }
}
