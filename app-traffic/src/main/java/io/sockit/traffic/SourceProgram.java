package io.sockit.traffic;

import io.sockit.api.ErrnoException;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramArguments;
import io.sockit.spi.ProgramContext;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Sends numbered messages, at a rate or each after the answer to the one before.
final class SourceProgram implements HostProgram {
    private static final int SMALLEST = Long.BYTES;
    private static final int LARGEST = 65_507;

    @Override
    public Set<String> arguments() {
        return new TreeSet<>(
                List.of(
                        "to",
                        "from",
                        "count",
                        "size",
                        "rate",
                        "timeout",
                        "retries",
                        SocketType.ARGUMENT));
    }

    @Override
    public void run(ProgramContext context) throws ErrnoException {
        ProgramArguments arguments = context.arguments();
        long count = arguments.number("count", 10, 0, Long.MAX_VALUE);
        long rate = arguments.number("rate", 0, 1, 1_000_000_000);
        long size = arguments.bytes("size", 64);
        if (size < SMALLEST || size > LARGEST) {
            throw arguments.bad("size", SMALLEST + " to " + LARGEST);
        }
        SocketType type = SocketType.of(arguments);
        if (arguments.has("retries") && type.connects()) {
            throw arguments.bad("retries", "none, since a connection loses nothing");
        }
        if (arguments.has("retries") && !arguments.has("timeout")) {
            throw arguments.bad("retries", "a timeout beside it");
        }
        Asking asking =
                new Asking(
                        context,
                        type,
                        (int) size,
                        arguments.nanos("timeout", 0),
                        type.connects() ? 0 : arguments.number("retries", 3, 0, 1_000_000));
        asking.run(count, rate);
    }
}
