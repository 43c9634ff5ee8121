package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// The verb hands over; what is said of files is dev-pcap's to test.
class PcapVerbTest {
    @TempDir private Path folder;

    private Path empty() throws IOException {
        byte[] header = ByteBuffer.allocate(24).putInt(0xa1b2c3d4).putInt(0x20004).array();
        header[23] = 1;
        return Files.write(folder.resolve("empty.pcap"), header);
    }

    @Test
    void saysWhatIsInAFile() throws IOException {
        CommandLineRun run = CommandLineRun.of("pcap", "info", empty().toString());

        assertEquals(0, run.status());
        assertTrue(run.out().contains("packets: 0"), run.out());
    }

    @Test
    void convertsAFile() throws IOException {
        Path to = folder.resolve("to");
        CommandLineRun run =
                CommandLineRun.of(
                        "pcap", "convert", "--to", "pcapng", empty().toString(), to.toString());

        assertEquals(0, run.status());
        assertEquals("packets: 0", run.out().strip());
        assertTrue(Files.size(to) > 0);
    }

    @Test
    void failsForAFileThatIsNotThere() {
        CommandLineRun run = CommandLineRun.of("pcap", "info", folder.resolve("none").toString());

        assertEquals(1, run.status());
        assertTrue(run.err().contains("ENOENT"), run.err());
    }

    @Test
    void wantsAVerbAndFiles() {
        assertEquals(2, CommandLineRun.of("pcap").status());
        assertEquals(2, CommandLineRun.of("pcap", "info").status());
        assertEquals(2, CommandLineRun.of("pcap", "convert", "in").status());
    }
}
