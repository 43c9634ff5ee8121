package io.sockit.socket.call;

import io.sockit.api.ControlMessages;
import io.sockit.api.Credentials;
import io.sockit.spi.CallContext;

import org.jspecify.annotations.Nullable;

/// The context of a call that is not on the data path. Immutable.
record CallFrame(Credentials credentials, int flags) implements CallContext {
    @Override
    public @Nullable ControlMessages control() {
        return null;
    }
}
