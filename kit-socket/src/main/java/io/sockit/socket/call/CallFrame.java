package io.sockit.socket.call;

import io.sockit.api.Credentials;
import io.sockit.spi.CallContext;

/// The context of a call that is not on the data path. Immutable.
record CallFrame(Credentials credentials, int flags) implements CallContext {}
