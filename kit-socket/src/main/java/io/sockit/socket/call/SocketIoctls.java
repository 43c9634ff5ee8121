package io.sockit.socket.call;

import io.sockit.api.ErrnoException;
import io.sockit.api.Ioctl;
import io.sockit.spi.packet.Packet;

/// The `ioctl` requests that the kit serves for sockets; others are the protocol's.
final class SocketIoctls {
    private SocketIoctls() {}

    static int ioctl(Socket socket, int request, int argument) throws ErrnoException {
        Streams streams = socket.streams;
        return switch (request) {
            case Ioctl.FIONREAD -> streams == null ? nextMessage(socket) : streams.available();
            case Ioctl.SIOCOUTQ -> (int) (streams == null ? socket.unsent() : streams.unsent());
            case Ioctl.SIOCATMARK -> streams != null && streams.atMark() ? 1 : 0;
            default -> SocketCalls.ioctl(socket, request, argument, CallFrame.ROOT);
        };
    }

    /// Length of the oldest message, 0 where there is no message; of all that a connection brought
    /// (Linux unix_inq_len).
    private static int nextMessage(Socket socket) {
        ReceiveChain chain = socket.soRcv;
        if (chain.isEmpty() || !chain.beginRead()) {
            return 0;
        }
        try {
            int length = 0;
            Packet message = chain.peek();
            while (message != null) {
                length += message.length();
                message = chain.connects() ? chain.peekBehind(message) : null;
            }
            return length;
        } finally {
            ReceiveCalls.left(socket, chain.endReadAndLook());
        }
    }
}
