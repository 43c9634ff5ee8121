package io.sockit.pcap.filter;

import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.PacketDirection;

/// A compiled filter, for packets of every link type.
///
/// It decides as tcpdump does, and so does not see through everything: extension headers of IPv6
/// are not followed, but for one fragment header where a protocol is asked for; ports are found in
/// first fragments alone for IPv4; behind VLAN tags nothing is seen unless `vlan` stands in front
/// of it in the expression. A packet that ends before a field that is asked for never matches.
///
/// One thread at a time; evaluation does not allocate.
public final class Filter {
    private final String text;
    private final Test root;
    private final Frame frame = new Frame();

    private Filter(String text, Test root) {
        this.text = text;
        this.root = root;
    }

    /// @param text such as `udp port 53 and not src net 10.0.0.0/8`
    /// @throws FilterException naming the place, and what was expected there
    public static Filter compile(String text) throws FilterException {
        return new Filter(text, new Parser(text).parse());
    }

    /// Whether a packet passes.
    ///
    /// @param link how it begins
    /// @param bytes what was captured of it, from `offset`, `length` bytes
    /// @param originalLength bytes that it had on the wire
    /// @param direction for `inbound` and `outbound`, where the link header does not say it
    public boolean matches(
            DataLink link,
            byte[] bytes,
            int offset,
            int length,
            long originalLength,
            PacketDirection direction) {
        frame.look(link, bytes, offset, length, originalLength, direction);
        return root.passes(frame) && !frame.cut();
    }

    @Override
    public String toString() {
        return text;
    }
}
