package io.sockit.udp;

import io.sockit.api.AddressFamily;
import io.sockit.api.Host;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.test.calls.CallScriptContract;

import java.util.Map;
import java.util.Set;

/// Datagrams have the manners of AF_INET, and so have echo sockets.
class UdpCallScriptsTest extends CallScriptContract {
    @Override
    protected AddressFamily family() {
        return Inet.AF_INET;
    }

    @Override
    protected String plugin() {
        return "udp";
    }

    @Override
    protected Sockaddr address(int n) {
        return Inet.inaddrLoopback(5000 + n);
    }

    @Override
    protected Sockaddr unnamed() {
        return SockaddrIn.parse("0.0.0.0:0");
    }

    @Override
    protected Map<String, Object> named() {
        return Map.of(
                "FOREIGN",
                SockaddrIn.parse("192.0.2.1:9"),
                "PORTLESS",
                Inet.inaddrLoopback(0),
                "BROADCAST",
                SockaddrIn.parse("127.255.255.255:9"),
                "ECHO",
                "\10\0\0\0\0\0\0\1",
                "ICMP",
                (long) Inet.IPPROTO_ICMP);
    }

    @Override
    protected Set<String> features() {
        return Set.of("udp", "broadcast");
    }

    @Override
    protected Host.Builder configure(Host.Builder builder) {
        return builder.device("lo", "loopback:");
    }
}
