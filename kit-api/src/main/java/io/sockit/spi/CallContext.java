package io.sockit.spi;

import io.sockit.api.Credentials;

/// What a protocol sees of the call it serves, instead of a descriptor and a thread. Valid during
/// the call only; reused.
public interface CallContext {
    Credentials credentials();

    /// The call's `MSG_` flags, those served by the kit included.
    int flags();
}
