package io.sockit.inet.fragment;

import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// The fragments that wait for others, of both families. On the strand.
@Singleton
public final class Fragments {
    private final Ipv4Reassembly v4;
    private final Ipv6Reassembly v6;

    @Inject
    Fragments(
            SysctlRegistry sysctls,
            CounterRegistry counters,
            FragmentErrors errors,
            Interfaces interfaces,
            Strand strand,
            Timers timers,
            RandomStreams random) {
        long secret = random.stream("ip.fragment.hash").nextLong();
        FragmentSettings settings = FragmentSettings.v4(sysctls);
        FragmentSettings settings6 = FragmentSettings.v6(sysctls);
        v4 = new Ipv4Reassembly(settings, counters, errors, strand, timers, secret);
        v6 = new Ipv6Reassembly(settings6, counters, errors, strand, timers, secret);
        interfaces.listen(this::changed);
    }

    /// What came by an interface that is gone goes too.
    private void changed(NetInterface it) {
        if (!it.up()) {
            v4.giveUp(datagram -> datagram.interfaceIndex == it.index());
            v6.giveUp(datagram -> datagram.interfaceIndex == it.index());
        }
    }

    /// Gives up all of them.
    public void close() {
        v4.giveUp(datagram -> true);
        v6.giveUp(datagram -> true);
    }

    /// Takes a fragment of IPv4 over.
    ///
    /// @param packet its data begins with the network header, which is marked and checked
    /// @return the datagram that it completed, its data beginning behind the header; or null
    public @Nullable Packet addV4(Packet packet) {
        return v4.add(packet);
    }

    /// Takes a fragment of IPv6 over.
    ///
    /// @param packet its data begins with the IPv6 header, which is marked and checked
    /// @param header bytes in front of the fragment header
    /// @param pointer where the next-header field is that says so
    /// @return the datagram that it completed, without the fragment header, its data beginning with
    ///     the IPv6 header; or null
    public @Nullable Packet addV6(Packet packet, int header, int pointer) {
        return v6.add(packet, header, pointer);
    }

    /// Bytes that incomplete datagrams pin.
    public long memory(boolean isV4) {
        return (isV4 ? v4 : v6).memory();
    }

    /// Fragments in incomplete datagrams.
    public int held(boolean isV4) {
        return (isV4 ? v4 : v6).held();
    }
}
