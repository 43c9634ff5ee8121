package io.sockit.socket.call;

/// A receive that waits for a message.
class BlockedReceive extends BlockingCall {
    BlockedReceive(Socket socket) {
        super(socket);
    }

    @Override
    final boolean ready() {
        return socket.soRcv.readable()
                || socket.hasError()
                || socket.is(Socket.SS_CANTRCVMORE)
                || socket.soPcb().dead() != null;
    }
}
