package io.sockit.traffic;

import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Scm;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.Counter;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Set;

/// Takes connections from a supervisor and serves each as `echo` does.
final class WorkerProgram implements HostProgram {
    @Override
    public Set<String> arguments() {
        return Set.of("supervisor");
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public void run(ProgramContext context) throws ErrnoException {
        Process process = context.process();
        Counter connections = context.counter("connections");
        Counter received = context.counter("received");
        Counter sent = context.counter("sent");
        Counter broken = context.counter("broken");
        Sockaddr supervisor = context.arguments().address("supervisor", SupervisorProgram.WORKERS);
        int desk = process.socket(supervisor.family(), Sock.SOCK_SEQPACKET, 0);
        process.connect(desk, supervisor);
        context.serving();
        Message message = Message.of(ByteBuffer.allocate(1));
        message.control().room(1);
        while (process.recvmsg(desk, message, Msg.MSG_CMSG_CLOEXEC) > 0) {
            int @Nullable [] files = message.control().get(Scm.SCM_RIGHTS);
            for (int fd : files == null ? new int[0] : files) {
                connections.increment();
                Servers.Reader echo = new EchoProgram.Connected(process, received, sent);
                process.startVirtual(
                        "connection-" + fd, it -> Servers.readAll(it, fd, echo, broken));
            }
            message.buffers()[0].clear();
        }
    }
}
