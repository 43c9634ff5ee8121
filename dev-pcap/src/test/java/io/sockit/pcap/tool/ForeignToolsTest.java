package io.sockit.pcap.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Our files in the hands of Wireshark's tools, and the same answers from both.
class ForeignToolsTest {
    private static final byte[] FRAME = new byte[60];

    @TempDir private Path folder;

    private Path write(FileFormat format) throws IOException {
        Path file = folder.resolve("file." + format.ending());
        try (CaptureWriter out = CaptureWriter.create(file, format)) {
            int eth0 = out.addInterface("eth0", DataLink.ETHERNET, 0);
            out.write(eth0, 1_700_000_000_123_456_789L, FRAME, 0, 60, PacketNote.OUTBOUND);
            out.write(
                    eth0,
                    1_700_000_002_000_000_000L,
                    1500,
                    FRAME,
                    0,
                    60,
                    PacketNote.INBOUND.with("Ip.BadChecksum"));
            int eth1 = out.addInterface("eth1", DataLink.ETHERNET, 96);
            out.write(eth1, 1_700_000_001_000_000_000L, FRAME, 0, 59, PacketNote.NONE);
        }
        return file;
    }

    /// What a program prints, nothing on its error stream, and success.
    private String run(String program, Object... arguments) throws Exception {
        assumeTrue(isInstalled(program), program + " is not installed");
        List<String> command = new ArrayList<>(List.of(program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        String said =
                Files.readString(errors)
                        .lines()
                        .filter(line -> !line.startsWith("Running as user"))
                        .toList()
                        .toString();
        assertEquals("[]", said);
        assertEquals(0, status);
        return out;
    }

    private static boolean isInstalled(String program) {
        for (String path : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(path, program))) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void capinfosCountsAsWeDo(FileFormat format) throws Exception {
        assertEquals(3, sameCounts(write(format)));
    }

    /// Both read packets of these links up to the size, and none that is larger.
    @ParameterizedTest
    @CsvSource({"1, 262144", "249, 134217728", "279, 8388608", "147, 262144"})
    void capinfosCountsLargePacketsAsWeDo(int link, int most) throws Exception {
        Path file = folder.resolve("large");
        for (boolean classic : new boolean[] {true, false}) {
            large(file, classic, link, most);
            assertEquals(2, sameCounts(file));
            large(file, classic, link, most + 1);
            assertFalse(runs("capinfos", file));
            assertTrue(info(file).contains("packets: 0\n"));
            assertTrue(info(file).contains("(expected: <= " + most + ")"), info(file));
        }
    }

    /// A file with a packet of this size and a small one; it has holes where the bytes are zero.
    private static void large(Path file, boolean classic, int link, int size) throws IOException {
        ByteBuffer front = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer behind = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        if (classic) {
            front.putInt(0xa1b2c3d4).putInt(0x0004_0002).putLong(0).putInt(size).putInt(link);
            front.putLong(1).putInt(size).putInt(size);
            behind.putLong(2).putInt(60).putInt(60).put(FRAME);
        } else {
            int padded = (size + 3) & ~3;
            front.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putInt(1).putLong(-1).putInt(28);
            front.putInt(1).putInt(20).putInt(link).putInt(0).putInt(20);
            front.putInt(6).putInt(padded + 32).putInt(0).putLong(0).putInt(size).putInt(size);
            behind.position(padded - size).putInt(padded + 32);
            behind.putInt(6).putInt(92).putInt(0).putLong(0).putInt(60).putInt(60);
            behind.put(FRAME).putInt(92);
        }
        try (FileChannel out =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(front.flip());
            out.position(out.position() + size).write(behind.flip());
        }
    }

    /// @return the packets that both count
    private int sameCounts(Path file) throws Exception {
        String[] theirs =
                run("capinfos", "-c", "-d", "-I", "-T", "-r", "-M", "-m", file)
                        .strip()
                        .split(",", -1);
        assertTrue(info(file).contains("packets: " + theirs[1] + "\n"), info(file));
        assertTrue(info(file).contains("bytes: " + theirs[2] + "\n"), info(file));
        return Integer.parseInt(theirs[1]);
    }

    private static String info(Path file) {
        StringWriter ours = new StringWriter();
        PrintWriter out = new PrintWriter(ours, true);
        new PcapTool().run(out, out, "info", file.toString());
        return ours.toString();
    }

    private static boolean runs(String program, Path file) throws Exception {
        assumeTrue(isInstalled(program), program + " is not installed");
        return new ProcessBuilder(program, file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void tsharkSeesNamesTimesDirectionsAndComments() throws Exception {
        String fields =
                run(
                        "tshark",
                        "-r",
                        write(FileFormat.PCAPNG),
                        "-T",
                        "fields",
                        "-e",
                        "frame.interface_name",
                        "-e",
                        "frame.time_epoch",
                        "-e",
                        "frame.len",
                        "-e",
                        "frame.cap_len",
                        "-e",
                        "frame.packet_flags_direction",
                        "-e",
                        "frame.comment");

        assertEquals(
                """
                eth0\t1700000000.123456789\t60\t60\t0x00000002\t
                eth0\t1700000002.000000000\t1500\t60\t0x00000001\tIp.BadChecksum
                eth1\t1700000001.000000000\t59\t59\t\t
                """,
                fields);
    }
}
