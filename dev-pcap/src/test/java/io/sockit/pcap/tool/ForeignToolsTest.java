package io.sockit.pcap.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path file = write(format);
        String[] theirs =
                run("capinfos", "-c", "-d", "-I", "-T", "-r", "-M", "-m", file)
                        .strip()
                        .split(",", -1);

        StringWriter ours = new StringWriter();
        new PcapTool()
                .run(
                        new PrintWriter(ours, true),
                        new PrintWriter(ours, true),
                        "info",
                        file.toString());
        assertTrue(ours.toString().contains("packets: " + theirs[1] + "\n"), ours.toString());
        assertTrue(ours.toString().contains("bytes: " + theirs[2] + "\n"), ours.toString());
        assertEquals("3", theirs[1]);
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
