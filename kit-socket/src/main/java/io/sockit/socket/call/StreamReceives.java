package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_CMSG_CLOEXEC;
import static io.sockit.api.Msg.MSG_DONTWAIT;
import static io.sockit.api.Msg.MSG_NOSIGNAL;
import static io.sockit.api.Msg.MSG_OOB;
import static io.sockit.api.Msg.MSG_PEEK;
import static io.sockit.api.Msg.MSG_TRUNC;
import static io.sockit.api.Msg.MSG_WAITALL;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.file.OpenFile;
import io.sockit.socket.file.Waits;
import io.sockit.spi.StreamOps;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// Reading a stream: what has arrived first, then the pending error, then the end. Any thread off
/// the strand.
final class StreamReceives {
    private static final int SERVED =
            MSG_PEEK | MSG_WAITALL | MSG_OOB | MSG_DONTWAIT | MSG_NOSIGNAL | MSG_CMSG_CLOEXEC;

    /// Beside the flags of a call that waits: its buffer is offered.
    private static final int OFFERED = Integer.MIN_VALUE;

    private StreamReceives() {}

    static int receive(
            Descriptor through,
            Socket socket,
            Streams streams,
            byte[] data,
            int offset,
            int length,
            ByteBuffer[] into,
            int flags,
            @Nullable Message from,
            String call)
            throws ErrnoException {
        checkFlags(socket, flags, call);
        if (from != null) {
            from.name(null).flags(flags & MSG_CMSG_CLOEXEC);
            AncillaryWriter.noControl(from);
        }
        if ((flags & MSG_OOB) != 0) {
            return receiveUrgent(socket, streams, data, offset, length, into, flags, from, call);
        }
        requireConnection(socket, call);
        int target =
                (flags & MSG_WAITALL) != 0
                        ? length
                        : Math.min(socket.waits().receiveLowWater(), length);
        return receive(
                through, socket, streams, data, offset, length, into, flags, from, target, call);
    }

    /// Reads until `target` bytes are there, or nothing more is to be waited for.
    private static int receive(
            Descriptor through,
            Socket socket,
            Streams streams,
            byte[] data,
            int offset,
            int length,
            ByteBuffer[] into,
            int flags,
            @Nullable Message from,
            int target,
            String call)
            throws ErrnoException {
        ControlledRead controlled = null;
        int got = 0;
        long deadline = Waits.UNSET;
        while (true) {
            if (controlled == null && streams.isControlled()) {
                controlled = ControlledRead.of(socket, streams, through, from, flags, call);
            }
            int at = offset + got;
            int left = length - got;
            int ahead = ahead(socket, streams, flags);
            if (streams.available() > ahead && (length > 0 || controlled != null)) {
                int more =
                        controlled == null
                                ? read(socket, streams, data, at, left, into, flags)
                                : controlled.read(data, at, left, into);
                got += more;
                if (got >= target
                        || stopsHere(streams, got, flags)
                        || (controlled != null && controlled.over())) {
                    return got;
                }
                if (more > 0) {
                    continue;
                }
            }
            if (got > 0 && ends(socket, through, flags)) {
                return got;
            }
            if (length == 0 || over(socket, streams, ahead, call)) {
                return 0;
            }
            if (!ReceiveCalls.waits(through, flags)) {
                return got > 0 ? got : Process.WOULD_BLOCK;
            }
            deadline = deadline == Waits.UNSET ? deadline(socket, from, call) : deadline;
            int handed =
                    controlled == null
                            ? awaitHanded(
                                    socket, streams, through, data, at, left, flags, deadline,
                                    got > 0, call)
                            : awaitMore(socket, through, flags, deadline, got > 0, call);
            if (handed < 0) {
                return got; // partial progress comes first
            }
            got += handed;
            if (got >= target || stopsHere(streams, got, flags)) {
                return got;
            }
        }
    }

    private static long deadline(Socket socket, @Nullable Message from, String call)
            throws ErrnoException {
        long timeout = from == null ? Process.NO_TIMEOUT : from.timeoutNanos();
        return Waits.deadline(
                socket.strand.clock(),
                Checks.timeout(timeout, socket.waits().receiveNanos(), call));
    }

    /// Waits with the buffer, if it is one that bytes may be put into, offered to senders of this
    /// host.
    ///
    /// @return bytes that came into it; as [#awaitMore] otherwise
    private static int awaitHanded(
            Socket socket,
            Streams streams,
            Descriptor through,
            byte[] data,
            int offset,
            int length,
            int flags,
            long deadline,
            boolean progress,
            String call)
            throws ErrnoException {
        if ((flags & (MSG_PEEK | MSG_TRUNC)) != 0 || data.length == 0) {
            return awaitMore(socket, through, flags, deadline, progress, call);
        }
        Offer mine = streams.offer();
        if (!mine.make(data, offset, length, socket.strand.clock().ownWaiter())) {
            return awaitMore(socket, through, flags, deadline, progress, call);
        }
        int handed = 0;
        ErrnoException failure = null;
        int ended = 0;
        try {
            ended = awaitMore(socket, through, flags | OFFERED, deadline, progress, call);
        } catch (ErrnoException e) {
            failure = e;
        } finally {
            handed = mine.withdraw();
        }
        if (handed > 0) {
            ReceiveCalls.left(socket, false); // the wait may have been ended for more than these
            return handed;
        }
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    /// @return 0; -1 where the wait failed after something was read
    private static int awaitMore(
            Socket socket,
            Descriptor through,
            int flags,
            long deadline,
            boolean progress,
            String call)
            throws ErrnoException {
        boolean look = (flags & MSG_PEEK) != 0;
        try {
            Waits.await(
                    socket,
                    through,
                    look ? Waits.READ_EVENTS | Waits.SHARED : Waits.READ_EVENTS,
                    StreamReceives::goesOn,
                    flags,
                    deadline,
                    Errno.EAGAIN,
                    call);
            return 0;
        } catch (ErrnoException e) {
            if (progress && e.errno() != Errno.EBADF) {
                return -1;
            }
            throw e;
        }
    }

    /// Where a read or a look begins, in bytes after the read position: a look passes over the
    /// urgent byte, as a read does.
    static int ahead(Socket socket, Streams streams, int flags) {
        if ((flags & MSG_PEEK) == 0) {
            return 0;
        }
        int ahead = Math.max(0, socket.peekOffset);
        return streams.isUrgent(ahead, socket.option(SoOptions.OOB_INLINE)) ? ahead + 1 : ahead;
    }

    /// Whether a reader that waits has something to do: unlike `poll`, it takes less than
    /// `SO_RCVLOWAT` bytes, is after those behind `SO_PEEK_OFF`, and not after the urgent byte.
    private static boolean goesOn(OpenFile file, int flags) {
        Socket socket = (Socket) file;
        Streams streams = socket.streams;
        return streams == null
                || streams.available() > ahead(socket, streams, flags)
                || (flags < 0 && streams.offer().isTaken())
                || socket.hasError()
                || socket.is(Socket.CANT_RCV | Socket.DEAD | Socket.DISCONNECTED);
    }

    private static void checkFlags(Socket socket, int flags, String call) throws ErrnoException {
        if ((flags & ~SERVED) != 0) {
            int more = socket.ops() instanceof StreamOps ops ? ops.receiveFlags() : 0;
            Checks.flags(flags, SERVED | (more & MSG_TRUNC), call);
        }
    }

    /// A look reads once, and a read that came to the urgent byte ends in front of it.
    private static boolean stopsHere(Streams streams, int got, int flags) {
        return got > 0 && ((flags & MSG_PEEK) != 0 || streams.atMark());
    }

    private static boolean ends(Socket socket, Descriptor through, int flags) {
        return socket.hasError()
                || socket.is(Socket.CANT_RCV | Socket.DEAD | Socket.DISCONNECTED)
                || !ReceiveCalls.waits(through, flags);
    }

    /// @throws ErrnoException `ENOTCONN` where there was never a connection
    static void requireConnection(Socket socket, String call) throws ErrnoException {
        int never = Socket.CONNECTED | Socket.CONNECTING | Socket.DISCONNECTED | Socket.DEAD;
        if (socket.is(Socket.LISTENING) || !socket.is(never | Socket.CANT_RCV)) {
            SocketCalls.checkAlive(socket, call);
            throw new ErrnoException(
                    Errno.ENOTCONN, call, socket + ": no connection (expected: a connected one)");
        }
    }

    /// With nothing to read: whether the stream has ended.
    ///
    /// @throws ErrnoException the pending error
    private static boolean over(Socket socket, Streams streams, int ahead, String call)
            throws ErrnoException {
        if (streams.available() <= ahead || socket.is(Socket.DEAD)) {
            SocketCalls.checkAlive(socket, call);
            return socket.is(Socket.CANT_RCV | Socket.DISCONNECTED);
        }
        return false;
    }

    /// @return bytes read, 0 where another reader was faster
    private static int read(
            Socket socket,
            Streams streams,
            byte[] data,
            int offset,
            int length,
            ByteBuffer[] into,
            int flags) {
        ReceiveChain chain = socket.soRcv;
        if (!chain.beginRead()) {
            return 0;
        }
        boolean tell = false;
        int n = 0;
        try {
            if ((flags & MSG_PEEK) != 0) {
                n = peek(socket, streams, data, offset, length, into);
            } else {
                if (streams.isUrgent(0, socket.option(SoOptions.OOB_INLINE))
                        && streams.available() > 0) {
                    tell = streams.pass(1);
                }
                int most = streams.untilMark(0, Math.min(length, streams.available()));
                n = (flags & MSG_TRUNC) != 0 ? most : streams.copy(0, data, offset, most, into);
                tell |= streams.pass(n);
                moveOffset(socket, false, 0, n);
            }
        } finally {
            boolean reclaim = chain.endReadAndLook();
            if (tell) {
                socket.registry.ask(socket, SocketRegistry.RECEIVED);
            }
            ReceiveCalls.left(socket, reclaim);
        }
        return n;
    }

    private static int peek(
            Socket socket,
            Streams streams,
            byte[] data,
            int offset,
            int length,
            ByteBuffer[] into) {
        int ahead = ahead(socket, streams, MSG_PEEK);
        int most = Math.min(length, Math.max(0, streams.available() - ahead));
        int n = streams.copy(ahead, data, offset, streams.untilMark(ahead, most), into);
        moveOffset(socket, true, ahead, n);
        return n;
    }

    /// After a look at, or a read of, `n` bytes: SO_PEEK_OFF.
    static void moveOffset(Socket socket, boolean look, int ahead, int n) {
        int old = socket.peekOffset;
        if (old >= 0 && (look || old > 0)) {
            socket.peekOffset = look ? ahead + n : Math.max(0, old - n);
        }
    }

    /// Reads the urgent byte (RFC 6093 §3.2: one byte at most).
    ///
    /// @throws ErrnoException `EINVAL` where there is none, or it is in the stream
    private static int receiveUrgent(
            Socket socket,
            Streams streams,
            byte[] data,
            int offset,
            int length,
            ByteBuffer[] into,
            int flags,
            @Nullable Message from,
            String call)
            throws ErrnoException {
        SocketCalls.checkAlive(socket, call);
        long position = streams.urgentPosition();
        if (position < 0 || socket.option(SoOptions.OOB_INLINE)) {
            throw new ErrnoException(
                    Errno.EINVAL, call, "MSG_OOB: no urgent byte (expected: one to be read)");
        }
        if (!streams.hasArrived(position) || !socket.soRcv.beginRead()) {
            return Process.WOULD_BLOCK;
        }
        int n;
        try {
            int ahead = (int) (position - streams.readPosition());
            n = streams.copy(ahead, data, offset, Math.min(1, length), into);
            if ((flags & MSG_PEEK) == 0) {
                streams.urgentTaken();
            }
        } finally {
            ReceiveCalls.left(socket, socket.soRcv.endReadAndLook());
        }
        if (from != null) {
            from.flags(MSG_OOB);
        }
        return n;
    }
}
