package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A captured datagram on its way from the file through the device `pcap:` into a UDP socket and
/// out to the program that waits for it, at full speed and in real time. The host and what it holds
/// ready are there before: the file is replayed again and again.
///
/// Datagrams are numbered. Where JMH pauses for a second between two rounds, the device stops
/// waiting for the program, and the socket drops some: that is one place where they are lost.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class CaptureDelivery {
    private static final int PACKETS = 500_000;
    private static final int PORT = 9;
    private static final int UDP_HEADER = 8;
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long SPACING = 1000;
    private static final Duration STUCK = Duration.ofSeconds(10);

    /// Places, in one round, at which datagrams may be missing.
    private static final int MOST_PLACES = 4;

    /// Datagrams that may be missing there, of one round.
    private static final int MOST_LOST = PACKETS / 10;

    private final byte[] data = new byte[Payload.SMALL];
    private Path file;
    private Network network;
    private Host host;
    private Process process;
    private int fd;
    private int last = -1;

    private void write() throws IOException {
        file = Files.createTempFile("sockit-bench", ".pcap");
        byte[] packet = datagram();
        try (CaptureWriter out = CaptureWriter.create(file, FileFormat.PCAP)) {
            int eth0 = out.addInterface("eth0", DataLink.RAW, 0);
            for (int i = 0; i < PACKETS; i++) {
                Bytes.u32(packet, Ipv4Header.LENGTH + UDP_HEADER, i);
                out.write(eth0, START + i * SPACING, packet, 0, packet.length, PacketNote.NONE);
            }
        }
    }

    /// From 10.0.0.1 to 10.0.0.2, without a UDP checksum.
    private static byte[] datagram() {
        int length = Ipv4Header.LENGTH + UDP_HEADER + Payload.SMALL;
        ByteBuffer packet = ByteBuffer.allocate(length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
        packet.put((byte) 64).put((byte) Inet.IPPROTO_UDP).putShort((short) 0);
        packet.putInt(0x0a000001).putInt(0x0a000002);
        int sum = Checksum.finish(Checksum.partial(packet.array(), 0, Ipv4Header.LENGTH, 0));
        packet.putShort(10, (short) sum);
        packet.putShort((short) PORT).putShort((short) PORT);
        packet.putShort((short) (UDP_HEADER + Payload.SMALL)).putShort((short) 0);
        packet.put(Payload.of(Payload.SMALL));
        return packet.array();
    }

    /// Begins to replay the file, round after round; the receive buffer holds the device back.
    @Setup
    public void start() throws IOException {
        write();
        network = Network.create(1);
        host =
                network.host("bench")
                        .device("eth0", "pcap:" + file + "?speed=max&loop=0")
                        .address("eth0", "10.0.0.2/24")
                        .holdPlayback()
                        .start();
        process = host.process();
        fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.bind(fd, Inet.inaddrAny(PORT));
        process.setsockopt(fd, SocketOptions.SO_RCVTIMEO, STUCK);
        host.playbacks().getFirst().begin();
    }

    @TearDown
    public void end() throws IOException {
        process.close();
        host.close();
        network.close();
        Files.delete(file);
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long sockit() throws ErrnoException {
        long bytes = 0;
        int places = 0;
        int lost = 0;
        for (int i = 0; i < PACKETS; i++) {
            bytes += process.recv(fd, data, 0, data.length, 0);
            int number = Bytes.u32(data, 0);
            int missing = Math.floorMod(number - last - 1, PACKETS);
            places += missing == 0 ? 0 : 1;
            lost += missing;
            last = number;
        }
        if (places > MOST_PLACES || lost > MOST_LOST) {
            throw new IllegalStateException(lost + " datagrams lost at " + places + " places");
        }
        return bytes;
    }
}
