package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.Process.WOULD_BLOCK;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;
import io.sockit.socket.strand.Fields;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.spi.CallContext;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.BooleanSupplier;

/// An eventfd: an unsigned counter. Thread-safe; every change is one exchange.
public final class EventFile extends OpenFile {
    /// The highest value, 2^64 - 2.
    private static final long MOST = -2;

    private static final VarHandle NUMBER =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle COUNT =
            Fields.handle(MethodHandles.lookup(), "count", long.class);

    private final boolean semaphore;
    private volatile long count;

    /// @param initial unsigned
    /// @param semaphore whether a read takes 1 and not all
    public EventFile(OpenFiles files, int initial, boolean semaphore) {
        super(files);
        this.count = Integer.toUnsignedLong(initial);
        this.semaphore = semaphore;
    }

    @Override
    protected int read(Descriptor through, byte[] data, int offset, int length)
            throws ErrnoException {
        if (length < Long.BYTES) {
            throw refused(Errno.EINVAL, "read", "room for 8 bytes, not " + length);
        }
        for (; ; ) {
            long now = count;
            if (now != 0) {
                long taken = semaphore ? 1 : now;
                if (COUNT.compareAndSet(this, now, now - taken)) {
                    NUMBER.set(data, offset, taken);
                    raise(POLLOUT);
                    return Long.BYTES;
                }
            } else if (nonBlocking()) {
                return WOULD_BLOCK;
            } else {
                await(through, POLLIN, "read", () -> count != 0);
            }
        }
    }

    @Override
    protected int write(Descriptor through, CallContext by, byte[] data, int offset, int length)
            throws ErrnoException {
        if (length != Long.BYTES) { // Linux 6.18: exactly; older ones pass over the rest
            throw refused(Errno.EINVAL, "write", "8 bytes, not " + length);
        }
        long added = (long) NUMBER.get(data, offset);
        if (added == -1) {
            throw refused(Errno.EINVAL, "write", "a number below 2^64 - 1");
        }
        for (; ; ) {
            long now = count;
            if (fits(now, added)) {
                if (COUNT.compareAndSet(this, now, now + added)) {
                    raise(POLLIN);
                    return Long.BYTES;
                }
            } else if (nonBlocking()) {
                return WOULD_BLOCK;
            } else {
                await(through, POLLOUT, "write", () -> fits(count, added));
            }
        }
    }

    /// Waits until a number can be taken or added. Every thread is woken: a small number may fit
    /// where that of the thread before does not.
    private void await(Descriptor through, int interest, String call, BooleanSupplier fitting)
            throws ErrnoException {
        Waiter waiter = clock().ownWaiter();
        waiter.begin();
        waiter.describe(call, through.fd, host());
        waiter.watch(this, interest, false);
        try {
            while (!through.closed() && !fitting.getAsBoolean()) {
                if (waiter.await(Waiter.NEVER) == Wait.INTERRUPTED) {
                    throw Checks.interrupted(call);
                }
            }
        } finally {
            waiter.end();
        }
        if (through.closed()) {
            throw Checks.closed(through, call);
        }
    }

    private static boolean fits(long now, long added) {
        return Long.compareUnsigned(added, MOST - now) <= 0;
    }

    @Override
    public int readiness() {
        long now = count;
        return (now != 0 ? POLLIN : 0) | (fits(now, 1) ? POLLOUT : 0);
    }

    @Override
    protected void closed() {
        // there is nothing to give up
    }

    @Override
    public Stat stat() {
        return new Stat(inode(), 0600);
    }

    @Override
    public String toString() {
        return "eventfd " + inode();
    }
}
