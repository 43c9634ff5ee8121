package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_DONTWAIT;
import static io.sockit.api.Msg.MSG_MORE;
import static io.sockit.api.Msg.MSG_NOSIGNAL;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.file.Waits;
import io.sockit.spi.CallContext;
import io.sockit.spi.StreamOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// Writing a stream, piece by piece: a short piece is copied on the strand into the last slab of
/// so_snd, so that small writes share it; a long one is copied off the strand, into slabs that are
/// moved in. Where the protocol has the kit move the bytes ([io.sockit.spi.StreamSend#sendsTo]), a
/// piece goes into the buffer of a reader that waits, else as a packet into that so_rcv. Any thread
/// off the strand.
final class StreamSends {
    private static final int SERVED = MSG_DONTWAIT | MSG_NOSIGNAL | MSG_MORE;

    /// The most of one piece, in bytes: the largest slab.
    private static final int PIECE = 65_536;

    /// In place of an array: the data lies in the buffers of the [SendCall].
    private static final byte[] GATHERED = {};

    private StreamSends() {}

    static int send(
            Descriptor through,
            Socket socket,
            Streams streams,
            CallFrame frame,
            byte[] data,
            int offset,
            int length,
            @Nullable Sockaddr to,
            @Nullable SendCall slow,
            String call)
            throws ErrnoException {
        check(socket, frame.flags(), to, call);
        int sent = 0;
        long deadline = Waits.UNSET;
        do {
            int left = length - sent;
            int n = 0;
            try {
                n = piece(socket, streams, frame, data, offset + sent, left, slow, call);
            } catch (ErrnoException e) {
                if (sent > 0) {
                    return sent;
                }
                throw e;
            }
            sent += n;
            if (n == 0 && left > 0) {
                if (!ReceiveCalls.waits(through, frame.flags())) {
                    return sent > 0 ? sent : Process.WOULD_BLOCK;
                }
                deadline = slow == null ? fixed(socket, deadline, call) : slow.deadline();
                if (!awaited(socket, through, deadline, sent > 0, call)) {
                    return sent;
                }
            }
        } while (sent < length);
        return sent;
    }

    /// Writes what the call's buffers held when they were measured; their positions move over what
    /// was taken.
    static int send(Descriptor through, Socket socket, Streams streams, SendCall mine, long length)
            throws ErrnoException {
        String call = mine.call();
        mine.checkControl();
        if (length > Integer.MAX_VALUE) {
            throw new ErrnoException(
                    Errno.EINVAL, call, "length: " + length + " (expected: <= 2^31 - 1)");
        }
        int sent = 0;
        try {
            sent =
                    send(
                            through,
                            socket,
                            streams,
                            mine.frame(),
                            GATHERED,
                            0,
                            (int) length,
                            mine.to(),
                            mine,
                            call);
        } finally {
            mine.move(Math.max(0, sent));
        }
        return sent;
    }

    private static void check(Socket socket, int flags, @Nullable Sockaddr to, String call)
            throws ErrnoException {
        if ((flags & ~SERVED) != 0) {
            int more = socket.ops() instanceof StreamOps ops ? ops.sendFlags() : 0;
            Checks.flags(flags, SERVED | more, call);
        }
        if (to != null && socket.is(Socket.CONNECTED)) {
            throw new ErrnoException(
                    Errno.EISCONN, call, "to: " + to + " (expected: the connection's peer)");
        }
    }

    /// Writes one piece.
    ///
    /// @return bytes taken, 0 where there is no room or the connection is still being made
    private static int piece(
            Socket socket,
            Streams streams,
            CallFrame frame,
            byte[] data,
            int offset,
            int left,
            @Nullable SendCall slow,
            String call)
            throws ErrnoException {
        Streams to = goesAtOnce(frame.flags(), slow) ? streams.to() : null;
        Packet own = null;
        boolean gathered = isGathered(data);
        if (gathered || (left > SendCalls.SHORT && (to == null || !to.isAwaited()))) {
            int room = streams.sendRoom();
            int n = Math.min(Math.min(left, PIECE), room);
            if (n > (gathered ? 0 : SendCalls.SHORT) && !socket.is(Socket.CONNECTING)) {
                own = socket.registry.pool.take();
                if (gathered && slow != null) {
                    slow.gather(own, offset, n);
                } else {
                    own.append(data, offset, n);
                }
            }
        }
        int n = 0;
        try {
            if (socket.strand.enter()) {
                try {
                    n = put(socket, streams, to, frame, data, offset, left, own, slow, call);
                } finally {
                    socket.strand.leave();
                }
            } else {
                n = brought(socket, streams, to, frame, data, offset, left, own, slow, call);
            }
        } finally {
            if (n < 0 && to != null) {
                to.offer().fill(data, offset);
            }
        }
        return Math.abs(n);
    }

    private static int brought(
            Socket socket,
            Streams streams,
            @Nullable Streams to,
            CallFrame frame,
            byte[] data,
            int offset,
            int left,
            @Nullable Packet own,
            @Nullable SendCall slow,
            String call)
            throws ErrnoException {
        return socket.strand.<Integer, ErrnoException>call(
                () -> put(socket, streams, to, frame, data, offset, left, own, slow, call));
    }

    /// Whether the protocol need not see these bytes.
    private static boolean goesAtOnce(int flags, @Nullable SendCall slow) {
        return (flags & ~SERVED) == 0 && (slow == null || slow.control() == null);
    }

    /// On the strand. Takes `own` over.
    ///
    /// @param to where the bytes go at once; or null
    /// @return bytes taken; negative where they are still to be copied into the reader's buffer
    @SuppressWarnings("ReferenceEquality") // identity is meant
    private static int put(
            Socket socket,
            Streams streams,
            @Nullable Streams to,
            CallFrame frame,
            byte[] data,
            int offset,
            int left,
            @Nullable Packet own,
            @Nullable SendCall slow,
            String call)
            throws ErrnoException {
        int n;
        int flags = frame.flags();
        try {
            StreamOps ops = admitted(socket, flags, call);
            n = ops == null ? 0 : Math.min(left, Math.max(0, streams.sendRoom()));
            if (own == null && isGathered(data)) {
                n = 0; // there was no room to gather for
            }
            if (ops == null || (n == 0 && left > 0)) {
                return 0;
            }
            Streams other = to == streams.to() ? to : null;
            int given = own == null && other != null ? streams.fill(other, n) : 0;
            if (given > 0) {
                socket.sent(given);
                return -given;
            }
            if (!socket.registry.pool.admits(n)) {
                throw new ErrnoException(
                        Errno.ENOBUFS, call, "memory of the host's packets (expected: some left)");
            }
            if (slow != null && n > 0) {
                slow.attachTo(ops);
            }
            n = own == null ? Math.min(n, SendCalls.SHORT) : own.length();
            if (other != null && n > 0 && streams.hasRoomAt(other, n)) {
                Packet whole = own;
                if (whole == null) {
                    whole = socket.registry.pool.take();
                    whole.append(data, offset, n);
                }
                own = null;
                streams.give(other, whole, n);
                socket.sent(n);
                return n;
            }
            if (own != null) {
                streams.append(own);
                own = null;
            } else {
                streams.append(data, offset, n);
            }
            int more = n < left ? flags | MSG_MORE : flags;
            output(socket, ops, more, slow == null ? frame : slow, call);
        } finally {
            if (own != null) {
                own.release();
            }
        }
        socket.sent(n);
        return n;
    }

    @SuppressWarnings("ReferenceEquality") // a mark
    private static boolean isGathered(byte[] data) {
        return data == GATHERED;
    }

    /// @return null while the connection is being made
    private static @Nullable StreamOps admitted(Socket socket, int flags, String call)
            throws ErrnoException {
        SocketCalls.checkAlive(socket, call);
        if (socket.is(Socket.CONNECTING) || !(socket.ops() instanceof StreamOps ops)) {
            SendCalls.requireWritable(socket, call);
            return null;
        }
        try {
            ops.admit(flags);
        } catch (ErrnoException e) {
            throw e;
        } catch (Throwable t) {
            throw SocketCalls.fault(socket, call, t);
        }
        SendCalls.requireWritable(socket, call);
        if (!socket.is(Socket.CONNECTED)) {
            throw new ErrnoException(
                    Errno.ENOTCONN, call, socket + ": no connection (expected: a connected one)");
        }
        return ops;
    }

    private static void output(
            Socket socket, StreamOps ops, int flags, CallContext context, String call)
            throws ErrnoException {
        try {
            ops.output(flags, context);
        } catch (ErrnoException e) {
            throw e;
        } catch (Throwable t) {
            throw SocketCalls.fault(socket, call, t);
        }
    }

    private static long fixed(Socket socket, long deadline, String call) throws ErrnoException {
        if (deadline != Waits.UNSET) {
            return deadline;
        }
        long timeout = Checks.timeout(Process.NO_TIMEOUT, socket.waits().sendNanos(), call);
        return Waits.deadline(socket.strand.clock(), timeout);
    }

    /// @return false where the wait ended without room and a part has been sent before
    private static boolean awaited(
            Socket socket, Descriptor through, long deadline, boolean sent, String call)
            throws ErrnoException {
        try {
            SendCalls.awaitRoom(socket, through, deadline, call);
            return true;
        } catch (ErrnoException e) {
            if (sent && e.errno() != Errno.EBADF) {
                return false; // partial progress comes first
            }
            throw e;
        }
    }
}
