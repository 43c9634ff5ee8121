package io.sockit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import java.util.Set;

/// A user's program: found on the class path by its name alone.
public final class Greeter implements HostProgram {
    @Override
    public Set<String> arguments() {
        return Set.of("to");
    }

    @Override
    public void run(ProgramContext context) throws ErrnoException {
        Process process = context.process();
        Sockaddr to = context.arguments().address("to");
        byte[] hello = ("hello " + context.random().nextInt(100)).getBytes(UTF_8);
        int fd = process.socket(to.family(), Sock.SOCK_DGRAM, 0);
        process.connect(fd, to);
        process.send(fd, hello, 0, hello.length, 0);
        context.counter("sent").increment();
        byte[] answer = new byte[100];
        int length = process.recv(fd, answer, 0, answer.length, 0);
        context.print(new String(answer, 0, length, UTF_8));
    }
}
