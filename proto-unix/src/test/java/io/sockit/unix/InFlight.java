package io.sockit.unix;

import static io.sockit.unix.Unix.AF_UNIX;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Scm;
import io.sockit.api.Sock;

import java.nio.ByteBuffer;

/// Sending and receiving descriptors, and the proof that no open file is left.
final class InFlight {
    private InFlight() {}

    /// Sends one byte with descriptors.
    static void send(Process process, int fd, int... descriptors) throws ErrnoException {
        process.sendmsg(fd, with(descriptors), 0);
    }

    static Message with(int... descriptors) {
        Message message = Message.of(ByteBuffer.allocate(1));
        message.control().put(Scm.SCM_RIGHTS, descriptors);
        return message;
    }

    /// Receives one byte.
    ///
    /// @return the descriptors that came with it
    static int[] receive(Process process, int fd) throws ErrnoException {
        Message message = Message.of(ByteBuffer.allocate(1));
        message.control().room(4);
        process.recvmsg(fd, message, Msg.MSG_DONTWAIT);
        int[] got = message.control().get(Scm.SCM_RIGHTS);
        return got == null ? new int[0] : got;
    }

    static int[] pair(Process process, int type) throws ErrnoException {
        return process.socketpair(AF_UNIX, type | Sock.SOCK_NONBLOCK, 0);
    }

    static void closeAll(Process process, int... descriptors) throws ErrnoException {
        for (int fd : descriptors) {
            process.close(fd);
        }
    }

    /// Whether the host has no open file: one more may be opened where one is allowed.
    static void requireNothingOpen(Host host) throws ErrnoException {
        assertEquals(java.util.List.of(), host.sockets().rows());
        String before = host.sysctls().get("fs.file-max");
        host.sysctls().set("fs.file-max", "1");
        Process probe = host.process();
        probe.close(probe.epollCreate(0));
        probe.close();
        host.sysctls().set("fs.file-max", before);
    }
}
