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

    /// What comes over IPv4 comes along with both: what says which address answers a broadcast is
    /// that of IPv4.
    private static final List<SocketOption<Boolean>> V6 =
            List.of(Inet.IPV6_RECVPKTINFO, Inet.IP_PKTINFO);

    /// Room that the messages of received datagrams need.
    static final int ROOM = 2;

    private AskedAddress() {}

    /// Has a socket tell where datagrams came to.
    static void tell(Process process, int fd, Sockaddr bound) throws ErrnoException {
        for (SocketOption<Boolean> option : bound.family().equals(Inet.AF_INET6) ? V6 : V4) {
            try {
                process.setsockopt(fd, option, true);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.ENOPROTOOPT) {
                    throw e;
                } // a family of others: its replies come from where it likes
            }
        }
    }

    /// Makes of what came along with a query what a reply is sent with: the address, and the
    /// interface only where an address means nothing without it.
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
