package io.sockit.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.LinkType;
import io.sockit.api.Playback;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.pcap.Recorded.Seen;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.PacketDirection;
import io.sockit.spi.packet.Checksum;
import io.sockit.test.SockitNetwork;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

@SockitNetwork
class PcapDeviceTest {
    private static final String CLIENT = "192.0.2.7:4000";
    private static final String SERVER = "192.0.2.53:7";

    @TempDir Path dir;

    private Echo echo;

    @AfterEach
    void endPrograms() throws InterruptedException {
        if (echo != null) {
            echo.end();
        }
    }

    private Host host(TestNetwork net, String device) throws Exception {
        Host host =
                net.host("a")
                        .device("eth0", device)
                        .address("eth0", "192.0.2.53/24")
                        .address("eth0", "2001:db8::53/64")
                        .start();
        echo = new Echo(host, SERVER);
        return host;
    }

    private Path capture(DataLink link, long... nanos) throws Exception {
        Recorded file = Recorded.begin(dir.resolve("in.pcapng"), link);
        for (int i = 0; i < nanos.length; i++) {
            file.add(nanos[i], file.udp(CLIENT, SERVER, "q" + i));
        }
        return file.done();
    }

    private void play(TestNetwork net, Host host) {
        Playback playback = host.playbacks().getFirst();
        for (int i = 0; i < 100 && !playback.finished(); i++) {
            net.clock().advance(Duration.ofHours(1));
        }
        assertTrue(playback.finished());
        assertEquals(1, playback.progress());
    }

    @Test
    void framesComeUpWithTheirRecordedSpacingToTheNanosecond(TestNetwork net) throws Exception {
        long[] nanos = {0, 1, 1_000_003, 1_000_003, 86_400_000_000_007L};
        Host host = host(net, "pcap:" + capture(DataLink.ETHERNET, nanos));
        play(net, host);
        assertEquals(List.of("q0", "q1", "q2", "q3", "q4"), echo.texts);
        long start = echo.moments.getFirst();
        assertArrayEquals(
                nanos, echo.moments.stream().mapToLong(moment -> moment - start).toArray());
        assertEquals(5, host.counters().get("Pcap.Injected"));
    }

    /// A step of time a packet, and looks at what was read: nothing that hours of silence add to.
    @Test
    void recordedDayTakesTheStepsOfItsPackets(TestNetwork net) throws Exception {
        int packets = 5000;
        long gap = Duration.ofHours(24).toNanos() / packets;
        long[] nanos = new long[packets];
        Arrays.setAll(nanos, i -> i * gap);
        Host host = host(net, "counted:" + capture(DataLink.RAW, nanos));
        play(net, host);
        assertEquals(packets, echo.texts.size());
        assertEquals(gap * (packets - 1), echo.moments.getLast() - echo.moments.getFirst());
        long expiries = host.counters().get("Counted.Expiries");
        assertTrue(expiries <= packets, "timers: " + expiries);
        long pokes = host.counters().get("Counted.Pokes");
        assertTrue(pokes <= packets / 40, "pokes: " + pokes);
    }

    @Test
    void answersAreWrittenAsTheyWouldHaveBeenRecorded(TestNetwork net) throws Exception {
        Path out = dir.resolve("out.pcapng");
        Path in = capture(DataLink.ETHERNET, 0, 5_000_000_001L);
        Host host = host(net, "pcap:" + in + "?out=" + out);
        play(net, host);
        host.close();
        List<Seen> answers = Recorded.read(out);
        assertEquals(List.of(0L, 5_000_000_001L), answers.stream().map(Seen::nanos).toList());
        Seen first = answers.getFirst();
        assertEquals(DataLink.ETHERNET, first.link());
        assertEquals(PacketDirection.OUTBOUND, first.direction());
        assertEquals("eth0", first.interfaceName());
        assertArrayEquals(Datagrams.CLIENT, Arrays.copyOfRange(first.bytes(), 0, 6));
        assertArrayEquals(Datagrams.SERVER, Arrays.copyOfRange(first.bytes(), 6, 12));
        assertEquals("q0", Datagrams.text(first.inFrame()));
        assertEquals(2, host.counters().get("Pcap.Written"));
    }

    @Test
    void fullSpeedLosesNothingToAReceiveBuffer(TestNetwork net) throws Exception {
        long[] nanos = new long[20_000];
        Arrays.setAll(nanos, i -> i * 1_000_000_000L);
        Path out = dir.resolve("out.pcapng");
        Host host = host(net, "pcap:" + capture(DataLink.RAW, nanos) + "?speed=max&out=" + out);
        long before = net.clock().nanoTime();
        net.clock().runUntilIdle(Duration.ofDays(1));
        assertEquals(20_000, echo.texts.size());
        assertEquals(0, net.clock().nanoTime() - before);
        assertEquals(LinkType.IP, host.links().find("eth0").orElseThrow().type());
        host.close();
        assertEquals(20_000, Recorded.read(out).size());
    }

    @Test
    void recordedAddressesAreTheHostsBothWays(TestNetwork net) throws Exception {
        Path out = dir.resolve("out.pcapng");
        Recorded file = Recorded.begin(dir.resolve("in.pcapng"), DataLink.LINUX_SLL2);
        byte[] query = Datagrams.udp(CLIENT, "198.51.100.1:7", "q");
        byte[] cooked = new byte[20 + query.length];
        cooked[0] = 8;
        System.arraycopy(query, 0, cooked, 20, query.length);
        Path in = file.add(0, cooked).add(1, answered(cooked)).done();
        Host host = host(net, "pcap:" + in + "?map=198.51.100.1:192.0.2.53&out=" + out);
        play(net, host);
        host.close();
        assertEquals(List.of("q"), echo.texts);
        assertEquals(1, host.counters().get("Pcap.OtherWay"));
        Seen answer = Recorded.read(out).getFirst();
        assertEquals(DataLink.LINUX_SLL2, answer.link());
        byte[] packet = Arrays.copyOfRange(answer.bytes(), 20, answer.bytes().length);
        assertArrayEquals(Datagrams.address("198.51.100.1"), Arrays.copyOfRange(packet, 12, 16));
        assertEquals(0, Checksum.finish(Checksum.partial(packet, 0, 20, 0)));
        assertEquals(0, Checksum.finish(Datagrams.transportSum(packet)));
    }

    private static byte[] answered(byte[] cooked) {
        byte[] answer = cooked.clone();
        System.arraycopy(cooked, 32, answer, 36, 4);
        System.arraycopy(cooked, 36, answer, 32, 4);
        return answer;
    }

    @Test
    void whatIsPassedOverIsCounted(TestNetwork net) throws Exception {
        Recorded file = Recorded.begin(dir.resolve("in.pcapng"), DataLink.ETHERNET);
        byte[] query = file.udp(CLIENT, SERVER, "q");
        file.add(0, Datagrams.tagged(5, query));
        file.addCut(1, query, 40);
        file.addOther(2, DataLink.of(147), new byte[60]);
        file.add(3, new byte[10]);
        file.add(4, file.udp("192.0.2.7:9", "192.0.2.99:9", "for another"));
        file.add(5, file.udp("192.0.2.8:9", SERVER, "filtered"));
        Path in = file.done();
        Host host = host(net, "pcap:" + in + "?filter=not host 192.0.2.8");
        play(net, host);
        assertEquals(List.of("q"), echo.texts);
        assertEquals(6, host.counters().get("Pcap.Read"));
        assertEquals(1, host.counters().get("Pcap.VlanTagsStripped"));
        assertEquals(1, host.counters().get("Pcap.Cut"));
        assertEquals(1, host.counters().get("Pcap.UnknownLink." + DataLink.of(147).name()));
        assertEquals(1, host.counters().get("Pcap.OtherWay"));
        // A filter also rejects what ends before a field that it asks for.
        assertEquals(2, host.counters().get("Pcap.Filtered"));
    }

    @Test
    void whatIsReadableOfADamagedFileIsBroughtUp(TestNetwork net) throws Exception {
        Path in = capture(DataLink.ETHERNET, 0, 1, 2);
        byte[] bytes = Files.readAllBytes(in);
        Files.write(in, Arrays.copyOf(bytes, bytes.length - 7));
        Host host = host(net, "pcap:" + in);
        play(net, host);
        assertEquals(List.of("q0", "q1"), echo.texts);
        assertEquals(1, host.counters().get("Pcap.FileErrors"));
    }

    @Test
    void roundsFollowEachOther(TestNetwork net) throws Exception {
        Host host = host(net, "pcap:" + capture(DataLink.RAW, 0, 10) + "?loop=3&speed=0.5");
        play(net, host);
        assertEquals(6, echo.texts.size());
        long start = echo.moments.getFirst();
        assertEquals(
                List.of(0L, 20L, 20L, 40L, 40L, 60L),
                echo.moments.stream().map(moment -> moment - start).toList());
    }

    @Test
    void programsThatTakeNothingAreNotWaitedForForever(TestNetwork net) throws Exception {
        Path in = capture(DataLink.RAW, new long[2000]);
        Host host =
                net.host("a")
                        .device("eth0", "pcap:" + in + "?speed=max")
                        .address("eth0", "192.0.2.53/24")
                        .start();
        try (Process process = host.process()) {
            int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
            process.bind(fd, SockaddrIn.parse(SERVER));
            play(net, host);
            assertEquals(2000, host.counters().get("Pcap.Injected"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'pcap:',                       expected: pcap:FILE",
        "'pcap:nosuch.pcapng',          no such file",
        "'pcap:/',                      a folder",
        "'pcap:IN?speed=fast',          'max, real, or a factor'",
        "'pcap:IN?speed=0',             'max, real, or a factor'",
        "'pcap:IN?direction=up',        'in, out or both'",
        "'pcap:IN?map=10.0.0.1',        'RECORDED:HOST'",
        "'pcap:IN?map=10.0.0.1:[::1]',  'RECORDED:HOST'",
        "'pcap:IN?filter=port x',       column 6",
        "'pcap:IN?out=IN',              the capture itself",
        "'pcap:IN?loop=-1',             loop",
        "'pcap:IN?loop=0&speed=max',    virtual time would stand still",
        "'pcap:IN?capture=IN',          a device reads it",
        "'pcap:IN?out=OUT&capture=OUT', a device writes it",
    })
    void badValueIsNamedWithWhatIsAllowed(String device, String expected, TestNetwork net)
            throws Exception {
        Path in = capture(DataLink.RAW, 0);
        byte[] before = Files.readAllBytes(in);
        String text = device.replace("OUT", in + ".out.pcapng").replace("IN", in.toString());
        Host host = net.host("a").start();
        ErrnoException refused =
                assertThrows(ErrnoException.class, () -> host.addDevice("eth0", text));
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused::getMessage);
        assertArrayEquals(before, Files.readAllBytes(in));
    }
}
