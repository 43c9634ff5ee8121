package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_CMSG_CLOEXEC;
import static io.sockit.api.Msg.MSG_DONTWAIT;
import static io.sockit.api.Msg.MSG_ERRQUEUE;
import static io.sockit.api.Msg.MSG_NOSIGNAL;
import static io.sockit.api.Msg.MSG_PEEK;
import static io.sockit.api.Msg.MSG_TRUNC;
import static io.sockit.api.PollFd.POLLIN;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.file.Waits;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.ErrorOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// The way of a message from so_rcv to the caller, without entering the strand: it is copied and
/// passed with the reader word. Any thread off the strand; nothing is allocated but by the family
/// for the sender's address.
final class ReceiveCalls {
    static final ByteBuffer[] NO_BUFFERS = {};
    static final byte[] NO_DATA = {};

    private static final int SERVED =
            MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT | MSG_NOSIGNAL | MSG_CMSG_CLOEXEC;

    private ReceiveCalls() {}

    /// @param from takes name and flags, and has the time-out; or null
    static int receive(
            Descriptor through,
            Socket socket,
            byte[] data,
            int offset,
            int length,
            int flags,
            @Nullable Message from,
            String call)
            throws ErrnoException {
        Checks.range(data, offset, length, call);
        Streams streams = socket.streams;
        if (streams == null) {
            return receive(through, socket, data, offset, length, NO_BUFFERS, flags, from, call);
        }
        return StreamReceives.receive(
                through, socket, streams, data, offset, length, NO_BUFFERS, flags, from, call);
    }

    /// Receives into the message's buffers.
    static int receive(Descriptor through, Socket socket, Message into, int flags, String call)
            throws ErrnoException {
        ByteBuffer[] buffers = Checks.given(into, "message", call).buffers();
        int room = room(buffers, call);
        if (buffers.length == 0) {
            return receive(through, socket, NO_DATA, 0, 0, flags, into, call);
        }
        Streams streams = socket.streams;
        if (streams == null) {
            return receive(through, socket, NO_DATA, 0, room, buffers, flags, into, call);
        }
        return StreamReceives.receive(
                through, socket, streams, NO_DATA, 0, room, buffers, flags, into, call);
    }

    /// `readv(2)`: without room it brings nothing, as Linux sock_read_iter.
    static int receive(Descriptor through, Socket socket, ByteBuffer[] into, String call)
            throws ErrnoException {
        int room = room(into, call);
        if (room == 0) {
            return 0;
        }
        Streams streams = socket.streams;
        return streams == null
                ? receive(through, socket, NO_DATA, 0, room, into, 0, null, call)
                : StreamReceives.receive(
                        through, socket, streams, NO_DATA, 0, room, into, 0, null, call);
    }

    /// How much the buffers take.
    private static int room(ByteBuffer[] buffers, String call) throws ErrnoException {
        long room = 0;
        for (ByteBuffer buffer : Checks.given(buffers, "buffers", call)) {
            if (Checks.given(buffer, "buffer", call).isReadOnly()) {
                throw new ErrnoException(
                        Errno.EFAULT, call, "buffer: read-only (expected: a writable one)");
            }
            room += buffer.remaining();
        }
        return (int) Math.min(room, Integer.MAX_VALUE);
    }

    private static int receive(
            Descriptor through,
            Socket socket,
            byte[] data,
            int offset,
            int length,
            ByteBuffer[] buffers,
            int flags,
            @Nullable Message from,
            String call)
            throws ErrnoException {
        if ((flags & ~SERVED) != 0 || !(socket.ops() instanceof DatagramOps)) {
            if (takesError(socket, flags, call)) {
                return receiveError(socket, data, offset, length, buffers, flags, from, call);
            }
        }
        ReceiveChain chain = socket.soRcv;
        if (chain.connects()) {
            StreamReceives.requireConnection(socket, call);
        }
        long deadline = Waits.UNSET;
        for (; ; ) {
            SocketCalls.checkAlive(socket, call);
            if (!chain.isEmpty() && chain.beginRead()) {
                long answer;
                try {
                    answer =
                            take(through, socket, data, offset, length, buffers, flags, from, call);
                } finally {
                    left(socket, chain.endReadAndLook());
                }
                if (answer >= 0) {
                    return (int) answer;
                }
            } else if (socket.is(Socket.CANT_RCV) || !waits(through, flags)) {
                return nothing(through, socket, flags, from);
            } else {
                if (deadline == Waits.UNSET) {
                    long timeout = from == null ? Process.NO_TIMEOUT : from.timeoutNanos();
                    deadline =
                            Waits.deadline(
                                    socket.strand.clock(),
                                    Checks.timeout(timeout, socket.waits().receiveNanos(), call));
                }
                Waits.await(
                        socket,
                        through,
                        Waits.READ_EVENTS,
                        SocketEvents::goesOn,
                        Waits.READ_EVENTS,
                        deadline,
                        Errno.EAGAIN,
                        call);
            }
        }
    }

    /// After a read: frees what nothing else would, and wakes another reader where something is
    /// left, as one event may stand for several messages.
    static void left(Socket socket, boolean reclaim) {
        socket.soRcv.tellPassed();
        if (reclaim) {
            socket.registry.ask(socket, SocketRegistry.RECLAIM);
        }
        if (!socket.soRcv.isEmpty() && socket.hasWatches()) {
            socket.handOn(POLLIN);
        }
    }

    /// With the reader word.
    ///
    /// @return the call's answer, or -1 where another reader was faster
    private static long take(
            Descriptor through,
            Socket socket,
            byte[] data,
            int offset,
            int length,
            ByteBuffer[] buffers,
            int flags,
            @Nullable Message from,
            String call)
            throws ErrnoException {
        ReceiveChain chain = socket.soRcv;
        Packet message = chain.peek();
        if (message == null) {
            return -1;
        }
        int skip = 0;
        boolean peek = (flags & MSG_PEEK) != 0;
        if (socket.peekOffset >= 0) {
            if (peek) {
                skip = socket.peekOffset;
                while (skip >= message.length() && message.length() > 0) {
                    skip -= message.length();
                    message = chain.peekBehind(message);
                    if (message == null) {
                        return 0; // Linux would wait for more; a look never takes anything away
                    }
                }
            }
        }
        int whole = message.length() - skip;
        int put =
                buffers.length == 0
                        ? message.copyTo(skip, data, offset, length)
                        : scatter(message, skip, buffers);
        if (from != null) {
            AncillaryWriter.describe(message, socket, from, put + skip, flags, call);
        }
        if (message.attachment() != null && (from != null || !peek)) {
            FileReceipt.take(message, socket, through, from, flags, call);
        }
        if (!peek) {
            chain.pass();
        }
        if (socket.peekOffset >= 0) {
            socket.peekOffset =
                    peek ? socket.peekOffset + put : Math.max(0, socket.peekOffset - whole);
        }
        return (flags & MSG_TRUNC) != 0 ? whole : put;
    }

    static int scatter(Packet message, int from, ByteBuffer[] buffers) {
        int put = 0;
        for (ByteBuffer buffer : buffers) {
            put += message.copyTo(from + put, buffer, buffer.remaining());
        }
        return put;
    }

    // ---- errors

    private static boolean takesError(Socket socket, int flags, String call) throws ErrnoException {
        boolean errors = socket.ops() instanceof ErrorOps || socket.is(Socket.DEAD);
        if ((flags & MSG_ERRQUEUE) != 0 && errors) {
            Checks.flags(flags, SERVED | MSG_ERRQUEUE, call);
            socket.requireAlive(call);
            return true;
        }
        Checks.flags(flags, SERVED, call);
        if (!socket.is(Socket.DEAD) && !(socket.ops() instanceof DatagramOps)) {
            throw SocketCalls.notSupported(socket, call);
        }
        return false;
    }

    /// The oldest error. It is taken away under MSG_PEEK too, as Linux does; a pending error of the
    /// socket keeps no caller from it.
    private static int receiveError(
            Socket socket,
            byte[] data,
            int offset,
            int length,
            ByteBuffer[] buffers,
            int flags,
            @Nullable Message from,
            String call)
            throws ErrnoException {
        Packet error =
                socket.strand.<@Nullable Packet, RuntimeException>call(socket.soRcv::takeError);
        if (error == null) {
            if (from != null) {
                from.name(null).flags(0);
                AncillaryWriter.noControl(from);
            }
            return Process.WOULD_BLOCK;
        }
        try {
            int put =
                    buffers.length == 0
                            ? error.copyTo(0, data, offset, length)
                            : scatter(error, 0, buffers);
            if (from != null) {
                AncillaryWriter.describe(error, socket, from, put, flags, call);
            }
            return put;
        } finally {
            error.release();
        }
    }

    static boolean waits(Descriptor through, int flags) {
        return (flags & (MSG_DONTWAIT | MSG_ERRQUEUE)) == 0 && !through.file.nonBlocking();
    }

    /// As on Linux, only a call that would wait is told the end of a shut side, except of a
    /// connection.
    private static int nothing(
            Descriptor through, Socket socket, int flags, @Nullable Message into) {
        if (into != null) {
            into.name(null).flags(0);
            AncillaryWriter.noControl(into);
        }
        boolean tells = waits(through, flags) || socket.soRcv.connects();
        boolean ended = tells && socket.is(Socket.CANT_RCV);
        return ended ? 0 : Process.WOULD_BLOCK;
    }
}
