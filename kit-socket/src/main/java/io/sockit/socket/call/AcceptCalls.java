package io.sockit.socket.call;

import static io.sockit.api.Sock.SOCK_CLOEXEC;
import static io.sockit.api.Sock.SOCK_NONBLOCK;

import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.file.DescriptorTable;
import io.sockit.socket.file.FileCalls;

import org.jspecify.annotations.Nullable;

/// Sockets that get their descriptors some time after they were made. Any thread off the strand.
final class AcceptCalls {
    private AcceptCalls() {}

    /// `accept4(2)`. The number is taken first, so that a full table leaves the connection in the
    /// queue.
    static int accept(Descriptor through, DescriptorTable table, int flags, @Nullable Message peer)
            throws ErrnoException {
        FileCalls.flags(flags, SOCK_NONBLOCK | SOCK_CLOEXEC, "accept");
        int fd = table.reserve("accept");
        Socket child = null;
        try {
            child = ConnectCalls.accept(through, (Socket) through.file, peer);
        } finally {
            if (child == null) {
                table.unreserve(fd);
            }
        }
        if (child == null) {
            return Process.WOULD_BLOCK;
        }
        child.nonBlocking((flags & SOCK_NONBLOCK) != 0);
        table.install(fd, child, (flags & SOCK_CLOEXEC) != 0, "accept");
        return fd;
    }

    /// Opens both sockets of a pair, or neither.
    static int[] openPair(DescriptorTable table, Socket[] pair, boolean closeOnExec)
            throws ErrnoException {
        int first;
        try {
            first = table.open(pair[0], closeOnExec, "socketpair");
        } catch (ErrnoException e) {
            SocketRegistry.discard(pair[1]);
            throw e;
        }
        try {
            return new int[] {first, table.open(pair[1], closeOnExec, "socketpair")};
        } catch (ErrnoException e) {
            table.close(first, "socketpair");
            throw e;
        }
    }
}
