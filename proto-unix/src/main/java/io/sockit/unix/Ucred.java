package io.sockit.unix;

import io.sockit.spi.CallContext;

/// Who a process is (`struct ucred`).
///
/// @param pid its id
/// @param uid its effective user
/// @param gid its effective group
public record Ucred(int pid, int uid, int gid) {
    /// What a socket without a peer answers.
    static final Ucred NOBODY = new Ucred(0, -1, -1);

    static Ucred of(CallContext call) {
        return new Ucred(call.pid(), call.credentials().uid(), call.credentials().gid());
    }
}
