package io.sockit.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sockit.api.Counters;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.pcap.Recorded.Seen;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;
import io.sockit.test.SockitNetwork;
import io.sockit.test.TestNetwork;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/// A capture that comes through a named pipe, as from `tcpdump -w -`.
@SockitNetwork
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PipeTest {
    private static final String CLIENT = "192.0.2.7:4000";
    private static final String SERVER = "192.0.2.53:7";

    @TempDir Path dir;

    private Path pipe;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    @BeforeEach
    void makePipe() throws Exception {
        pipe = dir.resolve("pipe");
        int status;
        try {
            status = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        } catch (IOException e) {
            status = -1;
        }
        assumeTrue(status == 0, "mkfifo is not installed");
    }

    @AfterEach
    void endWriter() {
        writer.shutdownNow();
    }

    private Path capture(long... nanos) throws IOException {
        Recorded file = Recorded.begin(dir.resolve("in.pcapng"), DataLink.ETHERNET);
        for (int i = 0; i < nanos.length; i++) {
            file.add(nanos[i], file.udp(CLIENT, SERVER, "q" + i));
        }
        return file.done();
    }

    private void feed(byte[] bytes, boolean packed) {
        Future<?> _ =
                writer.submit(
                        () -> {
                            try (OutputStream plain = Files.newOutputStream(pipe);
                                    OutputStream out =
                                            packed ? new GZIPOutputStream(plain) : plain) {
                                out.write(bytes);
                            }
                            return bytes;
                        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isReplayedAsAFileIs(boolean packed, TestNetwork net) throws Exception {
        byte[] file = Files.readAllBytes(capture(0, 1, 1_000_003, 86_400_000_000_007L));
        Path out = dir.resolve(packed ? "out.pcapng.gz" : "out.pcapng");
        feed(file, packed);
        Host host =
                net.host("a")
                        .device("eth0", "pcap:" + pipe + "?out=" + out)
                        .address("eth0", "192.0.2.53/24")
                        .start();
        Echo echo = new Echo(host, SERVER);
        assertEquals(-1, host.playbacks().getFirst().progress());
        net.clock().runUntilIdle(Duration.ofDays(2));
        assertEquals(1, host.playbacks().getFirst().progress());
        assertEquals(List.of("q0", "q1", "q2", "q3"), echo.texts);
        assertEquals(86_400_000_000_007L, echo.moments.getLast() - echo.moments.getFirst());
        echo.end();
        host.close();
        assertEquals(0, host.counters().get("Pcap.FileErrors"));
        List<Seen> answers = Recorded.read(out);
        assertEquals(4, answers.size());
        assertEquals(Datagrams.SERVER[5], answers.getFirst().bytes()[11]);
    }

    @Test
    void isReadOnce(TestNetwork net) throws Exception {
        feed(Files.readAllBytes(capture(0)), false);
        Host host = net.host("a").start();
        ErrnoException refused =
                assertThrows(
                        ErrnoException.class,
                        () -> host.addDevice("eth0", "pcap:" + pipe + "?loop=2"));
        assertTrue(String.valueOf(refused.getMessage()).contains("a pipe is read once"));
    }

    @Test
    void isReadByOneDevice(TestNetwork net) throws Exception {
        feed(Files.readAllBytes(capture(0)), false);
        Host host = net.host("a").device("eth0", "pcap:" + pipe).start();
        ErrnoException refused =
                assertThrows(ErrnoException.class, () -> host.addDevice("eth1", "pcap:" + pipe));
        assertEquals(Errno.EBUSY, refused.errno());
        assertTrue(String.valueOf(refused.getMessage()).contains("a device reads it"));
    }

    @Test
    void isRefusedWhereNoCaptureIsInIt(TestNetwork net) throws Exception {
        feed("no capture".getBytes(StandardCharsets.US_ASCII), false);
        Host host = net.host("a").start();
        ErrnoException refused =
                assertThrows(ErrnoException.class, () -> host.addDevice("eth0", "pcap:" + pipe));
        assertTrue(String.valueOf(refused.getMessage()).contains("begins with 0x6e6f2063"));
    }

    /// Once by the length of a block, and once by that of a name in the header of gzip.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isRefusedWhereItsBeginningWouldNotFitInMemory(boolean packed, TestNetwork net)
            throws Exception {
        byte[] gzipWithName = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
        byte[] beginning = packed ? gzipWithName : Files.readAllBytes(capture());
        byte[] large = largeBlock();
        Arrays.fill(large, 0, packed ? large.length : 0, (byte) 1);
        feed(joined(beginning, large), false);
        Host host = net.host("a").start();
        ErrnoException refused =
                assertThrows(ErrnoException.class, () -> host.addDevice("eth0", "pcap:" + pipe));
        assertEquals(Errno.EINVAL, refused.errno());
        assertTrue(String.valueOf(refused.getMessage()).contains("no packet to begin with"));
    }

    @Test
    void mayHaveALargeBlockBetweenItsPackets(TestNetwork net) throws Exception {
        Recorded file = Recorded.begin(dir.resolve("in.pcapng"), DataLink.ETHERNET);
        byte[] toAll = file.udp(CLIENT, SERVER, "to all");
        Arrays.fill(toAll, 0, 6, (byte) 0xff); // tells nothing of the station
        byte[] whole = Files.readAllBytes(file.add(0, toAll).done());
        int begun = Files.readAllBytes(capture()).length;
        byte[] packet = Arrays.copyOfRange(whole, begun, whole.length);
        feed(joined(whole, largeBlock(), packet), false);
        Host host =
                net.host("a")
                        .device("eth0", "pcap:" + pipe)
                        .address("eth0", "192.0.2.53/24")
                        .start();
        net.clock().runUntilIdle(Duration.ofMinutes(1));
        assertEquals(2, host.counters().get("Pcap.Read"));
        assertEquals(0, host.counters().get("Pcap.FileErrors"));
    }

    /// A custom block (draft-ietf-opsawg-pcapng §4.7) of more than is kept.
    private static byte[] largeBlock() {
        int length = 8 << 20;
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, 0x0bad)
                .putInt(4, length)
                .putInt(length - 4, length)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// As the command line does when it is asked to end.
    @Test
    void isNotDamagedWhereAWaitForItIsInterrupted(TestNetwork net) throws Exception {
        byte[] file = Files.readAllBytes(capture(0, 1));
        Future<OutputStream> opening = writer.submit(() -> Files.newOutputStream(pipe));
        Future<OutputStream> _ =
                writer.submit(
                        () -> {
                            opening.get().write(file, 0, file.length - 10);
                            return opening.get();
                        });
        Host host = net.host("a").device("eth0", "pcap:" + pipe).start();
        Thread driver = Thread.ofPlatform().start(() -> net.clock().advance(Duration.ofHours(1)));
        while (Arrays.stream(driver.getStackTrace())
                .noneMatch(frame -> frame.getClassName().equals(PipeInput.class.getName()))) {
            Thread.onSpinWait();
        }
        driver.interrupt();
        driver.join();
        assertEquals(0, host.counters().get("Pcap.FileErrors"));
        opening.get().close();
    }

    /// In real time: the second packet is not written before the first is received, and the host
    /// closes while the pipe is still open.
    @Test
    void bringsPacketsAsTheyAreWritten() throws Exception {
        Future<OutputStream> opening = writer.submit(() -> Files.newOutputStream(pipe));
        Future<CaptureWriter> first = writer.submit(() -> write(null, opening.get(), "one"));
        Counters counters;
        try (Network network = Network.create(1);
                Host host =
                        network.host("a")
                                .device("eth0", "pcap:" + pipe)
                                .address("eth0", "192.0.2.53/24")
                                .holdPlayback()
                                .start();
                Process process = host.process()) {
            int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
            process.bind(fd, SockaddrIn.parse(SERVER));
            host.playbacks().getFirst().begin();
            assertEquals("one", receive(process, fd));
            write(first.get(), opening.get(), "two");
            assertEquals("two", receive(process, fd));
            counters = host.counters();
        }
        assertEquals(0, counters.get("Pcap.FileErrors"));
        assertThrows(IOException.class, () -> write(first.get(), opening.get(), "to nobody"));
    }

    private static String receive(Process process, int fd) throws ErrnoException {
        byte[] data = new byte[100];
        return new String(data, 0, process.recv(fd, data, 0, 100, 0), StandardCharsets.UTF_8);
    }

    private static CaptureWriter write(
            @Nullable CaptureWriter before, OutputStream pipe, String text) throws IOException {
        CaptureWriter out = before;
        if (out == null) {
            out = CaptureWriter.to(pipe, "pipe", FileFormat.PCAP);
            out.addInterface("if0", DataLink.RAW, 0);
        }
        byte[] packet = Datagrams.udp(CLIENT, SERVER, text);
        out.write(0, Recorded.EPOCH, packet, 0, packet.length, PacketNote.NONE);
        out.flush();
        return out;
    }
}
