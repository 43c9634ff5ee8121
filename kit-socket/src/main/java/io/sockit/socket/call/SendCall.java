package io.sockit.socket.call;

import io.sockit.api.ControlMessages;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Waits;
import io.sockit.socket.strand.Fields;
import io.sockit.spi.CallContext;
import io.sockit.spi.ControlOps;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.FileHandle;
import io.sockit.spi.PassedFiles;
import io.sockit.spi.PassingOps;
import io.sockit.spi.SocketFiles;
import io.sockit.spi.SocketOps;
import io.sockit.spi.StreamOps;
import io.sockit.spi.StreamPassingOps;
import io.sockit.spi.Task;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/// One slow send: its arguments, its context for the protocol, and its work on the strand. A socket
/// keeps one, so that nothing is allocated; used by one thread at a time, and it holds nothing of
/// the call afterwards.
final class SendCall implements CallContext, Runnable {
    private static final int[] NONE = {};
    private static final ByteBuffer[] NO_BUFFERS = {};
    private static final VarHandle SPARE =
            Fields.handle(MethodHandles.lookup().in(Socket.class), "spareSend", SendCall.class);

    private final Socket socket;
    private final Task task;
    private ByteBuffer[] buffers = NO_BUFFERS;
    private int[] positions = NONE;
    private int[] lengths = NONE;
    private String call = "";
    private CallFrame frame = CallFrame.ROOT;
    private @Nullable Sockaddr to;
    private @Nullable ControlMessages kept;
    private @Nullable ControlMessages control;
    private @Nullable PassedFiles passed;
    private long deadline;
    private long timeoutNanos;
    private @Nullable Packet packet;
    private @Nullable ErrnoException failure;

    private SendCall(Socket socket) {
        this.socket = socket;
        this.task = socket.strand.task(this);
    }

    static SendCall of(Socket socket, CallFrame frame, @Nullable Sockaddr to, String call) {
        SendCall spare = (SendCall) SPARE.getAndSet(socket, (SendCall) null);
        SendCall mine = spare == null ? new SendCall(socket) : spare;
        mine.frame = frame;
        mine.to = to;
        mine.call = call;
        mine.deadline = Waits.UNSET;
        mine.timeoutNanos = Process.NO_TIMEOUT;
        return mine;
    }

    /// Fixes the moment at which the call gives up, once, when it first waits.
    long deadline() throws ErrnoException {
        if (deadline == Waits.UNSET) {
            long timeout = Checks.timeout(timeoutNanos, socket.waits().sendNanos(), call);
            deadline = Waits.deadline(socket.strand.clock(), timeout);
        }
        return deadline;
    }

    /// Gives the object back.
    void end() {
        frame = CallFrame.ROOT;
        buffers = NO_BUFFERS;
        to = null;
        if (control != null) {
            control.clear(); // types and values may be a plug-in's
            control = null;
        }
        PassedFiles left = passed;
        passed = null;
        packet = null;
        failure = null;
        if (left != null) {
            left.drop();
        }
        SPARE.setRelease(socket, this);
    }

    String call() {
        return call;
    }

    @Nullable Sockaddr to() {
        return to;
    }

    CallFrame frame() {
        return frame;
    }

    /// Notes positions and lengths of the buffers, once: what a program changes in them meanwhile
    /// changes nothing of what was checked.
    ///
    /// @return the sum of the lengths
    long measure(ByteBuffer[] given) throws ErrnoException {
        buffers = Checks.given(given, "buffers", call);
        if (positions.length < buffers.length) {
            positions = new int[buffers.length];
            lengths = new int[buffers.length];
        }
        long sum = 0;
        for (int i = 0; i < buffers.length; i++) {
            ByteBuffer buffer = Checks.given(buffers[i], "buffer", call);
            positions[i] = buffer.position();
            lengths[i] = buffer.remaining();
            sum += lengths[i];
        }
        return sum;
    }

    /// Copies the control messages: what the protocol reads on the strand, no program changes.
    void take(Message message) {
        timeoutNanos = message.timeoutNanos();
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

    /// Has the protocol check the control messages, and take the files that they pass.
    void checkControl() throws ErrnoException {
        if (control == null || socket.is(Socket.DEAD)) {
            return;
        }
        SocketOps ops = socket.ops();
        if (ops instanceof PassingOps mine) {
            try {
                passed = mine.passed(this);
            } catch (ErrnoException e) {
                throw e;
            } catch (Throwable t) {
                throw SocketCalls.blame(socket, call, t);
            }
        } else if (!(ops instanceof ControlOps)) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    call,
                    "control messages: " + control + " (expected: nothing for " + socket + ")");
        }
    }

    /// Gives a stream the files that its next bytes bring along, once. On the strand.
    void attachTo(StreamOps ops) throws ErrnoException {
        if (passed != null && ops instanceof StreamPassingOps mine) {
            mine.attach(passed, this);
            passed = null;
        }
    }

    void transmit(byte[] data, int offset, int length) throws ErrnoException {
        Packet payload = socket.registry.pool.take();
        payload.append(data, offset, length);
        transmit(payload);
    }

    /// Sends what the buffers held when they were measured; where that fails, their positions are
    /// as before.
    void transmit(int length) throws ErrnoException {
        int sent = 0;
        try {
            Packet payload = socket.registry.pool.take();
            gather(payload, 0, length);
            transmit(payload);
            sent = length;
        } finally {
            move(sent);
        }
    }

    /// Copies `length` bytes of the buffers, from byte `from` on, behind a packet's end, and
    /// releases it where that fails.
    void gather(Packet payload, int from, int length) throws ErrnoException {
        int skip = from;
        int left = length;
        try {
            for (int i = 0; left > 0; i++) {
                int n = Math.clamp(lengths[i] - skip, 0, left);
                if (n > 0) {
                    buffers[i].position(positions[i] + skip); // it may stand there twice
                    payload.append(buffers[i], n);
                    left -= n;
                }
                skip = Math.max(0, skip - lengths[i]);
            }
        } catch (RuntimeException e) { // another thread changed a limit meanwhile
            payload.release();
            throw new ErrnoException(
                    Errno.EFAULT, call, "buffers: changed during the call (expected: left alone)");
        }
    }

    /// Moves the positions of the buffers over the first bytes, and over no more.
    void move(int taken) {
        int left = taken;
        for (int i = 0; i < buffers.length; i++) {
            int n = Math.min(left, lengths[i]);
            buffers[i].position(Math.min(positions[i] + n, buffers[i].limit()));
            left -= n;
        }
    }

    /// Takes the packet over and hands it to the protocol on the strand: at once if that is free,
    /// else left there and waited for, so that errors are the caller's.
    private void transmit(Packet payload) throws ErrnoException {
        packet = payload;
        failure = null;
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

    /// A caller on a strand is refused, and the packet is still ours then.
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
        packet = null;
        if (payload == null) {
            throw new IllegalStateException("send brought to the strand without a message");
        }
        int length = payload.length();
        if (!(socket.ops() instanceof DatagramOps ops)) {
            payload.release();
            failure =
                    new ErrnoException(
                            socket.deadErrno(), call, socket + ": its protocol is gone meanwhile");
            return;
        }
        socket.charge(payload);
        int lease = payload.lease();
        PassedFiles files = passed;
        if (files != null) {
            payload.attach(files);
        }
        passed = null;
        try {
            ops.send(payload, to, this);
            socket.sent(length);
        } catch (ErrnoException e) {
            passed = files; // the protocol gave them back
            failure = e;
        } catch (Throwable t) {
            payload.abandon(lease);
            failure = SocketCalls.fault(socket, call, t);
        }
    }

    @Override
    public Credentials credentials() {
        return frame.credentials();
    }

    @Override
    public int pid() {
        return frame.pid();
    }

    @Override
    public SocketFiles fileNames() {
        return frame.fileNames();
    }

    @Override
    public int flags() {
        return frame.flags();
    }

    @Override
    public FileHandle file(int fd) throws ErrnoException {
        return frame.file(fd);
    }

    @Override
    public int openFileLimit() {
        return frame.openFileLimit();
    }

    @Override
    public @Nullable ControlMessages control() {
        return control;
    }
}
