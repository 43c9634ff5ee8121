package io.sockit.acceptance;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.sockit.spi.Contribution;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The finished jars of inet, udp and link in plug-in folders, loaded and unloaded under traffic of
/// others. Their classes are not on the class path of this test, which knows the family by its
/// number alone.
class PluginCyclesIT {
    private static final AddressFamily AF_INET = new AddressFamily(2, "AF_INET");
    private static final int CYCLES = 100;
    private static final Duration DELAY = Duration.ofMillis(100);

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
        Host cycling = host("cycling", "link:wan?delay=100ms");
        Host peer = host("peer", "link:wan");
        Process receiver = speaking(peer, "10.0.0.2/24").process();
        int inbox = bound(receiver, "0.0.0.0:7");
        Traffic traffic = new Traffic();
        Process process = cycling.process();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            cycle(speaking(cycling, "10.0.0.1/24"), process);
            net.clock().advance(DELAY);
            assertEquals(1, receiver.recv(inbox, new byte[1], 0, 1, Msg.MSG_DONTWAIT));
        }
        traffic.end();
        assertCollected();
        for (int fd : left) {
            process.close(fd);
        }
    }

    /// Leaves a connected descriptor, with the route it used, and a packet on the wire.
    private void cycle(Host host, Process process) throws Exception {
        loaders.add(loader(host, ProtocolFamily.POINT));
        loaders.add(loader(host, transports(host)));
        int fd = bound(process, "10.0.0.1:9");
        process.connect(fd, address(host, "10.0.0.2:7"));
        process.send(fd, new byte[] {42}, 0, 1, 0);
        assertErrno(Errno.EBUSY, () -> host.plugins().unload("udp"));
        host.plugins().drain("udp", Duration.ZERO);
        assertErrno(Errno.ESOCKTNOSUPPORT, () -> process.socket(AF_INET, Sock.SOCK_DGRAM, 0));
        host.plugins().drain("inet", Duration.ZERO);
        assertErrno(Errno.EAFNOSUPPORT, () -> process.socket(AF_INET, Sock.SOCK_DGRAM, 0));
        assertErrno(Errno.ENETDOWN, () -> process.send(fd, new byte[] {43}, 0, 1, 0));
        left.add(fd);
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

    /// One request each ten milliseconds between two hosts of their own, until it is ended.
    private final class Traffic {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final ProgramThread client;
        private final ProgramThread server;

        Traffic() throws Exception {
            Host asking = speaking(host("asking", "link:other?delay=5ms"), "10.1.0.1/24");
            Host answering = speaking(host("answering", "link:other?delay=5ms"), "10.1.0.2/24");
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
            do {
                Message from = new Message();
                process.recvfrom(fd, data, 0, 1, 0, from);
                process.sendto(fd, data, 0, 1, 0, from.name());
            } while (data[0] == 0);
        }

        private void ask(Process process, int fd) throws ErrnoException {
            byte[] data = new byte[1];
            do {
                data[0] = (byte) (over.get() ? 1 : 0);
                process.send(fd, data, 0, 1, 0);
                sent.incrementAndGet();
                process.recv(fd, data, 0, 1, 0);
                answered.incrementAndGet();
            } while (data[0] == 0);
        }

        void end() throws Exception {
            over.set(true);
            client.join();
            server.join();
            assertEquals(sent.get(), answered.get());
            assertTrue(sent.get() > CYCLES, () -> "sent: " + sent);
        }
    }

    private Host host(String name, String device) throws ErrnoException {
        Host host = net.host(name).start();
        host.plugins().load(plugins.resolve("link"));
        host.addDevice("eth0", device);
        return host;
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
