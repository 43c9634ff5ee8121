package io.sockit.cli.program;

import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.spi.Counter;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import java.util.Set;

/// Sends every datagram back to its sender (RFC 862).
final class EchoProgram implements HostProgram {
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
        Counter sent = context.counter("sent");
        byte[] data = new byte[LONGEST];
        Message from = new Message();
        Servers.open(context, context.arguments().addresses("listen", "[::]:7"))
                .serve(
                        (fd, flags) -> {
                            int length = process.recvfrom(fd, data, 0, data.length, flags, from);
                            if (length == Process.WOULD_BLOCK) {
                                return false;
                            }
                            received.increment();
                            Sockaddr peer = from.name();
                            if (peer != null) {
                                process.sendto(fd, data, 0, length, 0, peer);
                                sent.increment();
                            }
                            return true;
                        });
    }
}
