package io.sockit.unix;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.CallContext;
import io.sockit.spi.ReceiveBuffer;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Where the messages for one socket arrive, and the senders that wait until it has room. On the
/// strand.
final class UnixInbox {
    private final ReceiveBuffer buffer;
    private final UnixSocket owner;
    private final UnixNames names;
    private final Set<UnixSocket> connected = new LinkedHashSet<>();
    private final Set<UnixSocket> waiting = new LinkedHashSet<>();

    UnixInbox(UnixSocket owner, UnixNames names) {
        this.owner = owner;
        this.buffer = owner.socket.soRcv();
        this.names = names;
    }

    /// A socket takes the owner for its peer: its `poll` tells the room here.
    void connect(UnixSocket sender) {
        connected.add(sender);
        if (isFull()) {
            refuse(sender);
        }
    }

    void disconnect(UnixSocket sender) {
        if (connected.remove(sender)) {
            sender.socket.soState().sendRoom(true);
        }
    }

    /// A sender is closed.
    void forget(UnixSocket sender) {
        connected.remove(sender);
        waiting.remove(sender);
    }

    /// Appends a message and takes it over, with what it brings along, if it does not throw.
    ///
    /// @param counts whether the number of messages is bounded: it is not between two sockets that
    ///     are connected to each other, whose bound is `SO_SNDBUF`
    /// @throws ErrnoException `EAGAIN` where the sender is to wait, `ETOOMANYREFS`
    void put(
            Packet message,
            UnixSocket sender,
            boolean counts,
            @Nullable UnixRights rights,
            CallContext call)
            throws ErrnoException {
        UnixRights passing = UnixRights.passing(rights);
        if (passing != null) {
            names.collector.admit(passing, call);
            message.attach(passing);
        }
        if ((counts && isFull()) || !buffer.append(message)) {
            refuse(sender);
            message.detach();
            throw new ErrnoException(
                    Errno.EAGAIN,
                    "send",
                    buffer.length() + " messages unread (expected: room at the receiver)");
        }
        if (passing != null) {
            names.collector.enter(passing, owner);
        }
        if (counts && isFull()) {
            connected.forEach(this::refuse);
        }
    }

    /// Linux unix_recvq_full: one more than the limit may wait.
    private boolean isFull() {
        return buffer.length() > names.queueLimit();
    }

    private void refuse(UnixSocket sender) {
        waiting.add(sender);
        sender.refusedBy(this);
        if (connected.contains(sender)) {
            sender.socket.soState().sendRoom(false);
        }
        // At least 1: all of it may have been taken since it was full.
        buffer.tellBelow(Math.clamp(buffer.length(), 1, names.queueLimit() + 1));
    }

    /// Messages have been taken, or never will be: has the senders try again.
    void taken() {
        List<UnixSocket> senders = new ArrayList<>(waiting);
        waiting.clear();
        for (UnixSocket sender : senders) {
            sender.admittedBy(this);
            sender.socket.soState().sendRoom(true);
        }
    }
}
