package io.sockit.test.calls;

import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.api.Stat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/// The calls on files of any kind.
final class FileCalls {
    private static final int STEP = 4096;

    private FileCalls() {}

    static void into(Map<String, Arguments.Call> calls) {
        descriptors(calls);
        data(calls);
        calls.put("pipe", (s, p, a) -> Arguments.pair(p.pipe(a.integer(0, 0))));
        calls.put("eventfd", (s, p, a) -> (long) p.eventfd(a.integer(0), a.integer(1, 0)));
        calls.put("eventfd_read", (s, p, a) -> eventfdRead(p, a.integer(0)));
        calls.put("eventfd_write", (s, p, a) -> eventfdWrite(p, a.integer(0), a.number(1)));
    }

    private static void descriptors(Map<String, Arguments.Call> calls) {
        calls.put("dup", (s, p, a) -> (long) p.dup(a.integer(0)));
        calls.put("dup2", (s, p, a) -> (long) p.dup2(a.integer(0), a.integer(1)));
        calls.put("dup3", (s, p, a) -> (long) p.dup3(a.integer(0), a.integer(1), a.integer(2)));
        calls.put(
                "fcntl", (s, p, a) -> (long) p.fcntl(a.integer(0), a.integer(1), a.integer(2, 0)));
        calls.put(
                "ioctl", (s, p, a) -> (long) p.ioctl(a.integer(0), a.integer(1), a.integer(2, 0)));
        calls.put("fstat", (s, p, a) -> (long) (p.fstat(a.integer(0)).mode() & Stat.S_IFMT));
        calls.put(
                "same_file",
                (s, p, a) -> p.fstat(a.integer(0)).equals(p.fstat(a.integer(1))) ? 1L : 0L);
        calls.put("close", (s, p, a) -> done(() -> p.close(a.integer(0))));
        calls.put("exec", (s, p, a) -> done(p::exec));
        calls.put(
                "openfiles",
                (s, p, a) ->
                        a.has(0)
                                ? done(() -> p.openFileLimit(a.integer(0)))
                                : (Long) (long) p.openFileLimit());
    }

    private static void data(Map<String, Arguments.Call> calls) {
        calls.put(
                "read",
                (s, p, a) -> {
                    byte[] buffer = new byte[a.integer(1)];
                    return Arguments.received(
                            buffer, p.read(a.integer(0), buffer, 0, buffer.length));
                });
        calls.put(
                "write",
                (s, p, a) -> {
                    byte[] data = a.bytes(1);
                    return Arguments.done(p.write(a.integer(0), data, 0, data.length));
                });
        calls.put(
                "readv",
                (s, p, a) -> {
                    ByteBuffer[] buffers = a.empty(1);
                    return Arguments.received(buffers, p.readv(a.integer(0), buffers));
                });
        calls.put("writev", (s, p, a) -> Arguments.done(p.writev(a.integer(0), a.full(1))));
        calls.put(
                "fill",
                (s, p, a) -> untilBlocked(step -> p.write(a.integer(0), new byte[step], 0, step)));
        calls.put(
                "drain",
                (s, p, a) -> untilBlocked(step -> p.read(a.integer(0), new byte[step], 0, step)));
    }

    /// A call without an answer of its own.
    interface Plain {
        void make() throws ErrnoException;
    }

    static Long done(Plain call) throws ErrnoException {
        call.make();
        return 0L;
    }

    private interface Moving {
        int move(int step) throws ErrnoException;
    }

    private static Object untilBlocked(Moving call) throws ErrnoException {
        long total = 0;
        for (int step : new int[] {STEP, 1}) {
            int moved = call.move(step);
            while (moved > 0) {
                total += moved;
                moved = call.move(step);
            }
        }
        return total;
    }

    private static Object eventfdRead(Process process, int fd) throws ErrnoException {
        byte[] counter = new byte[Long.BYTES];
        Arguments.done(process.read(fd, counter, 0, counter.length));
        return ByteBuffer.wrap(counter).order(ByteOrder.nativeOrder()).getLong();
    }

    private static Object eventfdWrite(Process process, int fd, long number) throws ErrnoException {
        byte[] counter =
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(number)
                        .array();
        return Arguments.done(process.write(fd, counter, 0, counter.length));
    }
}
