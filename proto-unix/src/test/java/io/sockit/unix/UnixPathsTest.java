package io.sockit.unix;

import static io.sockit.test.Errnos.assertErrno;
import static io.sockit.unix.Unix.AF_UNIX;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;

/// What call scripts cannot say of names.
class UnixPathsTest {
    private static final SockaddrUn NAME = SockaddrUn.path("/tmp/sockit-unix-paths-test");

    private final TestNetwork net = TestNetwork.create(7);

    @AfterEach
    void close() {
        net.close();
    }

    private static int bound(Process process, SockaddrUn name) throws ErrnoException {
        int fd = process.socket(AF_UNIX, Sock.SOCK_DGRAM, 0);
        process.bind(fd, name);
        return fd;
    }

    @Test
    void eachHostHasFilesOfItsOwn() throws ErrnoException {
        Process here = net.host("here").start().process();
        Process there = net.host("there").start().process();

        int fd = bound(here, NAME);

        assertErrno(Errno.ENOENT, () -> there.connect(bound(there, SockaddrUn.UNNAMED), NAME));
        bound(there, NAME);
        assertFalse(Files.exists(Path.of(NAME.sunPath())), "a file of the machine");
        assertEquals(NAME, here.getsockname(fd));
    }

    @Test
    void eachHostHasAbstractNamesOfItsOwn() throws ErrnoException {
        SockaddrUn name = SockaddrUn.abstractName("one");
        Process here = net.host("here").start().process();
        Process there = net.host("there").start().process();

        bound(here, name);
        here.connect(bound(here, SockaddrUn.UNNAMED), name);

        assertErrno(
                Errno.ECONNREFUSED, () -> there.connect(bound(there, SockaddrUn.UNNAMED), name));
        bound(there, name);
    }

    @Test
    void namesAreThereAfterTheirProcess() throws ErrnoException {
        Host host = net.host("host").start();
        Process first = host.process();
        bound(first, NAME);
        first.close();
        Process second = host.process();

        assertErrno(
                Errno.ECONNREFUSED, () -> second.connect(bound(second, SockaddrUn.UNNAMED), NAME));
        assertErrno(Errno.EADDRINUSE, () -> bound(second, NAME));
        second.files().unlink(NAME.sunPath());
        bound(second, NAME);
    }

    @Test
    void aHostHasAsManyAsItMay() throws ErrnoException {
        Host host = net.host("host").sysctl("fs.inode-max", "1").start();
        Process process = host.process();
        int fd = bound(process, NAME);

        assertErrno(Errno.ENOSPC, () -> bound(process, SockaddrUn.path("/tmp/other")));
        process.close(fd);
        process.files().unlink(NAME.sunPath());
        bound(process, SockaddrUn.path("/tmp/other"));
    }
}
