package io.sockit.socket.call;

import io.sockit.api.ErrnoException;
import io.sockit.api.Ioctl;

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

    /// Length of the oldest message, 0 where there is no message.
    private static int nextMessage(Socket socket) {
        ReceiveChain chain = socket.soRcv;
        if (chain.isEmpty() || !chain.beginRead()) {
            return 0;
        }
        try {
            var message = chain.peek();
            return message == null ? 0 : message.length();
        } finally {
            ReceiveCalls.left(socket, chain.endReadAndLook());
        }
    }
}
