package io.sockit.examples.ring;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.Contribution;
import io.sockit.spi.ProtocolFamily;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The finished jar in a plug-in folder. Its classes are not on the class path of this test, which
/// knows the family by its number alone.
class RingJarIT {
    private static final AddressFamily AF_RING = new AddressFamily(200, "AF_RING");

    @TempDir private Path plugins;
    private final TestNetwork net = TestNetwork.create(7);
    private Path folder;
    private Host host;
    private Process process;

    @BeforeEach
    void startHost() throws IOException {
        folder = Files.createDirectory(plugins.resolve("ring"));
        Files.copy(Path.of(System.getProperty("ring.jar")), folder.resolve("proto-ring.jar"));
        host = net.host("a").start();
        process = host.process();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        net.close();
    }

    @Test
    void isNotThereBeforeItIsLoaded() {
        assertThrows(
                ClassNotFoundException.class,
                () -> Class.forName("io.sockit.examples.ring.RingPlugin"));
        assertErrno(Errno.EAFNOSUPPORT, () -> process.socket(AF_RING, Sock.SOCK_DGRAM, 0));
    }

    @Test
    void isLoadedUsedAndUnloadedUnderRunningHost() throws ErrnoException {
        assertEquals(List.of("ring"), host.plugins().load(folder));
        passAround();
        host.plugins().unload("ring");
        assertErrno(Errno.EAFNOSUPPORT, () -> process.socket(AF_RING, Sock.SOCK_DGRAM, 0));
        assertEquals(List.of("ring"), host.plugins().load(folder));
        passAround();
    }

    @Test
    void isFoundWhenTheFirstSocketAsksForIt() throws ErrnoException {
        Process other = net.host("b").plugins(plugins).start().process();
        other.close(other.socket(AF_RING, Sock.SOCK_DGRAM, 0));
    }

    @Test
    void leavesDescriptorsBehindThatAnswerNetworkDown() throws ErrnoException {
        host.plugins().load(folder);
        int a = member("r/a");
        int b = member("r/b");
        process.sendto(a, new byte[] {1}, 0, 1, 0, address("r/b"));
        assertErrno(Errno.EBUSY, () -> host.plugins().unload("ring"));
        host.plugins().drain("ring", Duration.ofSeconds(1));
        assertErrno(Errno.ENETDOWN, () -> process.send(a, new byte[1], 0, 1, 0));
        process.close(a);
        process.close(b);

        host.plugins().load(folder);
        passAround();
    }

    private void passAround() throws ErrnoException {
        int a = member("r/a");
        int b = member("r/b");
        process.sendto(a, new byte[] {42}, 0, 1, 0, address("r/b"));
        byte[] data = new byte[1];
        assertEquals(1, process.recv(b, data, 0, 1, 0));
        assertEquals(42, data[0]);
        process.close(a);
        process.close(b);
    }

    private int member(String address) throws ErrnoException {
        int fd = process.socket(AF_RING, Sock.SOCK_DGRAM, 0);
        process.bind(fd, address(address));
        return fd;
    }

    private Sockaddr address(String text) {
        Contribution<ProtocolFamily> family =
                host.extensions().of(ProtocolFamily.POINT).find(AF_RING);
        assertNotNull(family);
        return family.value().parse(text);
    }
}
