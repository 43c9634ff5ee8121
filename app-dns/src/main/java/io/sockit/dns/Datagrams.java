package io.sockit.dns;

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
/// @param list those that are whole, in the order of the file
/// @param incomplete how many came in fragments of which some were missing
/// @param givenUp how many of these only for lack of room, too many being under way at a time
record Datagrams(List<Datagram> list, int incomplete, int givenUp) {
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int UDP = 17;
    private static final int FRAGMENT = 44;
    private static final int MOST = 1_000_000;
    private static final long MOST_BYTES = 256L << 20;

    /// Reads a whole file.
    ///
    /// @param wanted which of them to keep
    /// @throws IOException where the file cannot be read, or has more than a million of them
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
                            case IPV4 -> ipv4(packet, in.packets(), fragments);
                            case IPV6 -> ipv6(packet, in.packets(), fragments);
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
        if (packet.length < V4.LENGTH || packet[V4.PROTOCOL] != UDP) {
            return null;
        }
        int header = (packet[0] & V4.HEADER_WORDS) * Integer.BYTES;
        int total = Math.min(Bytes.u16(packet, V4.TOTAL_LENGTH), packet.length);
        if (header < V4.LENGTH || total < header) {
            return null;
        }
        byte[] data = Arrays.copyOfRange(packet, header, total);
        int place = Bytes.u16(packet, V4.FRAGMENT);
        if ((place & (V4.MORE | V4.OFFSET)) != 0) {
            int id = Bytes.u16(packet, V4.ID);
            String key = key(packet, V4.ADDRESSES, V4.LENGTH, id);
            int offset = (place & V4.OFFSET) * Fragments.UNIT;
            data = fragments.add(key, offset, (place & V4.MORE) != 0, data);
        }
        return udp(data, number, true);
    }

    private static @Nullable Datagram ipv6(byte[] packet, long number, Fragments fragments) {
        if (packet.length < V6.LENGTH) {
            return null;
        }
        int next = packet[V6.NEXT] & 0xff;
        int end = Math.min(V6.LENGTH + Bytes.u16(packet, V6.PAYLOAD), packet.length);
        byte[] data = Arrays.copyOfRange(packet, V6.LENGTH, end);
        if (next == FRAGMENT && data.length >= V6.FRAGMENT_LENGTH) {
            next = data[0] & 0xff;
            int place = Bytes.u16(data, V6.FRAGMENT_OFFSET);
            int id = Bytes.u32(data, V6.FRAGMENT_ID);
            String key = key(packet, V6.ADDRESSES, V6.LENGTH, id);
            byte[] piece = Arrays.copyOfRange(data, V6.FRAGMENT_LENGTH, data.length);
            data = fragments.add(key, place & ~7, (place & 1) != 0, piece);
        }
        return next == UDP ? udp(data, number, false) : null;
    }

    private static String key(byte[] packet, int from, int to, int id) {
        return Arrays.toString(Arrays.copyOfRange(packet, from, to)) + id;
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

    /// RFC 791 §3.1.
    private static final class V4 {
        static final int HEADER_WORDS = 0xf;
        static final int TOTAL_LENGTH = 2;
        static final int ID = 4;
        static final int FRAGMENT = 6;
        static final int PROTOCOL = 9;
        static final int ADDRESSES = 12;
        static final int LENGTH = 20;
        static final int MORE = 0x2000;
        static final int OFFSET = 0x1fff;

        private V4() {}
    }

    /// RFC 8200 §3, §4.5.
    private static final class V6 {
        static final int PAYLOAD = 4;
        static final int NEXT = 6;
        static final int ADDRESSES = 8;
        static final int LENGTH = 40;
        static final int FRAGMENT_OFFSET = 2;
        static final int FRAGMENT_ID = 4;
        static final int FRAGMENT_LENGTH = 8;

        private V6() {}
    }

    /// RFC 768.
    private static final class Header {
        static final int TARGET = 2;
        static final int TOTAL = 4;
        static final int LENGTH = 8;

        private Header() {}
    }
}
