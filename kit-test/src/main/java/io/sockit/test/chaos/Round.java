package io.sockit.test.chaos;

import io.sockit.api.Epoll;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.Host;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.SocketInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// One process whose threads, platform and virtual ones, make the same number of calls each on
/// files that they share. The round's own thread looks after them.
///
/// The calls come in bursts, so that a lost wake-up is not made good by what happens next: a caller
/// that has made its calls of a burst rests, and when each of them rests or waits in a call, the
/// round asks by `poll` whether one of them waits for what is there already. **Such a wait is a
/// lost wake-up.** Otherwise the next burst comes. Where too many wait, the round gets and puts at
/// every channel; if that moves nobody, it closes the slots, and then the process.
final class Round {
    static final int CALLERS = 12;

    /// Of one caller.
    static final long CALLS = 20_000;

    /// Of one caller in one burst.
    static final long BURST = 25;

    private static final int SLOTS = 8;
    private static final long TICK_NANOS = 20_000;

    /// A call that does not end within it never will.
    private static final long LIMIT_NANOS = 20_000_000_000L;

    final List<Channel> channels = new ArrayList<>();
    final int[] epolls = new int[2];

    /// Whether epolls tell of changes only, so that threads wait in them more often.
    final boolean edges;

    final AtomicIntegerArray slots = new AtomicIntegerArray(SLOTS);

    private final ChaosContract contract;
    private final Host host;
    private final Process process;
    private final SplittableRandom random;
    private final long seed;
    private final List<Caller> callers = new ArrayList<>();
    private final List<ProgramThread> programs = new CopyOnWriteArrayList<>();
    private volatile boolean over;
    private final AtomicLong burst = new AtomicLong();

    Round(ChaosContract contract, Host host, SplittableRandom random) throws ErrnoException {
        this.contract = contract;
        this.host = host;
        this.random = random;
        this.seed = random.nextLong();
        this.edges = random.nextBoolean();
        this.process = host.process();
        openFiles();
    }

    private void openFiles() throws ErrnoException {
        Channel.Kind kind = contract.messages() ? Channel.Kind.MESSAGES : Channel.Kind.STREAM;
        for (int i = 0; i < 2; i++) {
            int[] pair = contract.pair(process);
            channels.add(new Channel(kind, pair[0], pair[1]));
            channels.add(new Channel(kind, pair[1], pair[0]));
        }
        int[] pipe = process.pipe(0);
        channels.add(new Channel(Channel.Kind.PIPE, pipe[1], pipe[0]));
        int event = process.eventfd(0, Fcntl.EFD_SEMAPHORE);
        channels.add(new Channel(Channel.Kind.EVENT, event, event));
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i, -1);
        }
        for (int i = 0; i < epolls.length; i++) {
            epolls[i] = process.epollCreate(0);
        }
        int events = edges ? Epoll.EPOLLIN | Epoll.EPOLLET : Epoll.EPOLLIN;
        process.epollCtl(epolls[1], Epoll.EPOLL_CTL_ADD, epolls[0], events, 0);
    }

    /// @return how many calls have ended
    long run() throws Exception {
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new Caller(this, i, random.split()));
        }
        boolean closesEarly = random.nextInt(4) == 0;
        for (int i = 0; i < CALLERS; i++) {
            Caller caller = callers.get(i);
            programs.add(
                    i % 2 == 0
                            ? process.start("caller " + i, caller)
                            : process.startVirtual("caller " + i, caller));
        }
        lookAfter(closesEarly);
        for (ProgramThread program : programs) {
            program.join();
        }
        if (!over) {
            checkNothingIsLost();
            process.close();
        }
        return calls();
    }

    /// Random numbers that all callers have in common.
    SplittableRandom random(long burst) {
        return new SplittableRandom(seed + burst);
    }

    boolean passes() {
        return contract.passes();
    }

    boolean isOver() {
        return over;
    }

    /// On the thread of a caller.
    void awaitNextBurst() {
        long mine = burst.get();
        while (burst.get() == mine && !over) {
            LockSupport.park(this);
            Thread.interrupted(); // else the next park would not wait
        }
    }

    private void nextBurst() {
        burst.getAndIncrement();
        for (ProgramThread program : programs) {
            LockSupport.unpark(program.thread());
        }
    }

    void interruptOne(int caller) {
        if (caller < programs.size()) { // they are still being started, then
            programs.get(caller).thread().interrupt();
        }
    }

    void openSlots(Process by, int at) throws ErrnoException {
        int[] pair = contract.pair(by);
        for (int i = 0; i < pair.length; i++) {
            if (!slots.compareAndSet((at & ~1) + i, -1, pair[i])) {
                by.close(pair[i]);
            }
        }
    }

    void closeSlot(Process by, int at) throws ErrnoException {
        int fd = slots.getAndSet(at, -1);
        if (fd >= 0) {
            by.close(fd);
        }
    }

    private long calls() {
        return callers.stream().mapToLong(caller -> caller.calls).sum();
    }

    private List<Caller> running() {
        List<Caller> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            if (programs.get(i).thread().isAlive()) {
                running.add(callers.get(i));
            }
        }
        return running;
    }

    // ---- until they have ended

    private void lookAfter(boolean closesEarly) throws ErrnoException {
        long before = -1;
        long moved = System.nanoTime();
        int helps = 0;
        for (List<Caller> left = running(); !left.isEmpty(); left = running()) {
            LockSupport.parkNanos(TICK_NANOS);
            long now = calls();
            if (now != before) {
                before = now;
                moved = System.nanoTime();
                helps = 0;
            } else if (System.nanoTime() - moved > LIMIT_NANOS) {
                throw hanging(
                        over ? "calls on closed descriptors do not end" : "a wake-up is lost");
            } else if (!over && isQuiet(left)) {
                long waiting = left.stream().filter(caller -> !caller.rests).count();
                if (closesEarly && now > CALLERS * CALLS / 2) {
                    closeAll();
                } else if (waiting == left.size() || waiting > CALLERS / 2) {
                    help(helps++);
                }
                nextBurst();
            }
        }
    }

    /// Whether each of them rests, or waits for what is not there.
    private boolean isQuiet(List<Caller> left) throws ErrnoException {
        for (Caller caller : left) {
            PollFd[] waiting = caller.waiting;
            if (!caller.rests && (waiting == null || process.poll(waiting, 0) > 0)) {
                return false;
            }
        }
        return true;
    }

    private void help(int times) throws ErrnoException {
        switch (times) {
            case 0, 1, 2 -> {
                for (Channel channel : channels) {
                    channel.drain(process);
                    channel.feed(process);
                }
            }
            case 3 -> {
                for (int i = 0; i < SLOTS; i++) {
                    closeSlot(process, i);
                }
            }
            default -> closeAll();
        }
    }

    private void closeAll() {
        over = true;
        process.close();
        nextBurst();
    }

    // ---- what must hold

    private void checkNothingIsLost() throws ErrnoException {
        for (Channel channel : channels) {
            channel.drain(process);
            long dropped = channel.isSocket() ? dropped(channel) : 0;
            long put = channel.put.sum();
            long got = channel.got.sum();
            if (put != got + dropped) {
                throw new AssertionError(
                        "%s: put: %d, got: %d, dropped: %d (expected: nothing lost)"
                                .formatted(channel.kind, put, got, dropped));
            }
        }
    }

    private long dropped(Channel channel) throws ErrnoException {
        long socket = process.fstat(channel.out).inode();
        for (SocketInfo row : host.sockets().rows()) {
            if (row.id() == socket) {
                return row.counts().dropped();
            }
        }
        throw new AssertionError("fd: " + channel.out + " (expected: in the table of sockets)");
    }

    private AssertionError hanging(String what) throws ErrnoException {
        AssertionError failure = new AssertionError(what);
        for (int i = 0; i < CALLERS; i++) {
            Thread thread = programs.get(i).thread();
            if (thread.isAlive()) {
                Throwable where = new Throwable(describe(callers.get(i)) + ", here");
                where.setStackTrace(thread.getStackTrace());
                failure.addSuppressed(where);
            }
        }
        return failure;
    }

    private String describe(Caller caller) throws ErrnoException {
        PollFd[] waiting = caller.waiting;
        if (waiting == null) {
            return "caller %d %s"
                    .formatted(callers.indexOf(caller), caller.rests ? "rests" : "works");
        }
        StringBuilder text = new StringBuilder("caller " + callers.indexOf(caller) + " waits for");
        if (!over) {
            process.poll(waiting, 0);
        }
        for (PollFd one : waiting) {
            text.append(" fd %d events 0x%x".formatted(one.fd(), one.events()))
                    .append(over ? "" : " (now 0x%x)".formatted(one.revents()));
        }
        return text.toString();
    }
}
