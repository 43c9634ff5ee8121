package io.sockit.tcp;

import io.sockit.api.AddressFamily;
import io.sockit.api.Host;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.test.StreamFamilyContract;

class Tcp6ContractTest extends StreamFamilyContract {
    @Override
    protected AddressFamily family() {
        return Inet.AF_INET6;
    }

    @Override
    protected String plugin() {
        return "tcp";
    }

    @Override
    protected int protocol() {
        return Inet.IPPROTO_TCP;
    }

    @Override
    protected Sockaddr address(int n) {
        return Inet.in6addrLoopback(5000 + n);
    }

    @Override
    protected boolean hasPairs() {
        return false;
    }

    @Override
    protected Host.Builder configure(Host.Builder builder) {
        return builder.device("lo", "loopback:");
    }
}
