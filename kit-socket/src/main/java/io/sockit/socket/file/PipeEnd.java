package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.Process.WOULD_BLOCK;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.Ioctl;
import io.sockit.api.Stat;
import io.sockit.socket.strand.Waiter;
import io.sockit.spi.CallContext;

import org.jspecify.annotations.Nullable;

/// One end of a pipe. Thread-safe.
public abstract sealed class PipeEnd extends OpenFile {
    final Pipe pipe;

    private PipeEnd(Pipe pipe) {
        super(pipe.files());
        this.pipe = pipe;
    }

    /// Makes a pipe: its reading end, then its writing end.
    public static PipeEnd[] pair(OpenFiles files) {
        Pipe pipe = new Pipe(files);
        Reading reading = new Reading(pipe);
        Writing writing = new Writing(pipe, reading);
        reading.writing = writing;
        return new PipeEnd[] {reading, writing};
    }

    @Override
    protected final int ioctl(int request, int argument) throws ErrnoException {
        return request == Ioctl.FIONREAD ? pipe.available() : super.ioctl(request, argument);
    }

    @Override
    public final Stat stat() {
        return pipe.stat();
    }

    final void await(Descriptor through, int interest, String call) throws ErrnoException {
        Waits.await(this, through, interest, Waiter.NEVER, Errno.EAGAIN, call);
    }

    final ErrnoException wrongEnd(String call, String mode) {
        return new ErrnoException(
                Errno.EBADF, call, this + ": the other end (expected: one open for " + mode + ")");
    }

    @Override
    public final String toString() {
        return "pipe " + pipe.stat().inode();
    }

    private static final class Reading extends PipeEnd {
        private @Nullable Writing writing;

        Reading(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected int read(Descriptor through, byte[] data, int offset, int length)
                throws ErrnoException {
            while (length > 0) {
                boolean ended = pipe.isUnwritten(); // before the look: what was written last counts
                int taken = take(data, offset, length);
                if (taken > 0 || ended) {
                    return taken;
                }
                if (nonBlocking()) {
                    return WOULD_BLOCK;
                }
                await(through, POLLIN | POLLHUP, "read");
            }
            return 0;
        }

        private int take(byte[] data, int offset, int length) {
            int taken;
            boolean room;
            synchronized (pipe) {
                boolean wasFull = pipe.isFull();
                taken = pipe.take(data, offset, length);
                room = wasFull && !pipe.isFull();
            }
            if (room && writing != null) {
                writing.raise(POLLOUT);
            }
            if (hasWatches() && !pipe.isEmpty()) {
                handOn(POLLIN);
            }
            return taken;
        }

        @Override
        protected int write(Descriptor through, CallContext by, byte[] data, int offset, int length)
                throws ErrnoException {
            throw wrongEnd("write", "writing");
        }

        @Override
        protected int accessMode() {
            return Fcntl.O_RDONLY;
        }

        @Override
        public int readiness() {
            return (pipe.isEmpty() ? 0 : POLLIN) | (pipe.isUnwritten() ? POLLHUP : 0);
        }

        @Override
        protected void closed() {
            pipe.unread();
            if (writing != null) {
                writing.raiseAll();
            }
        }
    }

    private static final class Writing extends PipeEnd {
        private final Reading reading;

        Writing(Pipe pipe, Reading reading) {
            super(pipe);
            this.reading = reading;
        }

        @Override
        protected int read(Descriptor through, byte[] data, int offset, int length)
                throws ErrnoException {
            throw wrongEnd("read", "reading");
        }

        /// What was put already is answered in place of an error.
        @Override
        protected int write(Descriptor through, CallContext by, byte[] data, int offset, int length)
                throws ErrnoException {
            int done = 0;
            try {
                while (done < length) {
                    done += put(data, offset + done, length - done);
                    if (done < length && nonBlocking()) {
                        return done == 0 ? WOULD_BLOCK : done;
                    }
                    if (done < length) {
                        await(through, POLLOUT | POLLERR, "write");
                    }
                }
            } catch (ErrnoException e) {
                if (done == 0) {
                    throw e;
                }
            }
            return done;
        }

        private int put(byte[] data, int offset, int length) throws ErrnoException {
            if (pipe.isUnread()) {
                throw new ErrnoException(
                        Errno.EPIPE,
                        "write",
                        this + ": nobody will read (expected: a reading end)");
            }
            int put = pipe.put(data, offset, length);
            reading.raise(POLLIN); // as Linux, also where the pipe was full: an edge to epolls
            if (hasWatches() && !pipe.isFull()) {
                handOn(POLLOUT);
            }
            return put;
        }

        @Override
        protected int accessMode() {
            return Fcntl.O_WRONLY;
        }

        @Override
        public int readiness() {
            return (pipe.isFull() ? 0 : POLLOUT) | (pipe.isUnread() ? POLLERR : 0);
        }

        @Override
        protected void closed() {
            pipe.unwritten();
            reading.raiseAll();
        }
    }
}
