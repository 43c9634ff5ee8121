package io.sockit.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Host;
import io.sockit.pcap.Recorded.Seen;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.PacketDirection;
import io.sockit.test.Probe;
import io.sockit.test.SockitNetwork;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// `?capture=FILE` on any device.
@SockitNetwork
class RecordingTest {
    @TempDir Path dir;

    private List<Seen> record(TestNetwork net, String device, String file) throws Exception {
        Path path = dir.resolve(file);
        Host host =
                net.host("a")
                        .device("eth0", device + "&capture=" + path)
                        .address("eth0", "192.0.2.53/24")
                        .start();
        Echo echo = new Echo(host, "192.0.2.53:7");
        net.clock().advance(Duration.ofMinutes(1));
        Probe.of(host).send("eth0", new byte[] {1, 2, 3});
        echo.end();
        host.close();
        return Recorded.read(path);
    }

    private String replay(DataLink link) throws Exception {
        Recorded in = Recorded.begin(dir.resolve("in.pcapng"), link);
        in.add(0, in.udp("192.0.2.7:4000", "192.0.2.53:7", "q"));
        in.add(1_000_000_007, in.udp("192.0.2.7:4000", "192.0.2.53:9", "to nobody"));
        return "pcap:" + in.done() + "?speed=real";
    }

    @Test
    void showsBothWaysAndWhyPacketsWereDropped(TestNetwork net) throws Exception {
        List<Seen> seen = record(net, replay(DataLink.ETHERNET), "out.pcapng");
        assertEquals(PacketDirection.INBOUND, seen.get(0).direction());
        assertEquals(PacketDirection.OUTBOUND, seen.get(1).direction());
        assertEquals("eth0", seen.get(0).interfaceName());
        assertEquals("q", Datagrams.text(seen.get(1).inFrame()));
        assertEquals(1_000_000_007, seen.get(2).nanos() - seen.get(0).nanos());
        assertTrue(
                seen.stream()
                        .anyMatch(one -> one.comments().equals(List.of("dropped: Udp.NoPorts"))),
                seen::toString);
    }

    @Test
    void packetsWithoutAHeaderAreRaw(TestNetwork net) throws Exception {
        List<Seen> seen = record(net, replay(DataLink.RAW), "out.pcapng");
        assertEquals(DataLink.RAW, seen.get(0).link());
        assertEquals("q", Datagrams.text(seen.get(0).bytes()));
        Seen other = seen.getLast();
        assertEquals(DataLink.ETHERNET, other.link());
        assertArrayEquals(new byte[] {1, 2, 3}, other.inFrame());
        assertArrayEquals(
                new byte[] {(byte) 0x88, (byte) 0xb5}, Arrays.copyOfRange(other.bytes(), 12, 14));
    }

    @ParameterizedTest
    @CsvSource({"out.pcapng.gz, 31", "out.pcapng.zst, 40", "out.pcap.gz, 31"})
    void compressedFileIsWhatItsNameSays(String name, byte magic, TestNetwork net)
            throws Exception {
        List<Seen> seen = record(net, replay(DataLink.RAW), name);
        assertEquals("q", Datagrams.text(seen.get(0).bytes()));
        assertEquals(magic, Files.readAllBytes(dir.resolve(name))[0]);
        assertEquals(name.startsWith("out.pcapng") ? 6 : 4, seen.size());
    }

    @Test
    void classicFileHasEachPacketOnce(TestNetwork net) throws Exception {
        List<Seen> seen = record(net, replay(DataLink.RAW), "out.pcap");
        assertTrue(seen.stream().allMatch(one -> one.link().number() == DataLink.RAW.number()));
        assertEquals(4, seen.size()); // two in, an answer, and an ICMP error
    }

    @Test
    void aFullDiskIsCountedAndNoFaultOfThePlugIn(TestNetwork net) throws Exception {
        Path full = Files.createSymbolicLink(dir.resolve("out.pcapng"), Path.of("/dev/full"));
        Host host =
                net.host("a")
                        .device("eth0", replay(DataLink.RAW) + "&capture=" + full)
                        .address("eth0", "192.0.2.53/24")
                        .start();
        net.clock().advance(Duration.ofMinutes(1));
        assertEquals(2, host.counters().get("Pcap.Injected"));
        host.removeDevice("eth0");
        Files.delete(full);
        assertEquals(1, host.counters().get("Pcap.WriteErrors"));
        assertTrue(host.plugins().all().stream().allMatch(one -> one.fault() == null));
        host.close();
    }
}
