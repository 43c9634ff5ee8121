package io.sockit.socket.file;

import io.sockit.api.ControlMessages;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.CallContext;
import io.sockit.spi.FileHandle;
import io.sockit.spi.SocketFiles;

import org.jspecify.annotations.Nullable;

/// A call of no process, of which files look at nothing.
enum CallerStub implements CallContext {
    ROOT;

    @Override
    public Credentials credentials() {
        return Credentials.ROOT;
    }

    @Override
    public int pid() {
        return 0;
    }

    @Override
    public SocketFiles fileNames() {
        throw new IllegalStateException("a call of no process");
    }

    @Override
    public int flags() {
        return 0;
    }

    @Override
    public @Nullable ControlMessages control() {
        return null;
    }

    @Override
    public FileHandle file(int fd) throws ErrnoException {
        throw new ErrnoException(Errno.EBADF, "file", "fd: " + fd);
    }

    @Override
    public int openFileLimit() {
        return 0;
    }
}
