package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_DONTWAIT;
import static io.sockit.api.Msg.MSG_NOSIGNAL;
import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLOUT;

import io.sockit.api.ControlMessages;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.spi.CallContext;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.Task;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// The way of a datagram from the caller to its protocol: one call's arguments, its context for the
/// protocol, and its work on the strand. A socket keeps one, so nothing is allocated; used by one
/// thread at a time, and it holds nothing of the call afterwards.
final class SendCall extends BlockingCall implements CallContext, Runnable {
    private static final int SERVED = MSG_DONTWAIT | MSG_NOSIGNAL;
    private static final int[] NO_POSITIONS = {};

    private final Task task;
    private int[] positions = NO_POSITIONS;
    private String call = "";
    private Credentials credentials = Credentials.ROOT;
    private int flags;
    private @Nullable Sockaddr to;
    private @Nullable ControlMessages kept;
    private @Nullable ControlMessages control;
    private @Nullable Packet packet;
    private @Nullable ErrnoException failure;

    private SendCall(Socket socket) {
        super(socket);
        this.task = socket.strand.task(this);
    }

    private static SendCall of(
            Socket socket, Credentials credentials, int flags, @Nullable Sockaddr to, String call) {
        SendCall spare = socket.sendCalls.take();
        SendCall mine = spare == null ? new SendCall(socket) : spare;
        mine.credentials = credentials;
        mine.flags = flags;
        mine.to = to;
        mine.call = call;
        return mine;
    }

    private void end() {
        credentials = Credentials.ROOT;
        to = null;
        if (control != null) {
            control.clear(); // types and values may be a plug-in's
            control = null;
        }
        packet = null;
        failure = null;
        socket.sendCalls.put(this);
    }

    static int send(
            Descriptor through,
            Credentials credentials,
            byte[] data,
            int offset,
            int length,
            int flags,
            @Nullable Sockaddr to,
            String call)
            throws ErrnoException {
        Checks.range(data, offset, length, call);
        SendCall mine = of(ReceiveCalls.socketOf(through), credentials, flags, to, call);
        try {
            if (!mine.admit(through, length, Process.NO_TIMEOUT)) {
                return Process.WOULD_BLOCK;
            }
            Packet payload = mine.socket.registry.services().pool().take();
            payload.append(data, offset, length);
            mine.transmit(payload);
            return length;
        } finally {
            mine.end();
        }
    }

    static long send(
            Descriptor through, Credentials credentials, Message message, int flags, String call)
            throws ErrnoException {
        long length = remaining(Checks.given(message, "message", call).buffers(), call);
        SendCall mine =
                of(ReceiveCalls.socketOf(through), credentials, flags, message.name(), call);
        try {
            mine.take(message);
            if (!mine.admit(through, length, message.timeoutNanos())) {
                return Process.WOULD_BLOCK;
            }
            mine.gather(message.buffers());
            return length;
        } finally {
            mine.end();
        }
    }

    /// Copies the control messages: what the protocol reads on the strand, no program changes.
    private void take(Message message) {
        if (message.hasControl()) {
            ControlMessages mine = kept;
            if (mine == null) {
                mine = new ControlMessages();
                kept = mine;
            }
            mine.copy(message.control());
            control = mine;
        }
    }

    private static long remaining(ByteBuffer[] buffers, String call) throws ErrnoException {
        long sum = 0;
        for (ByteBuffer buffer : Checks.given(buffers, "buffers", call)) {
            sum += Checks.given(buffer, "buffer", call).remaining();
        }
        return sum;
    }

    /// Sends what the buffers hold; where that fails, their positions are as before.
    private void gather(ByteBuffer[] buffers) throws ErrnoException {
        if (positions.length < buffers.length) {
            positions = new int[buffers.length];
        }
        for (int i = 0; i < buffers.length; i++) {
            positions[i] = buffers[i].position();
        }
        Packet payload = socket.registry.services().pool().take();
        for (int i = 0; i < buffers.length; i++) {
            buffers[i].position(positions[i]); // it may stand there twice
            payload.append(buffers[i], buffers[i].remaining());
        }
        try {
            transmit(payload);
        } catch (ErrnoException e) {
            for (int i = 0; i < buffers.length; i++) {
                buffers[i].position(positions[i]);
            }
            throw e;
        }
    }

    /// Checks what can be checked before anything is copied, and waits for room in so_snd.
    ///
    /// @return false where the call would block and is not to
    private boolean admit(Descriptor through, long length, long timeoutNanos)
            throws ErrnoException {
        DatagramOps ops = SocketCalls.datagram(socket, socket.soPcb(), call);
        checkFlags(ops);
        checkLength(ops, length);
        checkControl();
        long deadline = UNSET;
        for (; ; ) {
            SocketCalls.checkAlive(socket, call);
            checkWritable();
            if (socket.soSnd.hasRoom()) {
                return true;
            }
            if ((flags & MSG_DONTWAIT) != 0 || through.file.nonBlocking()) {
                return false;
            }
            if (deadline == UNSET) {
                deadline = deadline(Checks.timeout(timeoutNanos, socket.sendTimeoutNanos, call));
            }
            await(POLLOUT | POLLERR | POLLHUP, through, call, deadline);
        }
    }

    private void checkFlags(DatagramOps ops) throws ErrnoException {
        if ((flags & ~SERVED) != 0) {
            int more;
            try {
                more = ops.sendFlags();
            } catch (Throwable t) {
                throw SocketCalls.blame(socket, call, t);
            }
            Checks.flags(flags, SERVED | more, call);
        }
    }

    private void checkControl() throws ErrnoException {
        Pcb pcb = socket.soPcb();
        if (control != null && pcb.control() == null && pcb.dead() == null) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    call,
                    "control messages: " + control + " (expected: none of " + socket + ")");
        }
    }

    private void checkLength(DatagramOps ops, long length) throws ErrnoException {
        int most;
        try {
            most = Math.min(ops.maxMessage(), socket.soSnd.limit());
        } catch (Throwable t) {
            throw SocketCalls.blame(socket, call, t);
        }
        if (length > most) {
            throw new ErrnoException(
                    Errno.EMSGSIZE, call, "length: " + length + " (expected: <= " + most + ")");
        }
    }

    private void checkWritable() throws ErrnoException {
        if (socket.is(Socket.SS_CANTSENDMORE)) {
            throw new ErrnoException(
                    Errno.EPIPE, call, socket + ": shut for writing (expected: open for it)");
        }
    }

    @Override
    boolean ready() {
        return socket.soSnd.hasRoom()
                || socket.hasError()
                || socket.is(Socket.SS_CANTSENDMORE)
                || socket.soPcb().dead() != null;
    }

    /// Takes the packet over and hands it to the protocol on the strand: at once if that is free,
    /// else left there and waited for, so that errors are the caller's.
    private void transmit(Packet payload) throws ErrnoException {
        socket.soSnd.charge(payload);
        packet = payload;
        if (enter(payload)) {
            try {
                run();
            } finally {
                socket.strand.leave();
            }
        } else {
            task.call();
        }
        ErrnoException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /// Who calls from a strand is refused, and the packet is still ours then.
    private boolean enter(Packet payload) {
        try {
            return socket.strand.enter();
        } catch (RuntimeException e) {
            payload.release();
            throw e;
        }
    }

    @Override
    public void run() {
        Packet payload = packet;
        DatagramOps ops = socket.soPcb().datagram();
        packet = null;
        if (payload == null || ops == null) {
            throw new IllegalStateException("send brought to the strand without a message");
        }
        int length = payload.length();
        try {
            ops.send(payload, to, this);
            socket.soRcv.traffic().out(length);
        } catch (ErrnoException e) {
            failure = e;
        } catch (Throwable t) {
            failure = socket.fault(call, t);
        }
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public @Nullable ControlMessages control() {
        return control;
    }
}
