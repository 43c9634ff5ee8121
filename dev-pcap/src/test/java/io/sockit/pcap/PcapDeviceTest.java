package io.sockit.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Host;
import io.sockit.api.LinkType;
import io.sockit.api.Playback;
import io.sockit.pcap.Recorded.Seen;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.PacketDirection;
import io.sockit.test.SockitNetwork;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
