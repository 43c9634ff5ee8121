package io.sockit.acceptance;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOptions;
import io.sockit.spi.Contribution;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.ExtensionPoint;
import io.sockit.spi.ProtocolFamily;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The finished jars of inet, udp and link in plug-in folders, loaded and unloaded under traffic of
/// others. Their classes are not on the class path of this test, which knows the family by its
/// number alone.
///
/// ```
/// cycling eth0 ── wan, 100 ms ── eth0 peer eth1 ── other, 5 ms ── eth0 asking
/// ```
///
/// Only the cycling host's plug-ins come and go; each host has loaders of its own.
class PluginCyclesIT {
    private static final AddressFamily AF_INET = new AddressFamily(2, "AF_INET");
    private static final int CYCLES = 100;
    private static final String WAN = "link:wan?delay=100ms";
    private static final String OTHER = "link:other?delay=5ms";
    private static final Duration DELAY = Duration.ofMillis(100);

    /// So long a drain waits, while the others' traffic goes on; three of them are less than the
    /// delay.
    private static final Duration DRAIN = Duration.ofMillis(20);

    /// What is not answered by then is lost; the other end goes on without it.
    private static final Duration LOST = Duration.ofSeconds(1);

    @TempDir private Path plugins;
    private final TestNetwork net = TestNetwork.create(7);
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private final List<Integer> left = new ArrayList<>();

    @BeforeEach
    void fillTheFolders() throws IOException {
        folder("inet", "proto-inet-*.jar");
        folder("udp", "proto-udp-*.jar");
        folder("link", "dev-link-*.jar");
    }

    @AfterEach
    void nothingIsLeftBehind() {
        net.close();
    }

    @Test
    void hundredCyclesLoseNothingOfOthersAndLeaveNoLoader() throws Exception {
        Host peer = host("peer", WAN, "10.0.0.2/24");
        peer.addDevice("eth1", OTHER);
        peer.addresses().add("eth1", "10.1.0.2/24");
        Traffic traffic = new Traffic(peer);
        Cycling cycling = new Cycling(peer);
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            cycling.turn(cycle % 2 == 0);
        }
        traffic.end();
        assertCollected();
        cycling.end();
        assertNothingLost(peer);
    }

    /// The host whose plug-ins come and go.
    private final class Cycling {
        private final Host host = net.host("cycling").start();
        private final Process process = host.process();
        private final Process peers;
        private final Sockaddr here;
        private final int inbox;
        private long gone;

        Cycling(Host peer) throws Exception {
            peers = peer.process();
            inbox = bound(peers, "0.0.0.0:9");
            here = address(peer, "10.0.0.1:9");
        }

        /// Leaves a connected descriptor, with the route that it used, and a packet on the wire in
        /// each direction.
        ///
        /// @param deviceFirst whether the device's plug-in goes before the protocols' or after them
        void turn(boolean deviceFirst) throws Exception {
            load();
            int fd = bound(process, "10.0.0.1:9");
            process.connect(fd, address(host, "10.0.0.2:9"));
            process.send(fd, new byte[] {42}, 0, 1, 0);
            peers.sendto(inbox, new byte[] {43}, 0, 1, 0, here);
            if (deviceFirst) {
                drainLink();
                assertErrno(Errno.ENETUNREACH, () -> process.send(fd, new byte[] {44}, 0, 1, 0));
            }
            drainProtocols();
            if (!deviceFirst) {
                drainLink();
            }
            assertErrno(Errno.ENETDOWN, () -> process.send(fd, new byte[] {44}, 0, 1, 0));
            left.add(fd);
            net.clock().advance(DELAY);
            byte[] data = new byte[1];
            assertEquals(1, peers.recv(inbox, data, 0, 1, Msg.MSG_DONTWAIT));
            assertEquals(42, data[0], "what was on the wire when its sender's plug-in went");
        }

        /// The interface outlives its device, and with it addresses and routes.
        private void load() throws Exception {
            host.plugins().load(plugins.resolve("link"));
            if (loaders.isEmpty()) {
                host.addDevice("eth0", WAN);
            } else {
                assertTrue(host.replaceDevice("eth0", WAN).up());
            }
            speaking(host, "10.0.0.1/24");
            loaders.add(loader(host, DeviceDriver.POINT));
            loaders.add(loader(host, ProtocolFamily.POINT));
            loaders.add(loader(host, transports(host)));
        }

        private void drainLink() throws Exception {
            assertErrno(Errno.EBUSY, () -> host.plugins().unload("link"));
            host.plugins().drain("link", DRAIN);
            assertErrno(Errno.ENODEV, () -> host.addDevice("eth1", WAN));
            assertErrno(Errno.ENODEV, () -> host.links().up("eth0", true));
            assertFalse(host.links().find("eth0").orElseThrow().up());
            assertEquals(++gone, host.counters().get("Device.Gone"), "what was on the wire to it");
        }

        private void drainProtocols() throws Exception {
            assertErrno(Errno.EBUSY, () -> host.plugins().unload("udp"));
            host.plugins().drain("udp", DRAIN);
            assertErrno(Errno.ESOCKTNOSUPPORT, () -> process.socket(AF_INET, Sock.SOCK_DGRAM, 0));
            host.plugins().drain("inet", DRAIN);
            assertErrno(Errno.EAFNOSUPPORT, () -> process.socket(AF_INET, Sock.SOCK_DGRAM, 0));
        }

        void end() throws Exception {
            for (int fd : left) {
                process.close(fd);
            }
        }
    }

    /// Of what came to the peer, from the others or from a device that has gone since.
    private static void assertNothingLost(Host peer) {
        assertEquals(Map.of(), peer.counters().drops());
    }

    /// While descriptors are still open.
    private void assertCollected() {
        long uncollected = loaders.size();
        for (int i = 0; i < 50 && uncollected > 0; i++) {
            System.gc();
            uncollected = loaders.stream().filter(loader -> !loader.refersTo(null)).count();
        }
        assertEquals(0, uncollected, "class loaders of " + loaders.size());
    }

    /// One request each ten milliseconds between two other hosts, until it is ended.
    private final class Traffic {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final ProgramThread client;
        private final ProgramThread server;

        Traffic(Host answering) throws Exception {
            Host asking = host("asking", OTHER, "10.1.0.1/24");
            Process servers = answering.process();
            int fd = bound(servers, "10.1.0.2:7");
            server = servers.start("server", process -> serve(process, fd));
            Process clients = asking.process();
            int own = bound(clients, "10.1.0.1:7");
            clients.connect(own, address(asking, "10.1.0.2:7"));
            client = clients.start("client", process -> ask(process, own));
        }

        private void serve(Process process, int fd) throws ErrnoException {
            byte[] data = new byte[1];
            process.setsockopt(fd, SocketOptions.SO_RCVTIMEO, LOST.multipliedBy(2));
            Message from = new Message();
            while (data[0] == 0 && process.recvfrom(fd, data, 0, 1, 0, from) == 1) {
                process.sendto(fd, data, 0, 1, 0, from.name());
            }
        }

        private void ask(Process process, int fd) throws ErrnoException {
            byte[] data = new byte[1];
            process.setsockopt(fd, SocketOptions.SO_RCVTIMEO, LOST);
            while (data[0] == 0) {
                data[0] = (byte) (over.get() ? 1 : 0);
                process.send(fd, data, 0, 1, 0);
                sent.incrementAndGet();
                if (process.recv(fd, data, 0, 1, 0) == 1) {
                    answered.incrementAndGet();
                }
            }
        }

        void end() throws Exception {
            over.set(true);
            client.join();
            server.join();
            assertEquals(sent.get(), answered.get());
            assertTrue(sent.get() > CYCLES, () -> "sent: " + sent);
        }
    }

    /// A host whose plug-ins stay.
    private Host host(String name, String device, String address) throws ErrnoException {
        Host host = net.host(name).start();
        host.plugins().load(plugins.resolve("link"));
        host.addDevice("eth0", device);
        return speaking(host, address);
    }

    /// The host with inet and udp.
    private Host speaking(Host host, String address) throws ErrnoException {
        host.plugins().load(plugins.resolve("inet"));
        host.plugins().load(plugins.resolve("udp"));
        if (host.addresses().rows().isEmpty()) {
            host.addresses().add("eth0", address);
        }
        return host;
    }

    private static int bound(Process process, String address) throws ErrnoException {
        int fd = process.socket(AF_INET, Sock.SOCK_DGRAM, 0);
        process.bind(fd, address(process.host(), address));
        return fd;
    }

    private static Sockaddr address(Host host, String text) {
        Contribution<ProtocolFamily> family =
                host.extensions().of(ProtocolFamily.POINT).find(AF_INET);
        assertNotNull(family);
        return family.value().parse(text);
    }

    /// The extension point that inet publishes, as its own loader knows it.
    private static ExtensionPoint<?, ?> transports(Host host) throws Exception {
        Contribution<ProtocolFamily> family =
                host.extensions().of(ProtocolFamily.POINT).find(AF_INET);
        return (ExtensionPoint<?, ?>)
                family.value()
                        .getClass()
                        .getClassLoader()
                        .loadClass("io.sockit.inet.spi.TransportProtocol")
                        .getField("POINT")
                        .get(null);
    }

    private static <K, T> WeakReference<ClassLoader> loader(Host host, ExtensionPoint<K, T> point) {
        T last = host.extensions().of(point).all().getLast().value();
        ClassLoader loader = last.getClass().getClassLoader();
        assertNotSame(PluginCyclesIT.class.getClassLoader(), loader, "loaded from its folder");
        return new WeakReference<>(loader);
    }

    private void folder(String name, String jar) throws IOException {
        Path folder = Files.createDirectory(plugins.resolve(name));
        Path lib = Path.of(System.getProperty("sockit.lib"));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, jar)) {
            for (Path found : jars) {
                Files.copy(found, folder.resolve(found.getFileName()));
            }
        }
    }
}
