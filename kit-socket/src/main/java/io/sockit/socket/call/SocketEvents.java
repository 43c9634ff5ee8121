package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.PollFd.POLLRDHUP;

import io.sockit.socket.file.OpenFile;

/// What `poll` answers for a socket, by its state as it is now. Any thread.
final class SocketEvents {
    private SocketEvents() {}

    static int of(Socket socket, int state) {
        int events = socket.hasError() || socket.soRcv.hasErrors() ? POLLERR : 0;
        if ((state & Socket.DEAD) != 0) {
            return events | POLLIN | POLLOUT | POLLHUP | POLLRDHUP; // no call would wait
        }
        KitAcceptQueue queue = socket.accepts;
        if ((state & Socket.LISTENING) != 0 && queue != null) {
            return queue.length() > 0 ? events | POLLIN : events;
        }
        Streams streams = socket.streams;
        int data = streams == null ? ofMessages(socket) : streams.events(state);
        return events | data | ofShutDirections(state);
    }

    /// Whether a call that waits for events has something to do: unlike `poll`, it minds the
    /// pending error and no queued one.
    static boolean goesOn(OpenFile file, int interest) {
        Socket socket = (Socket) file;
        return socket.hasError() || (socket.readiness() & interest & ~POLLERR) != 0;
    }

    private static int ofMessages(Socket socket) {
        int events = socket.soRcv.isEmpty() ? 0 : POLLIN;
        if (socket.soRcv.connects()) {
            if (socket.is(Socket.CONNECTING)) {
                return events;
            }
            events |= socket.is(Socket.CONNECTED | Socket.DISCONNECTED) ? 0 : POLLHUP;
        }
        return socket.hasSendRoom() && !socket.is(Socket.NO_ROOM) ? events | POLLOUT : events;
    }

    private static int ofShutDirections(int state) {
        int both = Socket.CANT_RCV | Socket.CANT_SEND;
        int events = (state & Socket.CANT_RCV) != 0 ? POLLIN | POLLRDHUP : 0;
        if ((state & Socket.CANT_SEND) != 0) {
            events |= POLLOUT;
        }
        return (state & both) == both ? events | POLLHUP : events;
    }
}
