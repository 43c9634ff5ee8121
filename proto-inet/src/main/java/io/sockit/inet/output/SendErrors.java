package io.sockit.inet.output;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.Inet;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.NetInterface;

/// Says why nothing was sent along a flow: the value, and what was expected.
final class SendErrors {
    private SendErrors() {}

    /// @param length bytes from the transport header on
    /// @param limit the largest packet that may go in one piece
    static ErrnoException of(Errno errno, IpFlow flow, int length, int limit) {
        return new ErrnoException(errno, "route", detail(errno, flow, length, limit));
    }

    private static String detail(Errno errno, IpFlow flow, int length, int limit) {
        String to = destination(flow);
        return switch (errno) {
            case EMSGSIZE -> tooBig(flow, length, limit);
            case EINVAL -> to + " (expected: a scope id, the index of an interface)";
            case EACCES -> to + ", a broadcast address (expected: SO_BROADCAST set)";
            case ENETUNREACH -> unreachable(flow);
            case ENOBUFS -> to + " (expected: room for one more neighbour, see gc_thresh3)";
            case EADDRNOTAVAIL -> to + " (expected: a host with an address to send from)";
            default -> to;
        };
    }

    private static String destination(IpFlow flow) {
        int wanted = flow.wantedInterface();
        boolean scoped = IpAddress.isScoped(flow.destinationHigh(), flow.destinationLow());
        return "to "
                + Inet.ntop(flow.destinationHigh(), flow.destinationLow())
                + (scoped && wanted != 0 ? "%" + wanted : "");
    }

    private static String tooBig(IpFlow flow, int length, int limit) {
        boolean isV4 = flow.isV4();
        int whole = length + (isV4 ? Ipv4Header.LENGTH : Ipv6Header.LENGTH);
        int largest = isV4 ? Ipv4Header.MAX_PACKET : Ipv6Header.LENGTH + Ipv6Header.MAX_PAYLOAD;
        NetInterface out = flow.out();
        String expected =
                out == null || whole > largest
                        ? Integer.toString(largest)
                        : limit < out.mtu()
                                ? limit + ", the MTU of the path"
                                : "%d, the MTU of %s".formatted(limit, out.link().name());
        return "a packet of %d bytes %s (expected: <= %s)"
                .formatted(whole, destination(flow), expected);
    }

    private static String unreachable(IpFlow flow) {
        long high = flow.boundHigh();
        long low = flow.boundLow();
        String to = destination(flow);
        if (!IpAddress.isAny(high, low) && IpAddress.isV4(high, low) != flow.isV4()) {
            return "from " + Inet.ntop(high, low) + " " + to + " (expected: both of one family)";
        }
        int wanted = flow.wantedInterface();
        String of = wanted == 0 ? "" : " of interface " + wanted;
        return to + " (expected: an address that a route" + of + " leads to)";
    }
}
