package io.sockit.packetdrill.run;

import io.sockit.packetdrill.script.Event.CallEvent;
import io.sockit.packetdrill.script.Expr;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The arguments of one system call, read by place.
final class Arguments {
    private final CallEvent call;

    Arguments(CallEvent call) {
        this.call = call;
    }

    String name() {
        return call.name();
    }

    int count() {
        return call.arguments().size();
    }

    /// What the script expects as the call's value.
    long expected() throws DrillFailure {
        return number(call.result());
    }

    void require(int least, int most) throws DrillFailure {
        if (count() < least || count() > most) {
            throw new DrillFailure(
                    "%s has %d arguments (expected: %s)"
                            .formatted(
                                    call.name(),
                                    count(),
                                    least == most ? "" + least : least + " to " + most));
        }
    }

    Expr at(int index) throws DrillFailure {
        if (index >= count()) {
            throw new DrillFailure("%s lacks argument %d".formatted(call.name(), index + 1));
        }
        return call.arguments().get(index);
    }

    boolean isAny(int index) throws DrillFailure {
        return at(index) instanceof Expr.Any;
    }

    long number(int index) throws DrillFailure {
        return number(at(index));
    }

    int integer(int index) throws DrillFailure {
        return (int) number(index);
    }

    /// `[n]`, or `n`.
    long bracketed(int index) throws DrillFailure {
        return at(index) instanceof Expr.Array(List<Expr> items) && items.size() == 1
                ? number(items.getFirst())
                : number(index);
    }

    /// Whether a buffer is `NULL`.
    boolean isNull(int index) throws DrillFailure {
        return at(index) instanceof Expr.Name(String name) && name.equals("NULL");
    }

    /// A buffer of zeros, or an empty array for `NULL`, of which no range is inside.
    byte[] buffer(int index, int length) throws DrillFailure {
        if (isNull(index)) {
            return new byte[0];
        }
        if (!isAny(index)) {
            throw new DrillFailure("a buffer: %s (expected: ... or NULL)".formatted(at(index)));
        }
        return new byte[length];
    }

    /// `[{..., 100}, {..., 20}]`, and how many the script says there are.
    static ByteBuffer[] buffers(Expr vector, long count) throws DrillFailure {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (Expr each : items(vector)) {
            if (!(each instanceof Expr.Struct(List<Expr.Field> fields)) || fields.size() != 2) {
                throw new DrillFailure("iovec: %s (expected: {..., length})".formatted(each));
            }
            buffers.add(ByteBuffer.allocate((int) number(fields.get(1).value())));
        }
        if (buffers.size() != count) {
            throw new DrillFailure(
                    "iovec: %d elements (expected: %d)".formatted(buffers.size(), count));
        }
        return buffers.toArray(ByteBuffer[]::new);
    }

    static List<Expr> items(Expr array) throws DrillFailure {
        if (array instanceof Expr.Array(List<Expr> items)) {
            return items;
        }
        throw new DrillFailure("%s (expected: an array)".formatted(array));
    }

    Expr.Struct struct(int index) throws DrillFailure {
        return struct(at(index));
    }

    static Expr.Struct struct(Expr value) throws DrillFailure {
        if (value instanceof Expr.Struct struct) {
            return struct;
        }
        throw new DrillFailure("%s (expected: a structure)".formatted(value));
    }

    static long field(Expr.Struct struct, String name) throws DrillFailure {
        Expr value = struct.field(name);
        if (value == null) {
            throw new DrillFailure("%s (expected: a field '%s')".formatted(struct, name));
        }
        return number(value);
    }

    static long number(@Nullable Expr value) throws DrillFailure {
        return switch (value) {
            case Expr.Num(long number) -> number;
            case Expr.Name(String name) -> Constants.number(name);
            case Expr.Or(Expr left, Expr right) -> number(left) | number(right);
            case Expr.Apply(String function, List<Expr> arguments)
                    when function.equals("htons") && arguments.size() == 1 ->
                    number(arguments.getFirst());
            case null, default -> throw new DrillFailure(value + " (expected: a number)");
        };
    }
}
