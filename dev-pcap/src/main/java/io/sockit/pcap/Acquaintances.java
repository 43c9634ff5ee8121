package io.sockit.pcap;

import io.sockit.api.AddressFamily;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.InterfaceAddress;
import io.sockit.api.Link;
import io.sockit.api.LinkAddress;
import io.sockit.api.Neighbour;
import io.sockit.api.NetAddress;
import io.sockit.spi.packet.Bytes;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells the host which station each source address of the capture was seen at, so that it can
/// answer over an Ethernet; and knows the host's own addresses. One thread at a time, off the
/// strand.
final class Acquaintances {
    /// How many are learned at most: a capture may be made to have any number.
    static final int MOST = 4096;

    private static final AddressFamily IPV4 = new AddressFamily(2, "AF_INET");
    private static final AddressFamily IPV6 = new AddressFamily(10, "AF_INET6");
    private static final int SOURCE = 6;
    private static final int MAC_LENGTH = 6;
    private static final int GROUP = 1;

    private final Host host;
    private final String interfaceName;
    private final Tally tally;
    private final Set<HostAddress> met = new HashSet<>();
    private HostAddress last = new HostAddress(0, 0);
    private List<InterfaceAddress> rows = List.of();
    private HostAddress[] own = {};

    Acquaintances(Host host, String interfaceName, Tally tally) {
        this.host = host;
        this.interfaceName = interfaceName;
        this.tally = tally;
    }

    /// The host's addresses now.
    @SuppressWarnings("ReferenceEquality") // the same rows are the same object
    HostAddress[] ownAddresses() {
        List<InterfaceAddress> now = host.addresses().rows();
        if (now != rows) {
            rows = now;
            own =
                    now.stream()
                            .map(InterfaceAddress::address)
                            .filter(address -> isIp(address.family()))
                            .map(address -> HostAddress.of(address.bytes()))
                            .toArray(HostAddress[]::new);
        }
        return own;
    }

    private static boolean isIp(AddressFamily family) {
        return family.equals(IPV4) || family.equals(IPV6);
    }

    /// Meets the sender of an Ethernet frame that begins at an offset.
    void meet(IpAddressing ip, byte[] bytes, int frame) {
        long high = ip.sourceHigh();
        long low = ip.sourceLow();
        if (last.low() == low && last.high() == high) {
            return;
        }
        last = new HostAddress(high, low);
        if (met.size() < MOST && isStation(ip, bytes, frame) && met.add(last)) {
            introduce(last, bytes, frame);
        }
    }

    private static boolean isStation(IpAddressing ip, byte[] bytes, int frame) {
        boolean group = (bytes[frame + SOURCE] & GROUP) != 0;
        boolean unspecified =
                ip.isIpv6() ? (ip.sourceHigh() | ip.sourceLow()) == 0 : (int) ip.sourceLow() == 0;
        return !group && !unspecified;
    }

    private void introduce(HostAddress address, byte[] bytes, int frame) {
        byte[] mac = new byte[MAC_LENGTH];
        System.arraycopy(bytes, frame + SOURCE, mac, 0, MAC_LENGTH);
        Optional<Link> link = host.links().find(interfaceName);
        if (link.isEmpty()) {
            return;
        }
        try {
            host.neighbours()
                    .put(
                            new Neighbour(
                                    link.get().index(), netAddress(address), LinkAddress.of(mac)));
            tally.neighbours.increment();
        } catch (ErrnoException e) {
            met.remove(address); // the interface is on its way out
        }
    }

    private static NetAddress netAddress(HostAddress address) {
        if (address.isIpv4()) {
            byte[] bytes = new byte[Integer.BYTES];
            Bytes.u32(bytes, 0, (int) address.low());
            return NetAddress.of(IPV4, bytes);
        }
        byte[] bytes = new byte[2 * Long.BYTES];
        Bytes.i64(bytes, 0, address.high());
        Bytes.i64(bytes, Long.BYTES, address.low());
        return NetAddress.of(IPV6, bytes);
    }
}
