package io.sockit.examples.ring;

import io.sockit.api.AddressFamily;
import io.sockit.api.Sockaddr;
import io.sockit.test.calls.CallScriptContract;

import java.util.Set;

/// Ring streams have AF_UNIX's manners.
class RingCallScriptsTest extends CallScriptContract {
    @Override
    protected AddressFamily family() {
        return Ring.AF_RING;
    }

    @Override
    protected String plugin() {
        return "ring";
    }

    @Override
    protected Sockaddr address(int n) {
        return new SockaddrRing("calls", "m" + n);
    }

    @Override
    protected Sockaddr unnamed() {
        return SockaddrRing.UNNAMED;
    }

    @Override
    protected Set<String> features() {
        return Set.of("stream", "pair", "oob", "instant", "unix");
    }
}
