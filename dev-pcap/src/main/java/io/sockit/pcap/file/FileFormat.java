package io.sockit.pcap.file;

import java.util.Locale;

/// The formats of capture files.
public enum FileFormat {
    /// libpcap's classic format: one link type a file, no names, no comments.
    PCAP("pcap"),
    /// Interfaces, comments, directions (draft-ietf-opsawg-pcapng).
    PCAPNG("pcapng");

    private final String ending;

    FileFormat(String ending) {
        this.ending = ending;
    }

    /// The usual end of a file's name, without the dot.
    public String ending() {
        return ending;
    }

    /// What the end of a file's name asks for: [#PCAP] for `.pcap`, `.cap` and `.dmp`, else
    /// [#PCAPNG]. An end that says how it is compressed is not looked at.
    public static FileFormat ofName(String file) {
        String name = Compression.plainName(file.toLowerCase(Locale.ROOT));
        boolean classic = name.endsWith(".pcap") || name.endsWith(".cap") || name.endsWith(".dmp");
        return classic ? PCAP : PCAPNG;
    }
}
