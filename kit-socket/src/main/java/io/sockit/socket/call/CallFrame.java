package io.sockit.socket.call;

import io.sockit.api.ControlMessages;
import io.sockit.api.Credentials;
import io.sockit.spi.CallContext;

import org.jspecify.annotations.Nullable;

/// The context of a call that is not on the data path. Immutable.
record CallFrame(Credentials credentials, int pid, int flags) implements CallContext {
    static final CallFrame ROOT = new CallFrame(Credentials.ROOT, 0, 0);

    static CallFrame of(Credentials credentials) {
        return credentials.equals(Credentials.ROOT) ? ROOT : new CallFrame(credentials, 0, 0);
    }

    CallFrame with(int otherFlags) {
        return otherFlags == flags ? this : new CallFrame(credentials, pid, otherFlags);
    }

    @Override
    public @Nullable ControlMessages control() {
        return null;
    }
}
