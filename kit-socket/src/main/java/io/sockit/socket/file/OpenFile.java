package io.sockit.socket.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.Stat;
import io.sockit.socket.strand.Fields;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Watch;
import io.sockit.socket.strand.Watched;
import io.sockit.spi.CallContext;
import io.sockit.spi.FileHandle;
import io.sockit.spi.SocketOps;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/// An open file description (`struct file`): what the descriptors made by dup, fork and exec share.
/// A socket, an epoll, an eventfd or one end of a pipe. Thread-safe.
public abstract class OpenFile extends Watched implements FileHandle {
    private static final VarHandle REFERENCES =
            Fields.handle(MethodHandles.lookup(), "references", int.class);

    private final OpenFiles files;
    private final long inode;

    /// Descriptors, and references in flight. A reference is taken only by a holder of one, so this
    /// never rises from 0 again once the file was open.
    private volatile int references;

    private volatile boolean nonBlocking;

    protected OpenFile(OpenFiles files) {
        this(files, files.nextInode());
    }

    OpenFile(OpenFiles files, long inode) {
        this.files = files;
        this.inode = inode;
    }

    public final long inode() {
        return inode;
    }

    final HostClock clock() {
        return files.clock();
    }

    final String host() {
        return files.host();
    }

    /// What `poll` would answer for every event, by the state as it is now. Any thread off the
    /// strand; enters no strand.
    public abstract int readiness();

    /// The last reference is gone. Any thread.
    protected abstract void closed();

    /// A reference is gone, and others are left. Any thread.
    protected void released() {}

    /// What `fstat` tells.
    public abstract Stat stat();

    /// `O_RDONLY`, `O_WRONLY` or `O_RDWR`.
    protected int accessMode() {
        return Fcntl.O_RDWR;
    }

    /// `read(2)`.
    ///
    /// @param through the descriptor that the call came by
    /// @return as [io.sockit.api.Process#read]
    protected int read(Descriptor through, byte[] data, int offset, int length)
            throws ErrnoException {
        throw refused(Errno.EINVAL, "read", "a file that can be read");
    }

    /// `write(2)`, as [#read].
    ///
    /// @param by the caller's
    protected int write(Descriptor through, CallContext by, byte[] data, int offset, int length)
            throws ErrnoException {
        throw refused(Errno.EINVAL, "write", "a file that can be written");
    }

    /// `readv(2)`: what one `read` brings.
    protected long read(Descriptor through, ByteBuffer[] into) throws ErrnoException {
        return Vectors.read(this, through, into);
    }

    /// `writev(2)`.
    protected long write(Descriptor through, CallContext by, ByteBuffer[] from)
            throws ErrnoException {
        return Vectors.write(this, through, by, from);
    }

    /// `ioctl(2)`, but for the requests that every file has.
    protected int ioctl(int request, int argument) throws ErrnoException {
        throw refused(
                Errno.ENOTTY,
                "ioctl",
                "one that knows the request 0x" + Integer.toHexString(request));
    }

    /// O_NONBLOCK.
    public final boolean nonBlocking() {
        return nonBlocking;
    }

    public final void nonBlocking(boolean on) {
        nonBlocking = on;
    }

    @Override
    public @Nullable SocketOps ops() {
        return null;
    }

    @Override
    public final int references() {
        return references;
    }

    @Override
    public final void retain() {
        REFERENCES.getAndAdd(this, 1);
    }

    /// Takes the first reference, of a file that is among the host's open ones from now on.
    final void opened() {
        retain();
    }

    /// Gives up a file that never had a reference.
    final void abandon() {
        closed();
    }

    /// Gives up a reference. The last one closes the file; with another one the calls wake that may
    /// have entered through it. On a strand they are woken after it has been left.
    @Override
    public final void release() {
        if ((int) REFERENCES.getAndAdd(this, -1) == 1) {
            files.left();
            closed();
            raiseAll();
        } else {
            Watched.raiseSoon(this, Watch.DESCRIPTOR_CLOSED);
            released();
        }
    }

    /// Whether the last reference of a file that was open is gone.
    public final boolean gone() {
        return references == 0;
    }

    /// What a call answers that this kind of file does not have.
    final ErrnoException refused(Errno errno, String call, String expected) {
        return new ErrnoException(errno, call, this + " (expected: " + expected + ")");
    }
}
