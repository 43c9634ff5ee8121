package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.SocketOptions;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

@SockitNetwork
class BindToDeviceTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private Udp udp;
    private ScriptedPeer west;
    private ScriptedPeer east;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = {"west=queue:", "east=queue:"},
                            address = {
                                "west=10.0.0.1/24",
                                "east=10.0.1.1/24",
                                "west=fe80::1/64",
                                "east=fe80::1/64"
                            })
                    Host host) {
        udp = Udp.of(host);
        west = ScriptedPeer.of(host, "west");
        east = ScriptedPeer.of(host, "east");
    }

    private int on(String device, String address) throws ErrnoException {
        int fd = address.startsWith("[") ? udp.inet6() : udp.inet();
        udp.process.setsockopt(fd, SocketOptions.SO_BINDTODEVICE, device);
        udp.bind(fd, address);
        return fd;
    }

    private static void inject(ScriptedPeer peer, String from, String to, String text) {
        byte[] packet = WirePackets.udp(from, to, text);
        peer.inject(WirePackets.etherType(packet), packet);
    }

    @Test
    void socketHearsItsDeviceAlone() throws ErrnoException {
        int fd = on("west", "0.0.0.0:5000");
        inject(east, "10.0.1.9:6000", "10.0.1.1:5000", "east");
        assertEquals(Udp.NOTHING, udp.receive(fd));
        inject(west, "10.0.0.9:6000", "10.0.0.1:5000", "west");
        assertEquals("west", udp.receive(fd));
    }

    @Test
    void socketsOfTwoDevicesShareAPort() throws ErrnoException {
        int toWest = on("west", "0.0.0.0:5000");
        int toEast = on("east", "0.0.0.0:5000");
        assertErrno(Errno.EADDRINUSE, () -> on("east", "0.0.0.0:5000"));
        assertErrno(Errno.EADDRINUSE, () -> udp.bound("0.0.0.0:5000"));
        inject(east, "10.0.1.9:6000", "10.0.1.1:5000", "east");
        inject(west, "10.0.0.9:6000", "10.0.0.1:5000", "west");
        assertEquals("west", udp.receive(toWest));
        assertEquals("east", udp.receive(toEast));
    }

    @Test
    void socketOfTheDeviceComesBeforeOneOfAny() throws ErrnoException {
        int any = udp.inet();
        udp.process.setsockopt(any, SocketOptions.SO_REUSEADDR, true);
        int tied = udp.inet();
        udp.process.setsockopt(tied, SocketOptions.SO_REUSEADDR, true);
        udp.process.setsockopt(tied, SocketOptions.SO_BINDTODEVICE, "west");
        udp.bind(tied, "0.0.0.0:5000");
        udp.bind(any, "0.0.0.0:5000");
        inject(west, "10.0.0.9:6000", "10.0.0.1:5000", "west");
        inject(east, "10.0.1.9:6000", "10.0.1.1:5000", "east");
        assertEquals("west", udp.receive(tied));
        assertEquals("east", udp.receive(any));
    }

    @Test
    void socketSendsByItsDeviceAlone() throws ErrnoException {
        int fd = on("east", "0.0.0.0:5000");
        udp.process.setsockopt(fd, SocketOptions.SO_BROADCAST, true);
        udp.send(fd, "x", "255.255.255.255:5000");
        east.expect(SOON);
        assertErrno(Errno.ENETUNREACH, () -> udp.send(fd, "x", "10.0.0.9:5000"));
        west.expectNothing(SOON);
    }

    @Test
    void linkLocalAddressIsOneOnEachLink() throws ErrnoException {
        int toWest = udp.bound("[fe80::1%1]:5000");
        int toEast = udp.bound("[fe80::1%2]:5000");
        assertErrno(Errno.EADDRINUSE, () -> udp.bound("[fe80::1%2]:5000"));
        inject(west, "[fe80::9]:6000", "[fe80::1]:5000", "west");
        inject(east, "[fe80::9]:6000", "[fe80::1]:5000", "east");
        assertEquals("[fe80::9%1]:6000", udp.sender(toWest));
        assertEquals("[fe80::9%2]:6000", udp.sender(toEast));
        udp.connect(toWest, "[fe80::9%1]:6000");
        udp.send(toWest, "x");
        west.expect(SOON);
        east.expectNothing(SOON);
    }

    @Test
    void linkLocalPeerIsOneOnEachLink() throws ErrnoException {
        int fd = udp.bound("[::]:5000");
        udp.connect(fd, "[fe80::9%2]:6000");
        inject(west, "[fe80::9]:6000", "[fe80::1]:5000", "west");
        assertEquals(Udp.NOTHING, udp.receive(fd));
        inject(east, "[fe80::9]:6000", "[fe80::1]:5000", "east");
        assertEquals("east", udp.receive(fd));
    }
}
