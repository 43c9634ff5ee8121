package io.sockit.socket.call;

/// A receive that waits for a message.
final class BlockedReceive extends BlockingCall {
    BlockedReceive(Socket socket) {
        super(socket);
    }

    @Override
    boolean ready() {
        return socket.soRcv.readable()
                || socket.hasError()
                || socket.is(Socket.SS_CANTRCVMORE)
                || socket.soPcb().dead() != null;
    }
}
