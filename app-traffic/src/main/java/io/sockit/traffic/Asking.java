package io.sockit.traffic;

import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.spi.Counter;
import io.sockit.spi.ProgramContext;

import java.nio.ByteBuffer;

/// One run of `source`. Each message begins with its number, eight bytes, which identifies its
/// answer; on a stream the answer is as long as the message.
final class Asking {
    private static final long SECOND = 1_000_000_000;
    private static final PollFd[] NONE = {};
    private static final int LONGEST = 65_536;

    private final ProgramContext context;
    private final Process process;
    private final Clock clock;
    private final ByteBuffer request;
    private final ByteBuffer answer;
    private final long timeout;
    private final long retries;
    private final boolean stream;
    private final int fd;
    private final Message from = new Message();
    private final Counter sent;
    private final Counter answered;
    private final Counter repeated;
    private final Counter lost;
    private final Counter late;
    private final Counter refused;

    /// @param timeout nanoseconds to wait for an answer; 0 to send without waiting
    Asking(ProgramContext context, SocketType type, int size, long timeout, long retries)
            throws ErrnoException {
        this.context = context;
        this.process = context.process();
        this.clock = process.host().clock();
        this.stream = type == SocketType.STREAM;
        this.request = ByteBuffer.allocate(size);
        this.answer = ByteBuffer.allocate(stream ? size : LONGEST);
        this.timeout = timeout;
        this.retries = retries;
        this.sent = context.counter("sent");
        this.answered = context.counter("answered");
        this.repeated = context.counter("retries");
        this.lost = context.counter("lost");
        this.late = context.counter("late");
        this.refused = context.counter("refused");
        this.fd = open(type);
    }

    private int open(SocketType type) throws ErrnoException {
        Sockaddr to = context.arguments().address("to");
        int socket = process.socket(to.family(), type.number, 0);
        if (context.arguments().has("from")) {
            process.bind(socket, context.arguments().address("from"));
        }
        process.connect(socket, to);
        return socket;
    }

    /// @param rate datagrams a second; 0 for as many as the answers allow
    void run(long count, long rate) throws ErrnoException {
        long start = clock.nanoTime();
        for (long number = 0; number < count && !context.stopping(); number++) {
            if (rate > 0) {
                sleepUntil(start + number / rate * SECOND + number % rate * SECOND / rate);
            }
            if (timeout == 0) {
                send(number);
            } else {
                ask(number);
            }
        }
    }

    private void sleepUntil(long nanos) throws ErrnoException {
        long left = nanos - clock.nanoTime();
        if (left > 0) {
            process.poll(NONE, left);
        }
    }

    private void ask(long number) throws ErrnoException {
        for (long attempt = 0; attempt <= retries; attempt++) {
            if (attempt > 0) {
                repeated.increment();
            }
            send(number);
            if (await(number)) {
                answered.increment();
                return;
            }
        }
        lost.increment();
    }

    private void send(long number) throws ErrnoException {
        request.putLong(0, number);
        try {
            process.send(fd, request.array(), 0, request.capacity(), 0);
            sent.increment();
        } catch (ErrnoException e) {
            requireRefused(e);
        }
    }

    /// Waits for the answer to a number, until the time-out.
    private boolean await(long number) throws ErrnoException {
        long end = clock.nanoTime() + timeout;
        for (long left = timeout; left > 0; left = end - clock.nanoTime()) {
            from.timeoutNanos(left);
            try {
                if (!receive()) {
                    continue;
                }
                if (answer.position() >= Long.BYTES && answer.getLong(0) == number) {
                    return true;
                }
                late.increment();
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EAGAIN) {
                    return false;
                }
                requireRefused(e);
            }
        }
        return false;
    }

    /// Receives an answer, or a piece of one.
    ///
    /// @return whether it is whole
    /// @throws ErrnoException `ECONNRESET` too at the end of a connection
    private boolean receive() throws ErrnoException {
        int at = stream && answer.hasRemaining() ? answer.position() : 0;
        int length = process.recvfrom(fd, answer.array(), at, answer.capacity() - at, 0, from);
        if (stream && length == 0) {
            throw new ErrnoException(Errno.ECONNRESET, "recv", "the peer answers no more");
        }
        answer.position(at + length);
        return !stream || !answer.hasRemaining();
    }

    /// Counts a refusal and goes on: the server may start later, or again.
    private void requireRefused(ErrnoException failure) throws ErrnoException {
        if (failure.errno() != Errno.ECONNREFUSED) {
            throw failure;
        }
        refused.increment();
    }
}
