package io.sockit.unix;

import io.sockit.api.AddressFamily;
import io.sockit.api.Sockaddr;
import io.sockit.test.calls.CallScriptContract;

import java.util.Set;

/// Streams have AF_UNIX's manners.
class UnixCallScriptsTest extends CallScriptContract {
    @Override
    protected AddressFamily family() {
        return Unix.AF_UNIX;
    }

    @Override
    protected String plugin() {
        return "unix";
    }

    @Override
    protected Sockaddr address(int n) {
        return SockaddrUn.abstractName("m" + n);
    }

    @Override
    protected Sockaddr address(String sunPath) {
        return new SockaddrUn(sunPath);
    }

    @Override
    protected Sockaddr unnamed() {
        return SockaddrUn.UNNAMED;
    }

    @Override
    protected Set<String> features() {
        return Set.of(
                "stream", "pair", "oob", "instant", "unix", "datagram", "seqpacket", "abstract");
    }
}
