package io.sockit.udp;

import io.sockit.api.AddressFamily;
import io.sockit.api.Host;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn6;
import io.sockit.test.calls.CallScriptContract;

import java.util.Map;
import java.util.Set;

/// Datagrams have the manners of AF_INET6, and so have echo sockets.
class Udp6CallScriptsTest extends CallScriptContract {
    @Override
    protected AddressFamily family() {
        return Inet.AF_INET6;
    }

    @Override
    protected String plugin() {
        return "udp";
    }

    @Override
    protected Sockaddr address(int n) {
        return Inet.in6addrLoopback(5000 + n);
    }

    @Override
    protected Sockaddr unnamed() {
        return SockaddrIn6.parse("[::]:0");
    }

    @Override
    protected Map<String, Object> named() {
        return Map.of(
                "FOREIGN",
                SockaddrIn6.parse("[2001:db8::1]:9"),
                "PORTLESS",
                Inet.in6addrLoopback(0),
                "ECHO",
                "\200\0\0\0\0\0\0\1",
                "ICMP",
                (long) Inet.IPPROTO_ICMPV6);
    }

    @Override
    protected Set<String> features() {
        return Set.of("udp");
    }

    @Override
    protected Host.Builder configure(Host.Builder builder) {
        return builder.device("lo", "loopback:");
    }
}
