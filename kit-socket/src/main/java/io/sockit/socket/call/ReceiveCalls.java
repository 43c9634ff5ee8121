package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_DONTWAIT;
import static io.sockit.api.Msg.MSG_ERRQUEUE;
import static io.sockit.api.Msg.MSG_NOSIGNAL;
import static io.sockit.api.Msg.MSG_PEEK;
import static io.sockit.api.Msg.MSG_TRUNC;
import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLRDHUP;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// The way of a datagram from so_rcv to the caller, without entering the strand. Any thread off the
/// strand; nothing is allocated but by the family for the sender's address.
final class ReceiveCalls {
    private static final int SERVED = MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT | MSG_NOSIGNAL;

    private ReceiveCalls() {}

    /// @param from takes name and flags, and has the time-out; or null
    static int receive(
            Descriptor through,
            byte[] data,
            int offset,
            int length,
            int flags,
            @Nullable Message from,
            String call)
            throws ErrnoException {
        Checks.range(data, offset, length, call);
        long timeout = from == null ? Process.NO_TIMEOUT : from.timeoutNanos();
        Socket socket = socketOf(through);
        Packet message = next(through, flags, timeout, call);
        if (message == null) {
            return (int) nothing(through, flags, from);
        }
        try {
            int whole = message.length();
            int put = message.copyTo(0, data, offset, length);
            if (from != null) {
                AncillaryWriter.describe(message, socket, from, put, flags, call);
            }
            return tellsWhole(flags) ? whole : put;
        } finally {
            message.release();
        }
    }

    /// Receives into the message's buffers.
    static long receive(Descriptor through, Message into, int flags, String call)
            throws ErrnoException {
        checkWritable(Checks.given(into, "message", call).buffers(), call);
        Socket socket = socketOf(through);
        Packet message = next(through, flags, into.timeoutNanos(), call);
        if (message == null) {
            return nothing(through, flags, into);
        }
        try {
            int whole = message.length();
            int put = scatter(message, into.buffers());
            AncillaryWriter.describe(message, socket, into, put, flags, call);
            return tellsWhole(flags) ? whole : put;
        } finally {
            message.release();
        }
    }

    /// Linux: not of an error.
    private static boolean tellsWhole(int flags) {
        return (flags & (MSG_TRUNC | MSG_ERRQUEUE)) == MSG_TRUNC;
    }

    private static void checkWritable(ByteBuffer[] buffers, String call) throws ErrnoException {
        for (ByteBuffer buffer : Checks.given(buffers, "buffers", call)) {
            if (Checks.given(buffer, "buffer", call).isReadOnly()) {
                throw new ErrnoException(
                        Errno.EFAULT, call, "buffer: read-only (expected: a writable one)");
            }
        }
    }

    private static int scatter(Packet message, ByteBuffer[] buffers) {
        int put = 0;
        for (ByteBuffer buffer : buffers) {
            put += message.copyTo(put, buffer, buffer.remaining());
        }
        return put;
    }

    /// The next message, now the caller's; null where there is none and the call does not wait, or
    /// no more come.
    private static @Nullable Packet next(
            Descriptor through, int flags, long timeoutNanos, String call) throws ErrnoException {
        Socket socket = socketOf(through);
        Pcb pcb = socket.soPcb();
        if ((flags & MSG_ERRQUEUE) != 0 && (pcb.errors() != null || pcb.dead() != null)) {
            Checks.flags(flags, SERVED | MSG_ERRQUEUE, call);
            SocketCalls.checkAlive(pcb, socket, call);
            return nextError(socket);
        }
        Checks.flags(flags, SERVED, call);
        SocketCalls.datagram(socket, pcb, call);
        boolean waits = waits(through, flags);
        long deadline = BlockingCall.UNSET;
        for (; ; ) {
            SocketCalls.checkAlive(socket, call);
            Packet message = (flags & MSG_PEEK) == 0 ? socket.soRcv.take() : socket.soRcv.peek();
            if (message != null || !waits || socket.is(Socket.SS_CANTRCVMORE)) {
                return message;
            }
            deadline = block(socket, through, timeoutNanos, deadline, call);
        }
    }

    /// The next error, or null. It is taken away under MSG_PEEK too, as Linux does; a pending error
    /// of the socket does not keep anybody from it.
    private static @Nullable Packet nextError(Socket socket) {
        MessageBuffer errors = socket.soRcv.errors();
        Packet error = errors == null ? null : errors.take();
        if (errors != null && error != null) {
            socket.errorTaken(error.mark(), errors);
        }
        return error;
    }

    /// Waits for a message.
    ///
    /// @return the deadline, for the next time
    private static long block(
            Socket socket, Descriptor through, long timeoutNanos, long fixed, String call)
            throws ErrnoException {
        BlockedReceive kept = socket.blockedReceives.take();
        BlockedReceive mine = kept == null ? new BlockedReceive(socket) : kept;
        try {
            long deadline = fixed;
            if (deadline == BlockingCall.UNSET) {
                deadline =
                        mine.deadline(
                                Checks.timeout(timeoutNanos, socket.receiveTimeoutNanos, call));
            }
            mine.await(POLLIN | POLLERR | POLLHUP | POLLRDHUP, through, call, deadline);
            return deadline;
        } finally {
            socket.blockedReceives.put(mine);
        }
    }

    static Socket socketOf(Descriptor through) {
        return (Socket) through.file;
    }

    private static boolean waits(Descriptor through, int flags) {
        return (flags & (MSG_DONTWAIT | MSG_ERRQUEUE)) == 0 && !through.file.nonBlocking();
    }

    /// As on Linux, only a call that would wait is told the end of a shut side.
    private static long nothing(Descriptor through, int flags, @Nullable Message into) {
        if (into != null) {
            into.name(null).flags(0);
            AncillaryWriter.noControl(into);
        }
        boolean ended = waits(through, flags) && socketOf(through).is(Socket.SS_CANTRCVMORE);
        return ended ? 0 : Process.WOULD_BLOCK;
    }
}
