package io.sockit.unix;

import static io.sockit.unix.Unix.AF_UNIX;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Scm;
import io.sockit.api.Sock;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Random calls on sockets of every type, by seed: each answers what a manual page knows,
/// and in the end nothing is left of packets, files and names, whatever was in flight.
class UnixSoakTest {
    private static final int CALLS = 30_000;
    private static final int NAMES = 8;
    private static final int[] TYPES = {Sock.SOCK_STREAM, Sock.SOCK_DGRAM, Sock.SOCK_SEQPACKET};

    /// What calls may answer here, whose descriptors are open and whose arguments are sound.
    private static final Set<Errno> KNOWN =
            EnumSet.of(
                    Errno.EADDRINUSE,
                    Errno.EAGAIN,
                    Errno.ECONNREFUSED,
                    Errno.ECONNRESET,
                    Errno.EDESTADDRREQ,
                    Errno.EINVAL,
                    Errno.EISCONN,
                    Errno.EMFILE,
                    Errno.ENOTCONN,
                    Errno.EOPNOTSUPP,
                    Errno.EPERM,
                    Errno.EPIPE,
                    Errno.EPROTOTYPE);

    private final List<Integer> open = new ArrayList<>();
    private Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leavesNothingBehind(long seed) throws ErrnoException {
        random = new Random(seed);
        try (TestNetwork net = TestNetwork.create(seed)) {
            Host host = net.host("host").start();
            Process process = host.process();
            process.openFileLimit(60);
            int refused = 0;
            for (int i = 0; i < CALLS; i++) {
                try {
                    call(process);
                } catch (ErrnoException e) {
                    assertTrue(KNOWN.contains(e.errno()), "seed " + seed + ": " + e);
                    refused++;
                }
            }
            assertTrue(refused < CALLS * 3 / 4, "refused: " + refused);
            for (int fd : open) {
                process.close(fd);
            }
            net.clock().runUntilIdle(Duration.ofMinutes(1));
            InFlight.requireNothingOpen(host);
            for (int type : TYPES) { // every name is free
                for (int n = 0; n < NAMES; n++) {
                    process.bind(process.socket(AF_UNIX, type, 0), name(n));
                }
            }
        }
    }

    private void call(Process process) throws ErrnoException {
        int what = random.nextInt(20);
        if (open.size() < 4 || what == 0) {
            open.add(process.socket(AF_UNIX, TYPES[random.nextInt(3)] | Sock.SOCK_NONBLOCK, 0));
            return;
        }
        int fd = open.get(random.nextInt(open.size()));
        byte[] data = new byte[1 + random.nextInt(random.nextBoolean() ? 40_000 : 40)];
        switch (what) {
            case 1 -> pair(process);
            case 2 -> process.bind(fd, name(random.nextInt(NAMES)));
            case 3 -> process.listen(fd, random.nextInt(3));
            case 4, 5 -> process.connect(fd, name(random.nextInt(NAMES)));
            case 6 -> accept(process, fd);
            case 7, 8, 9 -> send(process, fd, data);
            case 10 -> process.sendto(fd, data, 0, data.length, 0, name(random.nextInt(NAMES)));
            case 11, 12 -> process.recv(fd, data, 0, data.length, random.nextInt(2) * Msg.MSG_PEEK);
            case 13 -> process.poll(new PollFd[] {new PollFd(fd, PollFd.POLLIN)}, 0);
            case 14 -> process.recvmsg(fd, Message.of(ByteBuffer.wrap(data)), 0);
            case 15, 16 -> pass(process, fd, data);
            case 17, 18 -> take(process, fd, data);
            default -> end(process, fd);
        }
    }

    private void pair(Process process) throws ErrnoException {
        int[] pair = process.socketpair(AF_UNIX, TYPES[random.nextInt(3)] | Sock.SOCK_NONBLOCK, 0);
        open.add(pair[0]);
        open.add(pair[1]);
    }

    private void accept(Process process, int fd) throws ErrnoException {
        int accepted = process.accept(fd, Sock.SOCK_NONBLOCK);
        if (accepted != Process.WOULD_BLOCK) {
            open.add(accepted);
        }
    }

    private void send(Process process, int fd, byte[] data) throws ErrnoException {
        process.send(fd, data, 0, data.length, 0);
    }

    /// Sends files, which are sockets of the same kind: they come to hold each other.
    private void pass(Process process, int fd, byte[] data) throws ErrnoException {
        Message message = Message.of(ByteBuffer.wrap(data));
        int[] files = new int[random.nextInt(1, 4)];
        for (int i = 0; i < files.length; i++) {
            files[i] = open.get(random.nextInt(open.size()));
        }
        message.control().put(Scm.SCM_RIGHTS, files);
        if (random.nextInt(4) == 0) {
            message.control().put(Unix.SCM_CREDENTIALS, new Ucred(process.pid(), 0, 0));
        }
        process.sendmsg(fd, message, 0);
    }

    private void take(Process process, int fd, byte[] data) throws ErrnoException {
        if (random.nextInt(8) == 0) {
            process.setsockopt(fd, Unix.SO_PASSCRED, random.nextBoolean());
        }
        Message message = Message.of(ByteBuffer.wrap(data));
        message.control().room(random.nextInt(3)).descriptors(random.nextInt(4));
        process.recvmsg(fd, message, random.nextInt(4) == 0 ? Msg.MSG_PEEK : 0);
        int[] files = message.control().get(Scm.SCM_RIGHTS);
        for (int i = 0; files != null && i < files.length; i++) {
            open.add(files[i]);
        }
    }

    private void end(Process process, int fd) throws ErrnoException {
        if (random.nextInt(4) == 0) {
            process.shutdown(fd, random.nextInt(3));
        } else {
            open.removeIf(each -> each == fd);
            process.close(fd);
        }
    }

    private static SockaddrUn name(int n) {
        return SockaddrUn.abstractName("soak" + n);
    }
}
