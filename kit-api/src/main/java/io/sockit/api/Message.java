package io.sockit.api;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// What `sendmsg` and `recvmsg` carry (`struct msghdr`): a mutable, reusable holder of address,
/// buffers, control messages and flags, owned by the calling thread. Nothing is allocated where it
/// is used again.
public final class Message {
    private static final ByteBuffer[] NO_BUFFERS = {};

    private @Nullable Sockaddr name;
    private ByteBuffer[] buffers = NO_BUFFERS;
    private int flags;
    private long timeoutNanos = Process.NO_TIMEOUT;
    private @Nullable ControlMessages control;

    /// A message over these buffers, heap or direct; each call moves their positions.
    public static Message of(ByteBuffer... buffers) {
        return new Message().buffers(buffers);
    }

    /// `msg_name`: where to send, or where from; null for the connected peer, or where not known.
    public @Nullable Sockaddr name() {
        return name;
    }

    public Message name(@Nullable Sockaddr newName) {
        name = newName;
        return this;
    }

    /// `msg_iov`: the array itself, not a copy.
    public ByteBuffer[] buffers() {
        return buffers;
    }

    public Message buffers(ByteBuffer... newBuffers) {
        buffers = newBuffers;
        return this;
    }

    /// `msg_control`: what `sendmsg` sends along, and what the last receive brought, for which
    /// there is room only where the program has made it. The message's own, the same each time.
    public ControlMessages control() {
        ControlMessages mine = control;
        if (mine == null) {
            mine = new ControlMessages();
            control = mine;
        }
        return mine;
    }

    /// Whether [#control] holds any: asks without making it.
    public boolean hasControl() {
        return control != null && control.size() > 0;
    }

    /// `msg_flags` of the last receive, such as [Msg#MSG_TRUNC].
    public int flags() {
        return flags;
    }

    public Message flags(int newFlags) {
        flags = newFlags;
        return this;
    }

    /// How long a call with this message may wait; [Process#NO_TIMEOUT] leaves it to the socket's
    /// `SO_RCVTIMEO` and `SO_SNDTIMEO`.
    public long timeoutNanos() {
        return timeoutNanos;
    }

    public Message timeoutNanos(long nanos) {
        timeoutNanos = nanos;
        return this;
    }
}
