package io.sockit.traffic;

import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.spi.Counter;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import java.util.Set;

/// Receives everything and discards it (RFC 863).
final class SinkProgram implements HostProgram {
    private static final int LONGEST = 65_536;

    @Override
    public Set<String> arguments() {
        return Set.of("listen", SocketType.ARGUMENT);
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public void run(ProgramContext context) throws ErrnoException {
        Process process = context.process();
        Counter received = context.counter("received");
        Counter bytes = context.counter("bytes");
        boolean connects = SocketType.of(context.arguments()).connects();
        Servers.open(context, context.arguments().addresses("listen", "[::]:9"))
                .serve(() -> reader(process, connects, received, bytes));
    }

    private static Servers.Reader reader(
            Process process, boolean connects, Counter received, Counter bytes) {
        byte[] data = new byte[LONGEST];
        return fd -> {
            int length = process.recv(fd, data, 0, data.length, 0);
            if (length == Process.WOULD_BLOCK || (connects && length == 0)) {
                return false;
            }
            received.increment();
            bytes.add(length);
            return true;
        };
    }
}
