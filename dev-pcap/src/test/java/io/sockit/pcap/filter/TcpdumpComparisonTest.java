package io.sockit.pcap.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Over packets made at random, a filter chooses those that tcpdump chooses.
class TcpdumpComparisonTest {
    private static final Path TCPDUMP = Path.of("/usr/bin/tcpdump");

    private static final String[] FILTERS = {
        "ip",
        "ip6",
        "arp",
        "tcp",
        "udp",
        "sctp",
        "icmp",
        "icmp6",
        "rarp",
        "host 10.0.0.1",
        "src host 10.0.0.1",
        "dst 10.0.0.2",
        "src and dst host 10.0.0.1",
        "src or dst net 10.0.0.0/30",
        "net 10.0.0",
        "net 10.0.0.0 mask 255.255.255.254",
        "ip host 10.0.0.1",
        "arp host 10.0.0.2",
        "arp src 10.0.0.1",
        "host fd00::1",
        "ip6 net fd00::/126",
        "dst net fd00::2/127",
        "src fd00::3 or fd00::2",
        "port 53",
        "src port 53",
        "dst port 53 or 54",
        "src and dst port 53",
        "udp port 53",
        "tcp portrange 53-54",
        "portrange 54-55 or 52",
        "sctp port 53",
        "port 53 and (54 or 55)",
        "not port 53",
        "not (udp or tcp)",
        "! udp && ! arp",
        "ip proto 17",
        "ip6 proto 17",
        "proto 6",
        "ip proto \\udp or 6",
        "not host 10.0.0.1 and 10.0.0.2",
        "host (10.0.0.1 or 10.0.0.3)",
        "udp or tcp and port 53",
        "udp and port 53 or tcp and port 54",
        "less 60",
        "greater 61",
        "less 70 and greater 50",
    };

    private static final String[] ETHERNET_FILTERS = {
        "vlan",
        "vlan 2",
        "not vlan",
        "vlan and ip",
        "vlan 1 and udp port 53",
        "vlan and vlan 2",
        "vlan 1 and vlan 2 and host 10.0.0.1",
        "vlan or port 53",
        "ip or (vlan 1 and ip6)",
        "vlan and not port 53",
    };

    private static final String[] COOKED_FILTERS = {"inbound", "outbound and udp", "not inbound"};

    @TempDir Path dir;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void onEthernet() throws Exception {
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            packets.add(frame());
        }
        compare(DataLink.ETHERNET, packets, FILTERS);
        compare(DataLink.ETHERNET, packets, ETHERNET_FILTERS);
    }

    @Test
    void onRawIp() throws Exception {
        compare(DataLink.RAW, networkPackets(new byte[0]), FILTERS);
    }

    @Test
    void onLinuxCooked() throws Exception {
        byte[] header = new byte[16];
        compare(DataLink.LINUX_SLL, networkPackets(header), FILTERS);
        compare(DataLink.LINUX_SLL, networkPackets(header), COOKED_FILTERS);
    }

    @Test
    void onLinuxCookedSecondEdition() throws Exception {
        byte[] header = new byte[20];
        compare(DataLink.LINUX_SLL2, networkPackets(header), FILTERS);
        compare(DataLink.LINUX_SLL2, networkPackets(header), COOKED_FILTERS);
    }

    private byte[] frame() {
        byte[] frame =
                switch (random.nextInt(8)) {
                    case 0 -> Samples.arp(ipv4(), ipv4());
                    case 1, 2, 3 -> Samples.ip(ipv6(), ipv6(), protocol(), port(), port(), 20);
                    default -> Samples.ip(ipv4(), ipv4(), protocol(), port(), port(), 20);
                };
        if (frame[12] == 8 && frame[13] == 0 && random.nextInt(6) == 0) {
            frame[14 + 6 + random.nextInt(2)] = 0x20; // a fragment
        }
        if (random.nextInt(8) == 0) {
            frame = Arrays.copyOf(frame, random.nextInt(14, frame.length));
        }
        for (int tags = random.nextInt(8); tags > 5; tags--) {
            frame = Samples.tagged(random.nextInt(3), frame);
        }
        return frame;
    }

    /// Network packets behind a made-up header that has a type and a direction.
    private List<byte[]> networkPackets(byte[] header) {
        List<byte[]> packets = new ArrayList<>();
        while (packets.size() < 300) {
            byte[] frame =
                    random.nextBoolean()
                            ? Samples.ip(ipv4(), ipv4(), protocol(), port(), port(), 20)
                            : Samples.ip(ipv6(), ipv6(), protocol(), port(), port(), 20);
            byte[] packet = Arrays.copyOf(header, header.length + frame.length - 14);
            System.arraycopy(frame, 14, packet, header.length, frame.length - 14);
            if (header.length > 0) {
                int type = header.length == 16 ? 14 : 0;
                System.arraycopy(frame, 12, packet, type, 2);
                packet[header.length == 16 ? 1 : 10] = (byte) random.nextInt(5);
            }
            packets.add(packet);
        }
        return packets;
    }

    private String ipv4() {
        return "10.0.0." + random.nextInt(4);
    }

    private String ipv6() {
        return "fd00::" + random.nextInt(4);
    }

    private int protocol() {
        int[] all = {6, 17, 17, 132, 1, 58, 44, 0};
        return all[random.nextInt(all.length)];
    }

    private int port() {
        return random.nextInt(52, 56);
    }

    private void compare(DataLink link, List<byte[]> packets, String[] filters) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(TCPDUMP), "needs tcpdump in /usr/bin");
        Path file = dir.resolve("in.pcap");
        try (CaptureWriter out = CaptureWriter.create(file, FileFormat.PCAP)) {
            out.addInterface("", link, 0);
            for (int i = 0; i < packets.size(); i++) {
                byte[] packet = packets.get(i);
                out.write(0, i, packet, 0, packet.length, PacketNote.NONE);
            }
        }
        for (String filter : filters) {
            assertEquals(tcpdump(file, filter), chosen(file, filter), link + ": " + filter);
        }
    }

    /// The numbers of the packets: their time stamps are these.
    private static List<Long> chosen(Path file, String text) throws Exception {
        Filter filter = Filter.compile(text);
        List<Long> chosen = new ArrayList<>();
        try (CaptureReader in = CaptureReader.open(file)) {
            while (in.next()) {
                if (filter.matches(
                        in.link(),
                        in.bytes(),
                        in.offset(),
                        in.length(),
                        in.originalLength(),
                        in.direction())) {
                    chosen.add(in.timestamp());
                }
            }
        }
        return chosen;
    }

    private List<Long> tcpdump(Path file, String filter) throws IOException, InterruptedException {
        Path out = dir.resolve("out.pcap");
        Files.deleteIfExists(out);
        Path errors = dir.resolve("errors");
        Process process =
                new ProcessBuilder(
                                TCPDUMP.toString(),
                                "--nano",
                                "-r",
                                file.toString(),
                                "-w",
                                out.toString(),
                                filter)
                        .redirectErrorStream(true)
                        .redirectOutput(errors.toFile())
                        .start();
        if (process.waitFor() != 0) {
            String why = Files.readString(errors);
            assertTrue(why.contains("rejects all packets"), why);
            return List.of();
        }
        List<Long> chosen = new ArrayList<>();
        try (CaptureReader in = CaptureReader.open(out)) {
            while (in.next()) {
                chosen.add(in.timestamp());
            }
        }
        return chosen;
    }
}
