package io.sockit.pcap.file;

import java.util.HexFormat;

/// What files begin with: four bytes that tell formats apart.
final class Magic {
    static final int LENGTH = 4;

    static final int PCAP_MICROS = 0xa1b2c3d4;
    static final int PCAP_NANOS = 0xa1b23c4d;

    /// A section header block: the same in both byte orders.
    static final int PCAPNG = 0x0a0d0d0a;

    static final int ZSTD = 0x28b52ffd;

    /// Skippable frames of zstd: 0x184d2a50 to 0x184d2a5f, least significant byte first.
    private static final int ZSTD_SKIPPABLE = 0x002a4d18;

    private static final int GZIP = 0x1f8b;

    private Magic() {}

    static boolean isGzip(int magic) {
        return magic >>> 16 == GZIP;
    }

    static boolean isZstd(int magic) {
        return magic == ZSTD || ((magic & 0x00ff_ffff) == ZSTD_SKIPPABLE && magic >>> 28 == 5);
    }

    /// Why a file that begins so is not read. A number that has a name is shown as it is known,
    /// whichever byte order it stands in.
    static String refusal(int magic) {
        int swapped = Integer.reverseBytes(magic);
        boolean other = name(magic).isEmpty() && !name(swapped).isEmpty();
        int known = other ? swapped : magic;
        String seen = "0x" + HexFormat.of().toHexDigits(known);
        return name(known).isEmpty()
                ? "begins with " + seen + " (expected: pcap or pcapng, plain, gzip or zstd)"
                : name(known) + " (" + seen + ") is not read (expected: pcap or pcapng)";
    }

    private static String name(int magic) {
        return switch (magic) {
            case 0xa1b2cd34 -> "modified pcap of Alexey Kuznetzov's libpcap";
            case 0xa1b234cd -> "modified pcap of Francisco Mesquita's libpcap";
            case 0xa12b3c4d -> "modified pcap of Navtel Communications";
            case 0x1c0001ac -> "modified pcap of IXIA lcap, hardware";
            case 0x1c0001ab -> "modified pcap of IXIA lcap, software";
            case 0x736e6f6f -> "snoop";
            case 0x6274736e -> "btsnoop";
            case 0x47_4d_42_55 -> "Microsoft Network Monitor 2";
            case 0x52_54_53_53 -> "Microsoft Network Monitor 1";
            case 0x54_52_53_4e -> "Sniffer";
            case 0x69_70_74_72 -> "AIX iptrace";
            case 0xfd37_7a58 -> "xz";
            case 0x04224d18 -> "lz4";
            case 0x425a_6839 -> "bzip2";
            case 0x504b_0304 -> "zip";
            default -> "";
        };
    }
}
