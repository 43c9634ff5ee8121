package io.sockit.pcap.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The formats of capture files.
public enum FileFormat {
    /// libpcap's classic format: one link type a file, no names, no comments.
    PCAP("pcap"),
    /// Interfaces, comments, directions (draft-ietf-opsawg-pcapng).
    PCAPNG("pcapng");

    /// By the ends of names; a compressed file is pcapng where no other end stands in front.
    private static final Map<String, FileFormat> ENDINGS =
            new TreeMap<>(
                    Map.of(
                            "cap", PCAP,
                            "dmp", PCAP,
                            "gz", PCAPNG,
                            "pcap", PCAP,
                            "pcapng", PCAPNG,
                            "zst", PCAPNG));

    private final String ending;

    FileFormat(String ending) {
        this.ending = ending;
    }

    /// The usual end of a file's name, without the dot.
    public String ending() {
        return ending;
    }

    /// What the end of a file's name asks for: [#PCAP] for `.pcap`, `.cap` and `.dmp`, [#PCAPNG]
    /// for `.pcapng`, with or without `.gz` or `.zst` behind it; these alone mean [#PCAPNG].
    ///
    /// @throws ErrnoException `EINVAL` for another end, and for none
    public static FileFormat ofName(String file) throws ErrnoException {
        String name = file.toLowerCase(Locale.ROOT);
        FileFormat format = ENDINGS.get(end(name));
        if (format == null) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "open",
                    "%s: no format for '%s' (expected: one of %s)"
                            .formatted(file, end(name), ENDINGS.keySet()));
        }
        return ENDINGS.getOrDefault(end(Compression.plainName(name)), format);
    }

    /// The ends of names that say a format, without their dots.
    public static Set<String> endings() {
        return Collections.unmodifiableSet(ENDINGS.keySet());
    }

    private static String end(String file) {
        String name = String.valueOf(Path.of(file).getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
