package io.sockit.socket.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;
import io.sockit.socket.strand.Watched;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// An open file description (`struct file`): what the descriptors made by dup, fork and exec share.
/// A socket, an epoll, an eventfd or one end of a pipe. Thread-safe.
public abstract class OpenFile extends Watched {
    private static final VarHandle REFERENCES;

    static {
        try {
            REFERENCES =
                    MethodHandles.lookup().findVarHandle(OpenFile.class, "references", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long inode;

    /// Descriptors, and references in flight. A reference is taken only by somebody who has one, so
    /// this never rises from 0 again once the file was open.
    private volatile int references;

    private volatile boolean nonBlocking;

    /// @param inode unique in the host's life
    protected OpenFile(long inode) {
        this.inode = inode;
    }

    public final long inode() {
        return inode;
    }

    /// What `poll` would answer for every event, by the state as it is now. Any thread; never
    /// blocks and enters no strand.
    public abstract int readiness();

    /// The last reference is gone. Any thread off the strand.
    protected abstract void closed();

    /// What `fstat` tells.
    public abstract Stat stat();

    /// O_NONBLOCK.
    public final boolean nonBlocking() {
        return nonBlocking;
    }

    public final void nonBlocking(boolean on) {
        nonBlocking = on;
    }

    public final void retain() {
        REFERENCES.getAndAdd(this, 1);
    }

    /// Gives up a reference. The last one closes the file; with another one the calls wake that may
    /// have entered through it.
    public final void release() {
        if ((int) REFERENCES.getAndAdd(this, -1) == 1) {
            closed();
        }
        raiseAll();
    }

    /// What a call answers that this kind of file does not have.
    protected static ErrnoException refused(Errno errno, String call, String expected) {
        return new ErrnoException(errno, call, "(expected: " + expected + ")");
    }
}
