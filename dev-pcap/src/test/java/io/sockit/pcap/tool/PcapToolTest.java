package io.sockit.pcap.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The tool, as the command line calls it.
class PcapToolTest {
    private static final byte[] FRAME = new byte[60];

    @TempDir private Path folder;
    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("file.pcapng");
        try (CaptureWriter writer = CaptureWriter.create(file, FileFormat.PCAPNG)) {
            int eth0 = writer.addInterface("eth0", DataLink.ETHERNET, 0);
            int tun0 = writer.addInterface("tun0", DataLink.RAW, 0);
            writer.write(eth0, 1_700_000_002_000_000_000L, FRAME, 0, 60, PacketNote.NONE);
            writer.write(tun0, 1_700_000_001_000_000_001L, 100, FRAME, 0, 40, PacketNote.NONE);
        }
    }

    private int run(Object... arguments) {
        return new PcapTool()
                .run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private static String block(Object name, String note) {
        return """
        file: %s
        packets: 2
        bytes: 160
        link: EN10MB, RAW
        first: 2023-11-14T22:13:21.000000001Z
        last: 2023-11-14T22:13:22.000000000Z
        interfaces: 2
        note: packets cut short: 1
        note: packets earlier than the one before: 1
        """
                        .formatted(name)
                + note;
    }

    @Nested
    class Info {
        @Test
        void printsABlockAFile() {
            assertEquals(0, run("info", file, file));
            assertEquals(block(file, "") + block(file, ""), out.toString());
            assertEquals("", err.toString());
        }

        @Test
        void readsStandardInput() throws IOException {
            InputStream before = System.in;
            try (InputStream in = Files.newInputStream(file)) {
                System.setIn(in);
                assertEquals(0, run("info", "-"));
            } finally {
                System.setIn(before);
            }
            assertEquals(block("-", ""), out.toString());
        }

        @Test
        void notesWhereAFileIsCutOff() throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            Path cut = folder.resolve("cut");
            Files.write(cut, Arrays.copyOf(bytes, bytes.length + 3));

            assertEquals(0, run("info", cut));
            String note = "note: offset %d: cut off in a block header\n".formatted(bytes.length);
            assertEquals(block(cut, note), out.toString());
        }

        @Test
        void failsForAFileThatIsNoneAndShowsTheOthers() throws IOException {
            Path none = folder.resolve("none");
            Path text = Files.writeString(folder.resolve("text"), "no capture");

            assertEquals(1, run("info", none, text, file));
            assertEquals(block(file, ""), out.toString());
            assertTrue(err.toString().contains("open: ENOENT"), err.toString());
            assertTrue(err.toString().contains(text + ": offset 0: begins with"), err.toString());
        }

        @Test
        void saysWhereThereIsNothing() throws IOException {
            Path empty = folder.resolve("empty.pcap");
            CaptureWriter.create(empty, FileFormat.PCAP).close();

            assertEquals(0, run("info", empty));
            assertTrue(
                    out.toString().contains("packets: 0\nbytes: 0\nlink: EN10MB\nfirst: none\n"));
        }

        @Test
        void namesLinkTypesThatNoHostReads() throws IOException {
            Path usb = folder.resolve("usb.pcap");
            try (CaptureWriter writer = CaptureWriter.create(usb, FileFormat.PCAP)) {
                writer.addInterface("usb", DataLink.of(249), 0);
                writer.write(0, 1, FRAME, 0, 60, PacketNote.NONE);
                writer.write(0, 1, FRAME, 0, 60, PacketNote.NONE);
            }

            assertEquals(0, run("info", usb));
            assertTrue(
                    out.toString().contains("note: packets of USBPCAP, which no host reads: 2"),
                    out.toString());
        }

        @Test
        void wantsAFile() {
            assertEquals(2, run("info"));
        }
    }

    @Nested
    class Convert {
        private final Path to() {
            return folder.resolve("to.pcapng");
        }

        @Test
        void copiesAFileWhole() throws IOException {
            assertEquals(0, run("convert", file, to()));
            assertEquals("packets: 2" + System.lineSeparator(), out.toString());
            assertEquals(-1, Files.mismatch(file, to()));
        }

        @Test
        void failsWhereTheFormatHasNoRoom() {
            assertEquals(1, run("convert", "--to", "pcap", file, to()));
            assertTrue(err.toString().contains("RAW (expected: EN10MB"), err.toString());
        }

        @Test
        void keepsWhatCouldBeRead() throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            Path cut = folder.resolve("cut");
            Files.write(cut, Arrays.copyOf(bytes, bytes.length + 3));

            assertEquals(1, run("convert", cut, to()));
            assertEquals(-1, Files.mismatch(file, to()));
            assertTrue(err.toString().contains("2 packets in front are written"), err.toString());
        }

        @Test
        void copiesWhatPassesAFilter() throws IOException {
            assertEquals(0, run("convert", "--filter", "greater 100", file, to()));
            assertEquals("packets: 1" + System.lineSeparator(), out.toString());
        }

        @Test
        void pointsAtThePlaceInAFilterThatIsWrong() {
            assertEquals(2, run("convert", "--filter", "udp prot 53", file, to()));
            assertTrue(err.toString().contains("--filter: column 5"), err.toString());
            assertEquals(2, run("convert", file, to(), "--filter"));
        }

        @Test
        void refusesToWriteWhatItReads() {
            assertEquals(2, run("convert", file, folder.resolve(".").resolve("file.pcapng")));
            assertTrue(err.toString().contains("is the file that is read"), err.toString());
        }

        @Test
        void refusesANameThatSaysNoFormat() {
            Path foo = folder.resolve("to.foo");
            assertEquals(2, run("convert", file, foo));
            assertEquals(
                    "sockit: pcap: convert: '"
                            + foo
                            + "' (expected: a name that ends with one of"
                            + " [cap, dmp, gz, pcap, pcapng, zst], or --to)\n",
                    err.toString());
            assertFalse(Files.exists(foo));
            assertEquals(0, run("convert", "--to", "pcapng", file, foo));
        }

        @Test
        void refusesWhatItDoesNotKnow() {
            assertEquals(2, run("convert", "--to", "snoop", file, to()));
            assertEquals(2, run("convert", file));
            assertEquals(2, run("turn", file));
            assertEquals(2, run());
        }
    }
}
