package io.sockit.pcap.filter;

import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.PacketDirection;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

/// Texts of words in any order, and of any characters: they compile, or are refused in words; what
/// compiles judges packets of any bytes.
class FilterFuzzTest {
    private static final String[] WORDS = {
        "host",
        "net",
        "port",
        "portrange",
        "proto",
        "src",
        "dst",
        "or",
        "and",
        "not",
        "(",
        ")",
        "!",
        "&&",
        "||",
        "/",
        "mask",
        "ip",
        "ip6",
        "arp",
        "rarp",
        "tcp",
        "udp",
        "sctp",
        "icmp",
        "icmp6",
        "vlan",
        "less",
        "greater",
        "inbound",
        "outbound",
        "10.0.0.1",
        "10",
        "0",
        "8",
        "255.0.0.0",
        "53",
        "1-5",
        "0x10",
        "010",
        "fd00::1",
        "::",
        "\\tcp",
        "99999999999",
        "-",
        "\\",
        "::ffff:1.2.3.4",
        "fe80::1%eth0",
        "1.2.3.4.5",
    };
    private static final int[] LINKS = {0, 1, 12, 14, 101, 108, 113, 147, 228, 229, 276};
    private static final long NANOS = 1_500_000_000;

    private final SplittableRandom random =
            new SplittableRandom(Long.getLong("sockit.seed", System.nanoTime()));

    @Test
    void anyTextCompilesOrIsRefusedInWords() {
        long end = System.nanoTime() + NANOS;
        while (System.nanoTime() < end) {
            String text = random.nextInt(4) == 0 ? characters() : words();
            try {
                judge(Filter.compile(text));
            } catch (FilterException e) {
                if (e.column() < 1 || e.column() > text.length() + 1) {
                    throw new AssertionError(text, e);
                }
            } catch (RuntimeException | Error e) {
                throw new AssertionError(text, e);
            }
        }
    }

    private String words() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    private String characters() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0xffff));
        }
        return text.toString();
    }

    private void judge(Filter filter) {
        for (int i = 0; i < 10; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            int offset = random.nextInt(bytes.length + 1);
            filter.matches(
                    DataLink.of(LINKS[random.nextInt(LINKS.length)]),
                    bytes,
                    offset,
                    bytes.length - offset,
                    random.nextInt(100),
                    PacketDirection.UNKNOWN);
        }
    }
}
