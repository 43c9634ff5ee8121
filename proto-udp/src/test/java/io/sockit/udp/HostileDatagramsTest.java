package io.sockit.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A million damaged packets: every one is delivered, or dropped and counted; none does harm.
@Timeout(120)
class HostileDatagramsTest {
    private static final int PACKETS = 1_000_000;
    private static final int BETWEEN_READS = 32;

    private final SplittableRandom random = new SplittableRandom(7);
    private final byte[] buffer = new byte[2048];
    private final byte[] data = new byte[2048];
    private final Message in = new Message();
    private long received;
    private long errors;
    private long refused;

    private static List<byte[]> originals() {
        byte[] sent = WirePackets.udp("10.0.0.1:5002", "10.0.0.9:6000", "quoted");
        byte[] sent6 = WirePackets.udp("[2001:db8::1]:5003", "[2001:db8::9]:6000", "quoted");
        List<byte[]> all = new ArrayList<>();
        for (String to : List.of("10.0.0.1:5000", "[2001:db8::1]:5000")) {
            String from = to.startsWith("[") ? "[2001:db8::9]:6000" : "10.0.0.9:6000";
            byte[] whole = WirePackets.udp(from, to, "y".repeat(700));
            for (int id = 1; id <= 2; id++) {
                all.add(WirePackets.part(whole, id, 0, 304));
                all.add(WirePackets.part(whole, id, 304, 708));
            }
        }
        all.addAll(whole(sent, sent6));
        return all;
    }

    private static List<byte[]> whole(byte[] sent, byte[] sent6) {
        return List.of(
                WirePackets.udp("10.0.0.9:6000", "10.0.0.1:5000", "hello"),
                WirePackets.udp("[2001:db8::9]:6000", "[2001:db8::1]:5000", "hello"),
                WirePackets.udp("10.0.0.9:6000", "10.0.0.1:5000", "x".repeat(700)),
                WirePackets.udp("[2001:db8::9]:6000", "[2001:db8::1]:5000", ""),
                WirePackets.udp("10.0.0.9:6000", "10.0.0.1:5002", "to the connected one"),
                WirePackets.udp("10.0.0.9:6000", "10.0.0.1:5999", "to nobody"),
                WirePackets.udp("10.0.0.9:6000", "10.0.0.255:5000", "to all"),
                WirePackets.udp("[2001:db8::9]:6000", "[ff02::1]:5000", "to all"),
                WirePackets.error("10.0.0.9:0", 3, 3, sent),
                WirePackets.error("[2001:db8::9]:0", 1, 4, sent6));
    }

    @Test
    void aMillionDamagedPacketsAreDeliveredOrCounted() throws ErrnoException {
        try (Network net = Network.create(Clock.virtual(), 7);
                Host host =
                        net.host("a")
                                .onlyPlugins(List.of("inet", "udp", "raw"))
                                .device("eth0", "raw:hostile")
                                .address("eth0", "10.0.0.1/24")
                                .address("eth0", "2001:db8::1/64")
                                .start()) {
            Udp udp = Udp.of(host);
            int[] fds = {
                udp.bound("[::]:5000"), udp.bound("10.0.0.1:5002"), udp.bound("[2001:db8::1]:5003")
            };
            udp.connect(fds[1], "10.0.0.9:6000");
            udp.connect(fds[2], "[2001:db8::9]:6000");
            askForAll(udp.process, fds);
            RawDevice device = RawDevice.of("hostile");
            int taken = device.pool.statistics().taken();
            injectAll(device, udp, fds);
            host.links().up("eth0", false); // what waits for its rest goes too
            host.links().up("eth0", true);
            assertAllCounted(host);
            udp.send(udp.inet6(), "alive", "[2001:db8::9]:6000");
            byte[] right = WirePackets.udp("10.0.0.9:6000", "10.0.0.1:5000", "hello");
            device.inject(WirePackets.IPV4, right, right.length);
            assertEquals("hello", udp.receive(fds[0]));
            for (int fd : fds) {
                udp.process.close(fd); // an open socket may keep the last packets that were read
            }
            assertEquals(taken, device.pool.statistics().taken(), "packets that are out");
        }
    }

    /// Control messages at each socket, a queue of errors at all but the last.
    private void askForAll(Process process, int[] fds) throws ErrnoException {
        for (int fd : fds) {
            process.setsockopt(fd, SocketOptions.SO_TIMESTAMP, true);
            process.setsockopt(fd, Inet.IP_PKTINFO, true);
            process.setsockopt(fd, Inet.IP_RECVTTL, true);
            process.setsockopt(fd, Inet.IP_RECVERR, fd != fds[2]);
        }
        process.setsockopt(fds[0], Inet.IPV6_RECVERR, true);
        process.setsockopt(fds[0], Inet.IPV6_RECVPKTINFO, true);
        process.setsockopt(fds[0], Inet.IPV6_RECVTCLASS, true);
        in.control().room(8);
    }

    private void injectAll(RawDevice device, Udp udp, int[] fds) throws ErrnoException {
        List<byte[]> originals = originals();
        for (int i = 0; i < PACKETS; i++) {
            byte[] original = originals.get(random.nextInt(originals.size()));
            System.arraycopy(original, 0, buffer, 0, original.length);
            int length = damage(original);
            device.inject(WirePackets.etherType(original), buffer, length);
            if (i % BETWEEN_READS == 0) {
                drain(udp.process, fds);
            }
        }
        drain(udp.process, fds);
    }

    /// Damages the packet in the buffer, and as often as not makes its checksums right again, so
    /// that they are not all that is ever wrong.
    private int damage(byte[] original) {
        int length = original.length;
        int transport = WirePackets.transport(original);
        for (int n = random.nextInt(4); n > 0; n--) {
            switch (random.nextInt(5)) {
                case 0 -> buffer[random.nextInt(original.length)] = (byte) random.nextInt();
                case 1 -> buffer[random.nextInt(transport)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> buffer[transport + random.nextInt(8)] = (byte) random.nextInt();
                case 3 -> buffer[transport + 4] = (byte) random.nextInt(2);
                default -> length = random.nextInt(original.length + 1);
            }
        }
        if (random.nextBoolean() && length == original.length) {
            WirePackets.reseal(buffer, length);
        }
        return length;
    }

    private void drain(Process process, int[] fds) throws ErrnoException {
        for (int fd : fds) {
            while (reads(process, fd)) {
                received++;
            }
            int flags = Msg.MSG_ERRQUEUE;
            while (process.recvfrom(fd, data, 0, data.length, flags, in) != Process.WOULD_BLOCK) {
                assertTrue(in.name() != null && in.control().size() > 1, "an error without reason");
                errors++;
            }
        }
    }

    private boolean reads(Process process, int fd) throws ErrnoException {
        try {
            int flags = Msg.MSG_DONTWAIT | Msg.MSG_TRUNC;
            int n = process.recvfrom(fd, data, 0, data.length, flags, in);
            return n != Process.WOULD_BLOCK;
        } catch (ErrnoException e) {
            assertTrue(
                    e.errno() != Errno.ENETDOWN && e.errno() != Errno.EBADF, () -> e.getMessage());
            refused++;
            return reads(process, fd);
        }
    }

    private void assertAllCounted(Host host) {
        long in = sum(host, "Ip.InReceives", "Ip6.InReceives");
        assertEquals(PACKETS, in);
        long up =
                sum(
                        host,
                        "Udp.InDatagrams",
                        "Udp.NoPorts",
                        "Udp.BadLength",
                        "Udp.InCsumErrors",
                        "Udp.RcvbufErrors",
                        "Icmp.InMsgs",
                        "Icmp6.InMsgs");
        assertEquals(sum(host, "Ip.InDelivers", "Ip6.InDelivers"), up);
        assertEquals(0, sum(host, "Ip.InFaults", "Ip6.InFaults"));
        assertEquals(received, sum(host, "Udp.InDatagrams"));
        for (String each : new String[] {"NoPorts", "BadLength", "InCsumErrors", "InDatagrams"}) {
            assertTrue(sum(host, "Udp." + each) > PACKETS / 100, each);
        }
        for (String each : new String[] {"ReasmOKs", "InFragOverlaps", "InFragLinkGone"}) {
            assertTrue(sum(host, "Ip." + each) > 0 && sum(host, "Ip6." + each) > 0, each);
        }
        assertTrue(refused > PACKETS / 100, "errors heard: " + refused);
        assertTrue(errors > PACKETS / 100, "errors queued: " + errors);
    }

    private static long sum(Host host, String... names) {
        long sum = 0;
        for (String name : names) {
            sum += host.counters().get(name);
        }
        return sum;
    }
}
