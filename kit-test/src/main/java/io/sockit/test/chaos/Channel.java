package io.sockit.test.chaos;

import static io.sockit.api.Msg.MSG_DONTWAIT;
import static io.sockit.api.PollFd.POLLIN;

import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.api.Process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.LongAdder;

/// One direction of a pair of sockets, a pipe, or an eventfd: what is put in at one descriptor is
/// got at the other. Thread-safe.
final class Channel {
    enum Kind {
        /// Counts messages.
        MESSAGES,
        /// Counts bytes.
        STREAM,
        /// Counts bytes.
        PIPE,
        /// A semaphore; counts units.
        EVENT
    }

    /// Bytes of one record.
    static final int RECORD = 8;

    private static final int DRAIN = 1 << 16;

    final Kind kind;
    final int in;
    final int out;

    /// What was put in and got, by all threads together.
    final LongAdder put = new LongAdder();

    final LongAdder got = new LongAdder();

    Channel(Kind kind, int in, int out) {
        this.kind = kind;
        this.in = in;
        this.out = out;
    }

    boolean isSocket() {
        return kind == Kind.MESSAGES || kind == Kind.STREAM;
    }

    /// What one write puts in.
    static byte[] record(Kind kind) {
        byte[] record = new byte[RECORD];
        if (kind == Kind.EVENT) {
            ByteBuffer.wrap(record).order(ByteOrder.nativeOrder()).putLong(1);
        }
        return record;
    }

    /// Notes what a call answered.
    int put(int answer) {
        return note(put, answer);
    }

    /// Notes what a call answered.
    int got(int answer) {
        return note(got, answer);
    }

    private int note(LongAdder sum, int answer) {
        if (answer > 0) {
            sum.add(kind == Kind.STREAM || kind == Kind.PIPE ? answer : 1);
        }
        return answer;
    }

    /// Gets all that is there, without waiting; other threads may be getting too.
    void drain(Process process) throws ErrnoException {
        byte[] data = new byte[DRAIN];
        noWaits(process, out, true);
        while (is(process, out, POLLIN) && got(get(process, data)) > 0) {}
        noWaits(process, out, false);
    }

    private int get(Process process, byte[] data) throws ErrnoException {
        return isSocket()
                ? process.recv(out, data, 0, DRAIN, MSG_DONTWAIT)
                : process.read(out, data, 0, DRAIN);
    }

    /// Puts a record in, without waiting.
    void feed(Process process) throws ErrnoException {
        byte[] record = record(kind);
        noWaits(process, in, true);
        if (isSocket()) {
            put(process.send(in, record, 0, RECORD, MSG_DONTWAIT));
        } else {
            put(process.write(in, record, 0, RECORD));
        }
        noWaits(process, in, false);
    }

    /// Callers leave the flag of what is no socket alone.
    private void noWaits(Process process, int fd, boolean on) throws ErrnoException {
        if (!isSocket()) {
            process.nonBlocking(fd, on);
        }
    }

    private static boolean is(Process process, int fd, int events) throws ErrnoException {
        return process.poll(new PollFd[] {new PollFd(fd, events)}, 0) > 0;
    }
}
