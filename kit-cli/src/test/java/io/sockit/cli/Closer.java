package io.sockit.cli;

import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import java.util.Set;

/// A program of the tests' class path that closes its sockets: one that got an answer, and one that
/// was never used.
public final class Closer implements HostProgram {
    @Override
    public Set<String> arguments() {
        return Set.of("to");
    }

    @Override
    public void run(ProgramContext context) throws Exception {
        Process process = context.process();
        Sockaddr to = context.arguments().address("to");
        int fd = process.socket(to.family(), Sock.SOCK_DGRAM, 0);
        process.sendto(fd, new byte[5], 0, 5, 0, to);
        process.recv(fd, new byte[5], 0, 5, 0);
        process.close(fd);
        process.close(process.socket(to.family(), Sock.SOCK_DGRAM, 0));
    }
}
