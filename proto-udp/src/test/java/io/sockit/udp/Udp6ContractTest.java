package io.sockit.udp;

import io.sockit.api.AddressFamily;
import io.sockit.api.Host;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.test.DatagramFamilyContract;

class Udp6ContractTest extends DatagramFamilyContract {
    @Override
    protected AddressFamily family() {
        return Inet.AF_INET6;
    }

    @Override
    protected String plugin() {
        return "udp";
    }

    @Override
    protected int protocol() {
        return Inet.IPPROTO_UDP;
    }

    @Override
    protected Sockaddr address(int n) {
        return Inet.in6addrLoopback(5000 + n);
    }

    @Override
    protected Host.Builder configure(Host.Builder builder) {
        return builder.device("lo", "loopback:");
    }
}
