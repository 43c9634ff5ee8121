package io.sockit.cli;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;

/// The client of `nc` with a connection: the input goes to the peer, and what the peer sends is
/// printed, byte for byte and both at once. The end of the input shuts the sending side; the end of
/// what the peer sends is the end. On two program threads.
final class StreamLines implements Program {
    private final @Nullable Sockaddr source;
    private final Sockaddr destination;
    private final InputStream in;
    private final PrintStream out;

    /// @param source our address, or null for any
    StreamLines(@Nullable Sockaddr source, Sockaddr destination, InputStream in, PrintStream out) {
        this.source = source;
        this.destination = destination;
        this.in = in;
        this.out = out;
    }

    @Override
    public void run(Process process) throws IOException, InterruptedException, ExecutionException {
        int fd = process.socket(destination.family(), Sock.SOCK_STREAM, 0);
        if (source != null) {
            process.bind(fd, source);
        }
        process.connect(fd, destination);
        ProgramThread printer = process.start("nc-print", it -> print(it, fd));
        send(process, fd);
        printer.join();
    }

    private void send(Process process, int fd) throws IOException {
        byte[] data = new byte[65536];
        try {
            for (int length = in.read(data); length >= 0; length = in.read(data)) {
                process.send(fd, data, 0, length, 0);
            }
            process.shutdown(fd, Sock.SHUT_WR);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EPIPE) { // the peer reads no more, but may send
                throw e;
            }
        }
    }

    private void print(Process process, int fd) throws ErrnoException {
        byte[] data = new byte[65536];
        int length = process.recv(fd, data, 0, data.length, 0);
        while (length > 0) {
            out.write(data, 0, length);
            out.flush();
            length = process.recv(fd, data, 0, data.length, 0);
        }
    }
}
