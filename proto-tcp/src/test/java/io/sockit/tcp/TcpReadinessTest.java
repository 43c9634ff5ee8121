package io.sockit.tcp;

import io.sockit.api.AddressFamily;
import io.sockit.api.Host;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.test.ReadinessContract;

class TcpReadinessTest extends ReadinessContract {
    @Override
    protected AddressFamily family() {
        return Inet.AF_INET;
    }

    @Override
    protected String plugin() {
        return "tcp";
    }

    @Override
    protected int type() {
        return Sock.SOCK_STREAM;
    }

    @Override
    protected int protocol() {
        return Inet.IPPROTO_TCP;
    }

    @Override
    protected Sockaddr address(int n) {
        return Inet.inaddrLoopback(5000 + n);
    }

    @Override
    protected Host.Builder configure(Host.Builder builder) {
        return builder.device("lo", "loopback:");
    }
}
