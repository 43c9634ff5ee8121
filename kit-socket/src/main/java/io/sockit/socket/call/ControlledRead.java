package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_PEEK;
import static io.sockit.api.Msg.MSG_TRUNC;

import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.socket.file.Descriptor;
import io.sockit.spi.StreamPassingOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// One receive from a stream whose packets bring something along, packet by packet: how far it
/// goes, and what it tells (Linux `unix_stream_read_generic`). Any thread off the strand.
final class ControlledRead {
    private final Socket socket;
    private final Streams streams;
    private final StreamPassingOps ops;
    private final Descriptor through;
    private final @Nullable Message into;
    private final int flags;
    private final String call;
    private boolean begun;
    private boolean over;
    private int rest; // bytes of the packet that was found

    private ControlledRead(
            Socket socket,
            Streams streams,
            StreamPassingOps ops,
            Descriptor through,
            @Nullable Message into,
            int flags,
            String call) {
        this.socket = socket;
        this.streams = streams;
        this.ops = ops;
        this.through = through;
        this.into = into;
        this.flags = flags;
        this.call = call;
    }

    static @Nullable ControlledRead of(
            Socket socket,
            Streams streams,
            Descriptor through,
            @Nullable Message into,
            int flags,
            String call) {
        return socket.ops() instanceof StreamPassingOps ops
                ? new ControlledRead(socket, streams, ops, through, into, flags, call)
                : null;
    }

    /// Whether the call ends here, however much it asked for.
    boolean over() {
        return over;
    }

    /// Reading nothing takes what comes with the next byte.
    ///
    /// @return bytes read, 0 where another reader was faster
    int read(byte[] data, int offset, int length, ByteBuffer[] buffers) throws ErrnoException {
        ReceiveChain chain = socket.soRcv;
        if (!chain.beginRead()) {
            return 0;
        }
        boolean peek = (flags & MSG_PEEK) != 0;
        boolean tell = false;
        int n = 0;
        try {
            int ahead = StreamReceives.ahead(socket, streams, flags);
            if (!peek && isUrgentNext()) {
                tell = passUrgent();
            }
            do {
                int at = peek ? ahead + n : 0;
                Packet packet = find(at);
                int here = packet == null ? 0 : until(packet, at, length - n);
                if (packet == null || (here == 0 && length > 0)) {
                    break;
                }
                if ((flags & MSG_TRUNC) == 0) {
                    streams.copy(at, data, offset + n, here, buffers);
                }
                if (!told(packet)) {
                    break;
                }
                tell |= !peek && streams.pass(here);
                n += here;
            } while (n < length && !over);
            StreamReceives.moveOffset(socket, peek, ahead, n);
        } finally {
            boolean reclaim = chain.endReadAndLook();
            if (tell) {
                socket.registry.ask(socket, SocketRegistry.RECEIVED);
            }
            ReceiveCalls.left(socket, reclaim);
        }
        return n;
    }

    private boolean isUrgentNext() {
        return streams.available() > 0 && streams.isUrgent(0, socket.option(SoOptions.OOB_INLINE));
    }

    /// What came with the urgent byte alone is lost, as on Linux.
    private boolean passUrgent() throws ErrnoException {
        Packet packet = find(0);
        if (packet != null && rest == 1 && packet.attachment() != null) {
            FileReceipt.take(packet, socket, through, null, flags, call);
        }
        return streams.pass(1);
    }

    private @Nullable Packet find(int ahead) {
        int skip = streams.offset() + ahead;
        Packet packet = socket.soRcv.peek();
        while (packet != null && skip >= packet.length()) {
            skip -= packet.length();
            packet = socket.soRcv.peekBehind(packet);
        }
        rest = packet == null ? 0 : packet.length() - skip;
        return packet;
    }

    /// How many bytes of a packet are read, 0 where the read ends in front of it.
    private int until(Packet packet, int ahead, int wanted) {
        if (begun && packet.mark() != 0 && ops.bringsControl()) {
            over = true;
            return 0;
        }
        return streams.untilMark(ahead, Math.min(wanted, rest));
    }

    /// Tells what a packet brings along.
    ///
    /// @return false where its files cannot be taken because the descriptor is closed, after other
    ///     packets were read: these are answered
    private boolean told(Packet packet) throws ErrnoException {
        boolean readBefore = begun;
        if (!begun && into != null) {
            AncillaryWriter.describeStream(packet, socket, ops, into, call);
        }
        begun = true;
        if (packet.attachment() != null) {
            over = true;
            try {
                FileReceipt.take(packet, socket, through, into, flags, call);
            } catch (ErrnoException e) {
                if (readBefore) {
                    return false;
                }
                throw e;
            }
        }
        return true;
    }
}
