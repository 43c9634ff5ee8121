package io.sockit.cli.program;

import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.spi.Counter;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import java.util.Set;

/// Receives datagrams and discards them (RFC 863).
final class SinkProgram implements HostProgram {
    private static final int LONGEST = 65_536;

    @Override
    public Set<String> arguments() {
        return Set.of("listen");
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
        byte[] data = new byte[LONGEST];
        Servers.open(context, context.arguments().addresses("listen", "[::]:9"))
                .serve(
                        (fd, flags) -> {
                            int length = process.recv(fd, data, 0, data.length, flags);
                            if (length == Process.WOULD_BLOCK) {
                                return false;
                            }
                            received.increment();
                            bytes.add(length);
                            return true;
                        });
    }
}
