package io.sockit.examples.ring;

import io.sockit.api.AddressFamily;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.test.ReadinessContract;

class RingReadinessTest extends ReadinessContract {
    @Override
    protected AddressFamily family() {
        return Ring.AF_RING;
    }

    @Override
    protected String plugin() {
        return "ring";
    }

    @Override
    protected int type() {
        return Sock.SOCK_DGRAM;
    }

    @Override
    protected int protocol() {
        return 0;
    }

    @Override
    protected Sockaddr address(int n) {
        return new SockaddrRing("contract", "m" + n);
    }
}
