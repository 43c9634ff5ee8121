package io.sockit.inet;

import io.sockit.api.AddressFamily;
import io.sockit.api.NetAddress;
import io.sockit.inet.spi.IpAddress;

/// An IPv4 socket address (`struct sockaddr_in`); its text is `10.0.0.1:53`.
///
/// @param address the address as a number: `10.0.0.1` is 0x0a000001
/// @param port 0 to 65535
public record SockaddrIn(int address, int port) implements InetSockaddr {
    public SockaddrIn {
        SockaddrText.checkPort(port);
    }

    /// Parses `10.0.0.1:53`; names are not resolved.
    ///
    /// @throws IllegalArgumentException saying what was expected
    public static SockaddrIn parse(String text) {
        int colon = text.lastIndexOf(':');
        long address = colon < 0 ? Ipv4Text.NONE : Ipv4Text.parse(text.substring(0, colon));
        if (address == Ipv4Text.NONE) {
            throw SockaddrText.bad(
                    text, "no IPv4 socket address (expected: address:port, such as 10.0.0.1:53)");
        }
        return new SockaddrIn((int) address, SockaddrText.port(text, text.substring(colon + 1)));
    }

    /// A socket address of the control plane's address.
    ///
    /// @throws IllegalArgumentException where it is not of `AF_INET`
    public static SockaddrIn of(NetAddress address, int port) {
        if (!address.family().equals(Inet.AF_INET)) {
            throw new IllegalArgumentException(
                    "address: " + address + " (expected: one of AF_INET)");
        }
        return new SockaddrIn(IpAddress.v4(IpAddress.low(address)), port);
    }

    @Override
    public AddressFamily family() {
        return Inet.AF_INET;
    }

    @Override
    public long high() {
        return 0;
    }

    @Override
    public long low() {
        return IpAddress.mapped(address);
    }

    @Override
    public int scopeId() {
        return 0;
    }

    @Override
    public String toString() {
        return Ipv4Text.format(address) + ":" + port;
    }
}
