package io.sockit.unix;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ControlMessages;
import io.sockit.api.ControlType;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Scm;
import io.sockit.api.Sock;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/// Control messages of any type, level, value and count, by users who may do all or nothing, and
/// any room for them: each send succeeds or names its error, and no file is left.
class ControlMessageFuzzTest {
    private static final int MESSAGES = 20_000;
    private static final int[] TYPES = {Sock.SOCK_STREAM, Sock.SOCK_DGRAM, Sock.SOCK_SEQPACKET};
    private static final Set<Errno> KNOWN =
            EnumSet.of(Errno.EBADF, Errno.EINVAL, Errno.EPERM, Errno.ETOOMANYREFS, Errno.EPIPE);

    private final long seed = Long.getLong("sockit.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private int sent;

    @Test
    void everyMessageIsSentOrRefusedAndNoFileIsLeft() throws ErrnoException {
        try (TestNetwork net = TestNetwork.create(seed)) {
            Host host = net.host("host").start();
            Process root = host.process();
            Process user = host.process(Credentials.user(1000, 1000));
            for (Process process : new Process[] {root, user}) {
                process.openFileLimit(300);
                for (int type : TYPES) {
                    int[] ends = InFlight.pair(process, type);
                    for (int i = 0; i < MESSAGES / TYPES.length; i++) {
                        send(process, ends[random.nextInt(2)]);
                        receive(process, ends[random.nextInt(2)]);
                    }
                }
                process.close();
            }
            net.clock().runUntilIdle(Duration.ofMinutes(1));
            InFlight.requireNothingOpen(host);
        }
        assertTrue(sent > MESSAGES / 10, () -> "too few are sent: " + sent + ", seed " + seed);
    }

    private void send(Process process, int fd) throws ErrnoException {
        Message message = Message.of(ByteBuffer.allocate(random.nextInt(4)));
        for (int n = random.nextInt(4); n > 0; n--) {
            put(message.control());
        }
        try {
            process.sendmsg(fd, message, random.nextInt(8) == 0 ? Msg.MSG_DONTWAIT : 0);
            sent++;
        } catch (ErrnoException e) {
            assertTrue(KNOWN.contains(e.errno()), () -> "seed " + seed + ": " + e);
        }
    }

    private void put(ControlMessages control) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> control.put(Scm.SCM_RIGHTS, descriptors());
            case 3, 4 -> control.put(Unix.SCM_CREDENTIALS, new Ucred(any(), any(), any()));
            case 5 -> control.put(type("SCM_RIGHTS", 1, String.class), "text");
            case 6 -> control.put(type("any", any(), Long.class), random.nextLong());
            default -> control.putNumber(new ControlType<>(any(), any(), "n", Integer.class), 1);
        }
    }

    private <T> ControlType<T> type(String name, int number, Class<T> kind) {
        return new ControlType<>(Scm.SCM_RIGHTS.level(), number, name, kind);
    }

    private int[] descriptors() {
        int count = random.nextInt(8) == 0 ? random.nextInt(300) : random.nextInt(4);
        return random.ints(count, 0, random.nextInt(4) == 0 ? 12 : 2)
                .map(fd -> random.nextInt(200) == 0 ? -fd : fd)
                .toArray();
    }

    private int any() {
        int[] some = {0, 1, 2, -1, 1000, Integer.MIN_VALUE, random.nextInt()};
        return some[random.nextInt(some.length)];
    }

    private void receive(Process process, int fd) throws ErrnoException {
        Message message = Message.of(ByteBuffer.allocate(random.nextInt(5)));
        message.control().room(random.nextInt(3));
        if (random.nextBoolean()) {
            message.control().descriptors(random.nextInt(5));
        }
        if (random.nextInt(8) == 0) {
            process.setsockopt(fd, Unix.SO_PASSCRED, random.nextBoolean());
        }
        int flags = Msg.MSG_DONTWAIT;
        flags |= random.nextInt(4) == 0 ? Msg.MSG_PEEK : 0;
        flags |= random.nextInt(4) == 0 ? Msg.MSG_CMSG_CLOEXEC : 0;
        process.recvmsg(fd, message, flags);
        int[] files = message.control().get(Scm.SCM_RIGHTS);
        for (int i = 0; files != null && i < files.length; i++) {
            process.close(files[i]);
        }
    }
}
