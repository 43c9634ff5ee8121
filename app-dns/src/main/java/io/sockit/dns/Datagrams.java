package io.sockit.dns;

import io.sockit.inet.Inet;
import io.sockit.inet.extension.FragmentHeader;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.LinkHeader;
import io.sockit.spi.packet.Bytes;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// The UDP datagrams of a capture file.
///
/// @param list the whole ones, in the order of the file
/// @param incomplete the number of those of which fragments are missing
/// @param givenUp the number of these that were given up for lack of room
record Datagrams(List<Datagram> list, int incomplete, int givenUp) {
    private static final int MOST = 1_000_000;
    private static final long MOST_BYTES = 256L << 20;

    /// Reads a whole file.
    ///
    /// @param wanted the datagrams to keep
    /// @throws IOException if the file cannot be read, or has more than a million of them
    static Datagrams read(Path file, Predicate<Datagram> wanted) throws IOException {
        List<Datagram> list = new ArrayList<>();
        long bytes = 0;
        Fragments fragments = new Fragments();
        LinkHeader header = new LinkHeader();
        try (CaptureReader in = CaptureReader.open(file)) {
            while (in.next()) {
                if (!header.find(in.link(), in.bytes(), in.offset(), in.length())) {
                    continue;
                }
                int end = in.offset() + in.length();
                byte[] packet = Arrays.copyOfRange(in.bytes(), header.networkOffset(), end);
                Datagram datagram =
                        switch (header.etherType()) {
                            case Ipv4Header.ETHERTYPE -> ipv4(packet, in.packets(), fragments);
                            case Ipv6Header.ETHERTYPE -> ipv6(packet, in.packets(), fragments);
                            default -> null;
                        };
                if (datagram != null && wanted.test(datagram)) {
                    list.add(datagram);
                    bytes += datagram.data().length;
                }
                if (list.size() > MOST || bytes > MOST_BYTES) {
                    throw new IOException(
                            "%s: more than %d datagrams or %d bytes of them"
                                    .formatted(file, MOST, MOST_BYTES));
                }
            }
        }
        return new Datagrams(list, fragments.incomplete(), fragments.givenUp());
    }

    private static @Nullable Datagram ipv4(byte[] packet, long number, Fragments fragments) {
        if (packet.length < Ipv4Header.LENGTH
                || Ipv4Header.protocol(packet, 0) != Inet.IPPROTO_UDP) {
            return null;
        }
        int header = Ipv4Header.headerLength(packet, 0);
        int total = Math.min(Ipv4Header.totalLength(packet, 0), packet.length);
        if (header < Ipv4Header.LENGTH || total < header) {
            return null;
        }
        byte[] data = Arrays.copyOfRange(packet, header, total);
        if (Ipv4Header.isFragment(packet, 0)) {
            String key =
                    "%d %d %d"
                            .formatted(
                                    Ipv4Header.source(packet, 0),
                                    Ipv4Header.destination(packet, 0),
                                    Ipv4Header.identification(packet, 0));
            int offset = Ipv4Header.fragmentOffset(packet, 0) * Fragments.UNIT;
            return udp(
                    fragments.add(key, offset, Ipv4Header.moreFragments(packet, 0), data),
                    number,
                    true);
        }
        return udp(data, number, true);
    }

    private static @Nullable Datagram ipv6(byte[] packet, long number, Fragments fragments) {
        if (packet.length < Ipv6Header.LENGTH) {
            return null;
        }
        int next = Ipv6Header.nextHeader(packet, 0);
        int end = Math.min(Ipv6Header.LENGTH + Ipv6Header.payloadLength(packet, 0), packet.length);
        byte[] data = Arrays.copyOfRange(packet, Ipv6Header.LENGTH, end);
        if (next == FragmentHeader.NUMBER && data.length >= FragmentHeader.LENGTH) {
            next = FragmentHeader.nextHeader(data, 0);
            byte[] piece = Arrays.copyOfRange(data, FragmentHeader.LENGTH, data.length);
            boolean more = FragmentHeader.more(data, 0);
            String key = key(packet, FragmentHeader.identification(data, 0));
            data = fragments.add(key, FragmentHeader.offset(data, 0), more, piece);
        }
        return next == Inet.IPPROTO_UDP ? udp(data, number, false) : null;
    }

    private static String key(byte[] packet, int id) {
        return "%d %d %d %d %d"
                .formatted(
                        Ipv6Header.sourceHigh(packet, 0),
                        Ipv6Header.sourceLow(packet, 0),
                        Ipv6Header.destinationHigh(packet, 0),
                        Ipv6Header.destinationLow(packet, 0),
                        id);
    }

    private static @Nullable Datagram udp(byte @Nullable [] segment, long number, boolean ipv4) {
        if (segment == null || segment.length < Header.LENGTH) {
            return null;
        }
        int length = Bytes.u16(segment, Header.TOTAL);
        if (length < Header.LENGTH || length > segment.length) {
            return null; // cut off by the capture, or no datagram
        }
        return new Datagram(
                number,
                ipv4,
                Bytes.u16(segment, 0),
                Bytes.u16(segment, Header.TARGET),
                Arrays.copyOfRange(segment, Header.LENGTH, length));
    }

    /// RFC 768.
    private static final class Header {
        static final int TARGET = 2;
        static final int TOTAL = 4;
        static final int LENGTH = 8;

        private Header() {}
    }
}
