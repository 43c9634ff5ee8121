package io.sockit.test.calls;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The values that a call is given, and what it makes of what it receives.
///
/// @param texts the values as they are written
record Arguments(List<Object> values, List<String> texts) {
    /// One call of the scripts; an answer that is a list is a sequence of values.
    @FunctionalInterface
    interface Call {
        Object make(ScriptProcess script, Process process, Arguments given) throws ErrnoException;
    }

    boolean has(int index) {
        return index < values.size();
    }

    long number(int index) {
        return Expression.number(values.get(index));
    }

    int integer(int index) {
        return (int) number(index);
    }

    int integer(int index, int otherwise) {
        return has(index) ? integer(index) : otherwise;
    }

    /// A time-out in nanoseconds.
    long nanos(int index) {
        return number(index) * 1_000_000;
    }

    byte[] bytes(int index) {
        return latin1(values.get(index));
    }

    List<?> list(int index) {
        return (List<?>) values.get(index);
    }

    <T> T of(int index, Class<T> type) {
        return type.cast(values.get(index));
    }

    /// Buffers that hold the texts of a list.
    ByteBuffer[] full(int index) {
        return list(index).stream()
                .map(text -> ByteBuffer.wrap(latin1(text)))
                .toArray(ByteBuffer[]::new);
    }

    /// Buffers of the lengths of a list.
    ByteBuffer[] empty(int index) {
        return list(index).stream()
                .map(length -> ByteBuffer.allocate((int) Expression.number(length)))
                .toArray(ByteBuffer[]::new);
    }

    private static byte[] latin1(Object text) {
        return ((String) text).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// What a call answered that may have refused to wait.
    static long done(long answer) throws ErrnoException {
        if (answer == Process.WOULD_BLOCK) {
            throw new ErrnoException(Errno.EAGAIN, "script", "the call would block");
        }
        return answer;
    }

    static List<Object> pair(int[] fds) {
        return List.of((long) fds[0], (long) fds[1]);
    }

    /// The bytes that were received, and the whole length where it is larger.
    static List<Object> received(byte[] buffer, long answer) throws ErrnoException {
        int got = (int) Math.min(done(answer), buffer.length);
        List<Object> values = new ArrayList<>();
        values.add(new String(buffer, 0, got, StandardCharsets.ISO_8859_1));
        if (answer > got) {
            values.add(answer);
        }
        return values;
    }

    static List<Object> received(ByteBuffer[] buffers, long answer) throws ErrnoException {
        int room = 0;
        for (ByteBuffer buffer : buffers) {
            room += buffer.capacity();
        }
        ByteBuffer whole = ByteBuffer.allocate(room);
        for (ByteBuffer buffer : buffers) {
            whole.put(buffer.clear());
        }
        return received(whole.array(), answer);
    }
}
