package io.sockit.test.chaos;

import static io.sockit.api.Msg.MSG_DONTWAIT;
import static io.sockit.api.Msg.MSG_PEEK;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;

import io.sockit.api.Epoll;
import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Ioctl;
import io.sockit.api.Message;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.Scm;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/// One thread of a round: makes calls by its own random numbers.
final class Caller implements Program {
    /// The first of the numbers that callers duplicate to. Lower ones are never used by two files
    /// in turn, but for those of the slots, whose contents are not counted.
    static final int OWN = 900;

    private static final int THOUSAND = 1000;

    /// What calls may answer here.
    private static final Set<Errno> EXPECTED =
            EnumSet.of(
                    Errno.EAGAIN,
                    Errno.EBADF,
                    Errno.EINTR,
                    Errno.EINVAL, // another kind of file has the number
                    Errno.ENOTCONN,
                    Errno.EDESTADDRREQ,
                    Errno.ENOTSOCK,
                    Errno.ENOTTY,
                    Errno.EPIPE,
                    Errno.ECONNREFUSED,
                    Errno.ECONNRESET,
                    Errno.ENOBUFS,
                    Errno.ENOENT,
                    Errno.EEXIST,
                    Errno.EPERM);

    private final Round round;
    private final int own;
    private final SplittableRandom random;
    private final byte[] data = new byte[64];
    private final byte[] into = new byte[64];
    private final byte[] unit = Channel.record(Channel.Kind.EVENT);
    private final PollFd[] one = {new PollFd(-1, 0)};
    private final EpollEvents events = new EpollEvents(4);

    /// The channel, and whether its end to read from, that the own number was duplicated from.
    private @Nullable Channel ownChannel;

    private boolean ownReads;

    private Channel hot;
    private int readShare;
    private int waitShare;

    /// Calls that have ended. Written by this thread, as all below.
    volatile long calls;

    /// Whether it has made its calls of this burst.
    volatile boolean rests;

    /// What it waits for, if it may be waiting: any of these ends its call.
    volatile PollFd @Nullable [] waiting;

    Caller(Round round, int number, SplittableRandom random) {
        this.round = round;
        this.own = OWN + number;
        this.random = random;
        this.hot = round.channels.getFirst();
    }

    @Override
    public void run(Process process) {
        for (long made = 1; made <= Round.CALLS && !round.isOver(); made++) {
            if (made % Round.BURST == 1) {
                begin(made / Round.BURST);
            }
            int dice = random.nextInt(THOUSAND);
            try {
                call(process, dice);
            } catch (ErrnoException e) {
                if (!EXPECTED.contains(e.errno())) {
                    throw new AssertionError("call " + made + " (dice " + dice + ")", e);
                }
                if (e.errno() == Errno.EINTR) {
                    Thread.interrupted();
                }
            } finally {
                waiting = null;
            }
            calls = made;
            if (made % Round.BURST == 0) {
                rests = true;
                round.awaitNextBurst();
                rests = false;
            }
        }
    }

    private void call(Process process, int dice) throws ErrnoException {
        Channel channel = channel();
        if (dice < 540) {
            transfer(process, channel);
        } else if (dice < 560) {
            look(process, channel, dice < 542 ? MSG_PEEK : MSG_PEEK | MSG_DONTWAIT);
        } else if (dice < 660) {
            poll(process, channel, 0);
        } else if (dice < 670) {
            pollMany(process, waits() ? -1 : 0);
        } else if (dice < 750) {
            epoll(process, waits() ? -1 : 0);
        } else if (dice < 790) {
            control(process, channel);
        } else if (dice < 870) {
            duplicate(process, channel);
        } else if (dice < 960) {
            ask(process, channel, dice);
        } else if (dice < 990) {
            slot(process);
        } else {
            round.interruptOne(random.nextInt(Round.CALLERS));
        }
    }

    /// Sets how this burst is, for all callers alike: what is read and written most, whether
    /// buffers are rather full or empty, and how often calls wait.
    private void begin(long burst) {
        SplittableRandom common = round.random(burst);
        hot = round.channels.get(common.nextInt(round.channels.size()));
        readShare = common.nextInt(10, 91);
        waitShare = common.nextInt(8) == 0 ? 30 : common.nextInt(1, 4);
    }

    private Channel channel() {
        return random.nextInt(4) > 0
                ? hot
                : round.channels.get(random.nextInt(round.channels.size()));
    }

    private boolean waits() {
        return random.nextInt(100) < waitShare;
    }

    private void transfer(Process process, Channel channel) throws ErrnoException {
        boolean reads = random.nextInt(100) < readShare;
        if (waits()) {
            if (reads) {
                read(process, channel);
            } else {
                write(process, channel);
            }
        } else if (reads) {
            tryRead(process, channel);
        } else {
            tryWrite(process, channel);
        }
    }

    /// One of the numbers of a channel's end.
    private int fd(Channel channel, boolean reads) {
        if (channel.equals(ownChannel) && reads == ownReads && random.nextBoolean()) {
            return own;
        }
        return reads ? channel.out : channel.in;
    }

    private void waitsFor(int fd, int what) {
        waiting = new PollFd[] {new PollFd(fd, what)};
    }

    private void tryWrite(Process process, Channel channel) throws ErrnoException {
        if (channel.isSocket() && round.passes() && random.nextInt(8) == 0) {
            pass(process, channel);
        } else if (channel.isSocket()) {
            channel.put(process.send(fd(channel, false), data, 0, Channel.RECORD, MSG_DONTWAIT));
        } else if (poll(process, channel.in, POLLOUT, 0)) {
            write(process, channel);
        }
    }

    private void tryRead(Process process, Channel channel) throws ErrnoException {
        if (channel.isSocket() && round.passes() && random.nextInt(4) == 0) {
            take(process, channel);
        } else if (channel.isSocket()) {
            channel.got(process.recv(fd(channel, true), into, 0, length(), MSG_DONTWAIT));
        } else if (poll(process, channel.out, POLLIN, 0)) {
            read(process, channel);
        }
    }

    /// Writes a record with files whose contents are not counted: sockets of the slots, which come
    /// to hold each other, and an epoll.
    private void pass(Process process, Channel channel) throws ErrnoException {
        Message message = Message.of(ByteBuffer.wrap(data, 0, Channel.RECORD));
        int[] files = new int[random.nextInt(1, 4)];
        for (int i = 0; i < files.length; i++) {
            int slot = round.slots.get(random.nextInt(round.slots.length()));
            files[i] = slot < 0 ? round.epolls[0] : slot;
        }
        message.control().put(Scm.SCM_RIGHTS, files);
        int slot = round.slots.get(random.nextInt(round.slots.length()));
        if (slot >= 0 && random.nextInt(4) == 0) {
            process.sendmsg(slot, message, MSG_DONTWAIT); // of what nothing is counted
        } else {
            channel.put((int) process.sendmsg(fd(channel, false), message, MSG_DONTWAIT));
        }
    }

    /// Reads with room for files, and closes them.
    private void take(Process process, Channel channel) throws ErrnoException {
        Message message = Message.of(ByteBuffer.wrap(into, 0, length()));
        message.control().room(1).descriptors(random.nextInt(1, 4));
        int flags = MSG_DONTWAIT | (random.nextInt(8) == 0 ? MSG_PEEK : 0);
        int got = (int) process.recvmsg(fd(channel, true), message, flags);
        if ((flags & MSG_PEEK) == 0) {
            channel.got(got);
        }
        int[] files = message.control().get(Scm.SCM_RIGHTS);
        for (int i = 0; files != null && i < files.length; i++) {
            process.close(files[i]);
        }
    }

    private void write(Process process, Channel channel) throws ErrnoException {
        int fd = fd(channel, false);
        waitsFor(fd, POLLOUT);
        byte[] record = channel.kind == Channel.Kind.EVENT ? unit : data;
        channel.put(process.write(fd, record, 0, Channel.RECORD));
    }

    private void read(Process process, Channel channel) throws ErrnoException {
        int fd = fd(channel, true);
        waitsFor(fd, POLLIN);
        channel.got(process.read(fd, into, 0, length()));
    }

    /// One record, or some.
    private int length() {
        return random.nextInt(4) > 0 ? Channel.RECORD : random.nextInt(Channel.RECORD, into.length);
    }

    private void look(Process process, Channel channel, int flags) throws ErrnoException {
        if (channel.isSocket()) {
            int fd = fd(channel, true);
            waitsFor(fd, POLLIN);
            process.recv(fd, into, 0, 1, flags);
        }
    }

    private void poll(Process process, Channel channel, long timeout) throws ErrnoException {
        boolean reads = random.nextBoolean();
        poll(process, fd(channel, reads), reads ? POLLIN : POLLOUT, timeout);
    }

    private boolean poll(Process process, int fd, int what, long timeout) throws ErrnoException {
        one[0].set(fd, what);
        return process.poll(one, timeout) > 0;
    }

    private void pollMany(Process process, long timeout) throws ErrnoException {
        PollFd[] many = new PollFd[random.nextInt(1, 4)];
        PollFd[] same = new PollFd[many.length];
        BitSet set = new BitSet();
        for (int i = 0; i < many.length; i++) {
            int fd = fd(channel(), true);
            many[i] = new PollFd(fd, POLLIN);
            same[i] = new PollFd(fd, POLLIN);
            set.set(fd);
        }
        if (timeout != 0) {
            waiting = same;
        }
        if (random.nextBoolean()) {
            process.select(set.length(), set, null, null, timeout);
        } else {
            process.poll(many, timeout);
        }
    }

    private void epoll(Process process, long timeout) throws ErrnoException {
        int epoll = round.epolls[random.nextInt(round.epolls.length)];
        if (timeout != 0) {
            waitsFor(epoll, POLLIN);
        }
        process.epollWait(epoll, events, timeout);
    }

    /// Not EPOLLEXCLUSIVE, which may give an event to a caller that does nothing for it, as on
    /// Linux.
    private void control(Process process, Channel channel) throws ErrnoException {
        boolean reads = random.nextInt(8) > 0;
        int fd = fd(channel, reads);
        int bits = reads ? Epoll.EPOLLIN : Epoll.EPOLLOUT | Epoll.EPOLLET;
        bits |= round.edges || random.nextBoolean() ? Epoll.EPOLLET : 0;
        int operation = random.nextInt(Epoll.EPOLL_CTL_ADD, Epoll.EPOLL_CTL_MOD + 1);
        bits |= random.nextInt(4) == 0 ? Epoll.EPOLLONESHOT : 0;
        process.epollCtl(round.epolls[0], operation, fd, bits, fd);
    }

    /// Duplicates a descriptor to the own number and closes what had that before, closes it, or
    /// closes that of another caller, who may be using it.
    private void duplicate(Process process, Channel channel) throws ErrnoException {
        switch (random.nextInt(8)) {
            case 0 -> process.close(own);
            case 1 -> process.close(OWN + random.nextInt(Round.CALLERS));
            default -> {
                boolean reads = random.nextBoolean();
                process.dup2(reads ? channel.out : channel.in, own);
                ownChannel = channel;
                ownReads = reads;
            }
        }
    }

    private void ask(Process process, Channel channel, int dice) throws ErrnoException {
        switch (dice % 8) {
            case 0 -> process.fstat(channel.in);
            case 1 -> process.ioctl(channel.out, Ioctl.FIONREAD, 0);
            case 2 -> {
                if (channel.isSocket()) {
                    process.nonBlocking(channel.out, random.nextInt(4) == 0);
                }
            }
            case 3 -> process.setsockopt(channel.in, SocketOptions.SO_SNDBUF, sendLimit());
            case 4 -> process.getsockopt(channel.in, SocketOptions.SO_ERROR);
            default -> process.getsockname(channel.out);
        }
    }

    private int sendLimit() {
        return random.nextInt(5_000, 50_000);
    }

    /// Opens, uses, shuts or closes sockets that nothing is counted of.
    private void slot(Process process) throws ErrnoException {
        int at = random.nextInt(round.slots.length());
        int fd = round.slots.get(at);
        if (fd < 0) {
            round.openSlots(process, at);
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> round.closeSlot(process, at);
            case 2 -> process.shutdown(fd, random.nextInt(Sock.SHUT_RDWR + 1));
            case 3 -> {
                waitsFor(fd, POLLIN);
                process.read(fd, into, 0, 8);
            }
            case 4 -> {
                waitsFor(fd, POLLOUT);
                process.write(fd, data, 0, 8);
            }
            case 5 -> process.epollCtl(round.epolls[0], Epoll.EPOLL_CTL_ADD, fd, 1, fd);
            case 6, 7 -> process.recv(fd, into, 0, 8, MSG_DONTWAIT);
            default -> process.send(fd, data, 0, 8, MSG_DONTWAIT);
        }
    }
}
