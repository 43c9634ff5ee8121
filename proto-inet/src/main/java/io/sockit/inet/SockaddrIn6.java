package io.sockit.inet;

import io.sockit.api.AddressFamily;
import io.sockit.api.NetAddress;
import io.sockit.inet.spi.IpAddress;

/// An IPv6 socket address (`struct sockaddr_in6`); its text is `[2001:db8::1]:53`, with a scope id
/// `[fe80::1%2]:53`, and where there is flow information `[2001:db8::1]:53;flowinfo=7`.
///
/// @param high the address's first 64 bits
/// @param low its last 64 bits
/// @param port 0 to 65535
/// @param flowInfo `sin6_flowinfo`: kept, and not sent, as on Linux without `IPV6_FLOWINFO_SEND`
/// @param scopeId index of the interface that a link-local address is on, or 0
public record SockaddrIn6(long high, long low, int port, int flowInfo, int scopeId)
        implements InetSockaddr {
    private static final String FLOW_INFO = ";flowinfo=";

    public SockaddrIn6 {
        SockaddrText.checkPort(port);
        if (scopeId < 0 || flowInfo < 0) {
            throw new IllegalArgumentException(
                    "scope id: %d, flow information: %d (expected: >= 0)"
                            .formatted(scopeId, flowInfo));
        }
    }

    /// Parses `[2001:db8::1%2]:53`; the scope is a number, names are not resolved.
    ///
    /// @throws IllegalArgumentException saying what was expected
    public static SockaddrIn6 parse(String text) {
        int close = text.indexOf("]:");
        if (close < 0 || text.charAt(0) != '[') {
            throw bad(text);
        }
        String inside = text.substring(1, close);
        int percent = inside.indexOf('%');
        Ipv6Text.Address address =
                Ipv6Text.parse(percent < 0 ? inside : inside.substring(0, percent));
        if (address == null) {
            throw bad(text);
        }
        int scope = percent < 0 ? 0 : positive(text, inside.substring(percent + 1), "scope id");
        int flow = text.indexOf(FLOW_INFO, close);
        int end = flow < 0 ? text.length() : flow;
        return new SockaddrIn6(
                address.high(),
                address.low(),
                SockaddrText.port(text, text.substring(close + 2, end)),
                flow < 0
                        ? 0
                        : positive(text, text.substring(flow + FLOW_INFO.length()), "flowinfo"),
                scope);
    }

    private static int positive(String text, String digits, String what) {
        return SockaddrText.number(text, digits, Integer.MAX_VALUE, what);
    }

    private static IllegalArgumentException bad(String text) {
        return SockaddrText.bad(
                text,
                "no IPv6 socket address (expected: [address]:port, such as [2001:db8::1]:53 or"
                        + " [fe80::1%2]:53)");
    }

    /// A socket address of the control plane's address; one of `AF_INET` is mapped.
    ///
    /// @throws IllegalArgumentException where it is not of the Internet families
    public static SockaddrIn6 of(NetAddress address, int port, int scopeId) {
        if (!IpAddress.isInternet(address)) {
            throw new IllegalArgumentException(
                    "address: " + address + " (expected: one of AF_INET6 or AF_INET)");
        }
        return new SockaddrIn6(IpAddress.high(address), IpAddress.low(address), port, 0, scopeId);
    }

    @Override
    public AddressFamily family() {
        return Inet.AF_INET6;
    }

    /// Whether this is an IPv4 address, mapped (`::ffff:10.0.0.1`).
    public boolean isV4Mapped() {
        return IpAddress.isV4(high, low);
    }

    @Override
    public String toString() {
        return "[%s%s]:%d%s"
                .formatted(
                        Ipv6Text.format(high, low),
                        scopeId == 0 ? "" : "%" + scopeId,
                        port,
                        flowInfo == 0 ? "" : FLOW_INFO + flowInfo);
    }
}
