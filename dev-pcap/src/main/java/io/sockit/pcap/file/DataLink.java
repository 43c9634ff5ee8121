package io.sockit.pcap.file;

/// A LINKTYPE: how the packets of a capture begin. An open set: numbers without a name here are as
/// good.
///
/// @param number as it stands in files
/// @param name as tcpdump names it, or `LINKTYPE_` and the number
public record DataLink(int number, String name) {
    /// BSD loopback: address family in the byte order of the capturing machine.
    public static final DataLink NULL = new DataLink(0, "NULL");

    public static final DataLink ETHERNET = new DataLink(1, "EN10MB");

    /// An IPv4 or IPv6 packet.
    public static final DataLink RAW = new DataLink(101, "RAW");

    /// OpenBSD loopback: address family in network byte order.
    public static final DataLink LOOP = new DataLink(108, "LOOP");

    /// Linux "any" device, older.
    public static final DataLink LINUX_SLL = new DataLink(113, "LINUX_SLL");

    public static final DataLink IPV4 = new DataLink(228, "IPV4");
    public static final DataLink IPV6 = new DataLink(229, "IPV6");

    /// Linux "any" device, with the interface's index.
    public static final DataLink LINUX_SLL2 = new DataLink(276, "LINUX_SLL2");

    /// The link type of this number.
    public static DataLink of(int number) {
        return DataLinks.of(number);
    }

    /// Whether [LinkHeader] finds network packets in it.
    public boolean isKnown() {
        return DataLinks.isKnown(number);
    }

    /// The largest packet that is one, and not a sign of a broken file.
    int mostCaptured() {
        return DataLinks.mostCaptured(number);
    }

    @Override
    public String toString() {
        return name;
    }
}
