package io.sockit.socket.call;

import io.sockit.api.ControlMessages;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.file.DescriptorTable;
import io.sockit.spi.CallContext;
import io.sockit.spi.FileHandle;
import io.sockit.spi.SocketFiles;

import org.jspecify.annotations.Nullable;

/// The context of a call that is not on the data path. Immutable.
///
/// @param table the calling process's, null where the call names no descriptors
/// @param names the calling process's, null where the call names no files
record CallFrame(
        Credentials credentials,
        int pid,
        int flags,
        @Nullable DescriptorTable table,
        @Nullable SocketFiles names)
        implements CallContext {
    static final CallFrame ROOT = new CallFrame(Credentials.ROOT, 0, 0, null, null);

    static CallFrame of(Credentials credentials) {
        return credentials.equals(Credentials.ROOT)
                ? ROOT
                : new CallFrame(credentials, 0, 0, null, null);
    }

    CallFrame with(int otherFlags) {
        return otherFlags == flags
                ? this
                : new CallFrame(credentials, pid, otherFlags, table, names);
    }

    @Override
    public SocketFiles fileNames() {
        if (names == null) {
            throw new IllegalStateException("a call that has no file names");
        }
        return names;
    }

    @Override
    public @Nullable ControlMessages control() {
        return null;
    }

    @Override
    public FileHandle file(int fd) throws ErrnoException {
        if (table == null) {
            throw new ErrnoException(Errno.EBADF, "sendmsg", "fd: " + fd + " of no process");
        }
        return table.share(fd, "sendmsg");
    }

    @Override
    public int openFileLimit() {
        return table == null ? 0 : table.limit();
    }
}
