package io.sockit.dns;

import io.sockit.api.ControlMessages;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.inet.In6Pktinfo;
import io.sockit.inet.InPktinfo;
import io.sockit.inet.Inet;
import io.sockit.inet.InetControl;
import io.sockit.inet.spi.IpAddress;

import java.util.List;

/// Has replies leave from the address that was asked, which a socket that is bound to the wildcard
/// address does not do by itself (RFC 1035 has no word on it; resolvers drop other replies, RFC
/// 5452 §9.1).
final class AskedAddress {
    private static final List<SocketOption<Boolean>> V4 = List.of(Inet.IP_PKTINFO);

    /// Datagrams over IPv4 come with both messages; that of IPv4 names the address that answers a
    /// broadcast.
    private static final List<SocketOption<Boolean>> V6 =
            List.of(Inet.IPV6_RECVPKTINFO, Inet.IP_PKTINFO);

    /// Room that the messages of received datagrams need.
    static final int ROOM = 2;

    private AskedAddress() {}

    /// Enables the messages that tell the destination of datagrams.
    static void tell(Process process, int fd, Sockaddr bound) throws ErrnoException {
        for (SocketOption<Boolean> option : bound.family().equals(Inet.AF_INET6) ? V6 : V4) {
            try {
                process.setsockopt(fd, option, true);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.ENOPROTOOPT) {
                    throw e;
                } // another family chooses the source of replies itself
            }
        }
    }

    /// Turns the messages of a query into those of its reply: the address, and the interface only
    /// if the address needs one.
    static void answerFrom(ControlMessages control) {
        InPktinfo four = control.get(InetControl.IP_PKTINFO);
        In6Pktinfo six = control.get(InetControl.IPV6_PKTINFO);
        control.clear();
        if (four != null) {
            control.put(InetControl.IP_PKTINFO, InPktinfo.from(four.specDst()));
        } else if (six != null && !IpAddress.isMulticast(six.high(), six.low())) {
            boolean scoped = IpAddress.isScoped(six.high(), six.low());
            int ifindex = scoped ? six.ifindex() : 0;
            control.put(InetControl.IPV6_PKTINFO, new In6Pktinfo(six.high(), six.low(), ifindex));
        }
    }
}
