package io.sockit.api;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/// The control messages (`msg_control`) of a [Message], in order: what `sendmsg` is to do with this
/// one message, or what came along with a received one. Owned by the calling thread and used again;
/// numbers are kept as such, so that neither side allocates once the room is made.
///
/// ```
/// out.control().put(InetControl.IP_TTL, 3);
/// process.sendmsg(fd, out, 0);
///
/// in.control().room(4);
/// process.recvmsg(fd, in, 0);
/// InPktinfo where = in.control().get(InetControl.IP_PKTINFO);
/// ```
///
/// What a receive leaves here is sent along when the same message is sent, as in C: an answer goes
/// out from the address that the question came to. [#clear] it where that is not meant.
public final class ControlMessages {
    private static final @Nullable ControlType<?>[] NO_TYPES = {};
    private static final @Nullable Object[] NO_VALUES = {};
    private static final long[] NO_NUMBERS = {};

    private @Nullable ControlType<?>[] types = NO_TYPES;
    private @Nullable Object[] values = NO_VALUES;
    private long[] numbers = NO_NUMBERS; // of types Integer and Long, in place of a value
    private int size;
    private int room;
    private int descriptors = Integer.MAX_VALUE;

    /// No messages, and no room for received ones.
    public ControlMessages() {}

    /// How many a receive may leave here: 0 at first (`msg_controllen`). What comes beyond it is
    /// lost, and [Msg#MSG_CTRUNC] says so.
    public int room() {
        return room;
    }

    /// Makes room for received ones.
    ///
    /// @throws IllegalArgumentException where it is negative
    public ControlMessages room(int messages) {
        if (messages < 0) {
            throw new IllegalArgumentException("room: " + messages + " (expected: >= 0)");
        }
        room = messages;
        reserve(messages);
        return this;
    }

    /// How many descriptors a receive may open: as many as come, if not set. What comes beyond is
    /// closed, and [Msg#MSG_CTRUNC] says so.
    public int descriptors() {
        return descriptors;
    }

    /// Bounds the descriptors that a receive may open.
    ///
    /// @throws IllegalArgumentException where it is negative
    public ControlMessages descriptors(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("descriptors: " + most + " (expected: >= 0)");
        }
        descriptors = most;
        return this;
    }

    /// How many there are.
    public int size() {
        return size;
    }

    /// The type of one of them.
    ///
    /// @param index 0 to [#size] - 1
    public ControlType<?> type(int index) {
        return Objects.requireNonNull(types[Objects.checkIndex(index, size)]);
    }

    /// The value of one of them.
    ///
    /// @param index 0 to [#size] - 1
    public Object value(int index) {
        Class<?> type = type(index).type();
        if (type == Integer.class) {
            return (int) numbers[index];
        }
        return type == Long.class ? numbers[index] : Objects.requireNonNull(values[index]);
    }

    /// The value of one of them whose type is `Integer` or `Long`, without an object for it.
    ///
    /// @param index 0 to [#size] - 1
    /// @throws IllegalArgumentException where it is of another type
    public long number(int index) {
        checkNumber(type(index));
        return numbers[index];
    }

    /// The value of the first of this type, or null without one.
    public <T> @Nullable T get(ControlType<T> type) {
        int index = find(type);
        return index < 0 ? null : type.type().cast(value(index));
    }

    /// The number of the first of this type, without an object for it.
    ///
    /// @param absent the answer without one
    public long number(ControlType<? extends Number> type, long absent) {
        checkNumber(type);
        int index = find(type);
        return index < 0 ? absent : numbers[index];
    }

    private int find(ControlType<?> type) {
        for (int i = 0; i < size; i++) {
            if (type(i).is(type) && type(i).type() == type.type()) {
                return i;
            }
        }
        return -1;
    }

    /// Adds one at the end.
    public <T> ControlMessages put(ControlType<T> type, T value) {
        Object given = type.type().cast(Objects.requireNonNull(value, type.name()));
        if (given instanceof Integer number) {
            return add(type, isNumber(type) ? null : given, number);
        }
        return given instanceof Long number
                ? add(type, isNumber(type) ? null : given, number)
                : add(type, given, 0);
    }

    /// Adds one whose value is an `Integer` or a `Long`, without making that object.
    ///
    /// @throws IllegalArgumentException for a type of anything else
    public ControlMessages putNumber(ControlType<? extends Number> type, long value) {
        checkNumber(type);
        return add(type, null, value);
    }

    private static void checkNumber(ControlType<?> type) {
        if (!isNumber(type)) {
            throw new IllegalArgumentException(
                    type + ": of " + type.type() + " (expected: of Integer or Long)");
        }
    }

    private static boolean isNumber(ControlType<?> type) {
        return type.type() == Integer.class || type.type() == Long.class;
    }

    private ControlMessages add(ControlType<?> type, @Nullable Object value, long number) {
        reserve(size + 1);
        types[size] = type;
        values[size] = value;
        numbers[size] = number;
        size++;
        return this;
    }

    private void reserve(int least) {
        if (least > types.length) {
            int length = Math.max(least, 2 * types.length);
            types = Arrays.copyOf(types, length);
            values = Arrays.copyOf(values, length);
            numbers = Arrays.copyOf(numbers, length);
        }
    }

    /// Takes all of them away; the room stays.
    public ControlMessages clear() {
        Arrays.fill(types, 0, size, null);
        Arrays.fill(values, 0, size, null);
        size = 0;
        return this;
    }

    /// Takes over another's messages in place of its own, not its room.
    public void copy(ControlMessages from) {
        clear();
        for (int i = 0; i < from.size; i++) {
            add(from.type(i), from.values[i], from.numbers[i]);
        }
    }

    /// Types and values, such as `[IP_TTL: 64]`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ", ").append(type(i)).append(": ").append(value(i));
        }
        return text.append(']').toString();
    }
}
