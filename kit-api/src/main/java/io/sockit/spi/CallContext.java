package io.sockit.spi;

import io.sockit.api.ControlMessages;
import io.sockit.api.Credentials;
import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

/// What a protocol sees of the call it serves, instead of a descriptor and a thread. Valid during
/// the call only; reused.
public interface CallContext {
    Credentials credentials();

    /// The id of the process whose call makes a socket, binds, connects, listens or sends a message
    /// with its flags; 0 for other calls, which any open file or option serves.
    int pid();

    /// The file names of the process whose id [#pid] is.
    ///
    /// @throws IllegalStateException where that is 0
    SocketFiles fileNames();

    /// The call's `MSG_` flags, those served by the kit included.
    int flags();

    /// The control messages of `sendmsg`, or null without any. Only a socket with
    /// [ControlOps] is given any; what it does not know it answers with `EINVAL`.
    @Nullable ControlMessages control();

    /// The open file of a descriptor of the calling process, with a reference that is the caller's.
    /// Off the strand.
    ///
    /// @throws ErrnoException `EBADF`, also in a call without a [#pid]
    FileHandle file(int fd) throws ErrnoException;

    /// `RLIMIT_NOFILE` of the calling process.
    int openFileLimit();
}
