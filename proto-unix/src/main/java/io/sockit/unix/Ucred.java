package io.sockit.unix;

import io.sockit.api.Capability;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.CallContext;

/// Who a process is (`struct ucred`).
///
/// @param pid its id
/// @param uid its effective user
/// @param gid its effective group
public record Ucred(int pid, int uid, int gid) {
    /// What a socket without a peer answers.
    static final Ucred NOBODY = new Ucred(0, -1, -1);

    /// What a message tells whose sender is not known (Linux `overflowuid`).
    static final Ucred UNKNOWN = new Ucred(0, 65_534, 65_534);

    static Ucred of(CallContext call) {
        return new Ucred(call.pid(), call.credentials().uid(), call.credentials().gid());
    }

    /// Whether a caller may say this of itself (Linux `scm_check_creds`).
    ///
    /// @throws ErrnoException `EPERM`; `EINVAL` for what is no user or group
    void check(CallContext call) throws ErrnoException {
        Credentials by = call.credentials();
        if (uid == -1 || gid == -1) {
            throw new ErrnoException(
                    Errno.EINVAL, "sendmsg", this + " (expected: a user and a group)");
        }
        if ((pid != call.pid() && !by.has(Capability.CAP_SYS_ADMIN))
                || (uid != by.uid() && !by.has(Capability.CAP_SETUID))
                || (gid != by.gid() && !by.has(Capability.CAP_SETGID))) {
            throw new ErrnoException(
                    Errno.EPERM, "sendmsg", this + " (expected: " + of(call) + ")");
        }
    }
}
