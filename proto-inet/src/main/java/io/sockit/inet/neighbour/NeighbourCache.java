package io.sockit.inet.neighbour;

import io.sockit.api.ErrnoException;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbour;
import io.sockit.api.NeighbourState;
import io.sockit.api.Neighbours;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.NextHop;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.TableEvents;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The neighbours of this host, apart from the routes. It follows the rows of the control plane
/// that others write, and writes those of what it learns. On the strand.
@Singleton
public final class NeighbourCache implements TableEvents.Listener<Neighbour> {
    private static final int ETHERNET_LENGTH = 6;
    private static final NextHop BROADCAST = new NextHop(LinkAddress.parse("ff:ff:ff:ff:ff:ff"));

    private final AddressMap<NeighbourEntry> known = new AddressMap<>();
    private final Interfaces interfaces;
    private final Neighbours rows;
    private final NeighbourFamily v4;
    private final NeighbourFamily v6;
    private boolean writing; // a row of its own

    @Inject
    NeighbourCache(
            Interfaces interfaces,
            Neighbours rows,
            TableEvents events,
            Strand strand,
            Timers timers,
            PacketPool pool,
            CounterRegistry counters,
            SysctlRegistry sysctls,
            RandomStreams streams) {
        this.interfaces = interfaces;
        this.rows = rows;
        NeighbourFamily.Host host =
                new NeighbourFamily.Host(
                        strand, timers, pool, counters, sysctls, streams.stream("neighbour"));
        v4 = new NeighbourFamily("ipv4", "Arp", host, this::show, this::forget);
        v6 = new NeighbourFamily("ipv6", "Ndisc", host, this::show, this::forget);
        strand.run(
                () -> {
                    interfaces.listen(this::changed);
                    events.listen(rows, this);
                });
    }

    private NeighbourFamily family(long high, long low) {
        return IpAddress.isV4(high, low) ? v4 : v6;
    }

    /// Says how neighbours of a family are asked.
    public void connect(boolean isV4, Solicitor solicitor) {
        (isV4 ? v4 : v6).connect(solicitor);
    }

    /// Says what hears of packets whose neighbour does not answer; they stay the cache's.
    public void reportTo(Consumer<Packet> failures) {
        v4.reportTo(failures);
        v6.reportTo(failures);
    }

    // ---- sending

    /// The next hop of a packet, or null where there is no room for one more neighbour.
    public @Nullable NextHop find(NetInterface out, boolean broadcast, long high, long low) {
        if (out.link().type() != LinkType.ETHERNET) {
            return NextHop.NONE;
        }
        if (broadcast) {
            return BROADCAST;
        }
        return IpAddress.isMulticast(high, low)
                ? new NextHop(group(high, low))
                : learnt(high, low, out);
    }

    /// The link-layer address of a group.
    public static LinkAddress group(long high, long low) {
        byte[] group = new byte[ETHERNET_LENGTH];
        if (IpAddress.isV4(high, low)) { // RFC 1112 §6.4: 01:00:5e and 23 bits
            group[0] = 0x01;
            group[2] = 0x5e;
            group[3] = (byte) (low >>> 16 & 0x7f);
        } else { // RFC 2464 §7: 33:33 and 32 bits
            group[0] = 0x33;
            group[1] = 0x33;
            group[2] = (byte) (low >>> 24);
            group[3] = (byte) (low >>> 16);
        }
        group[4] = (byte) (low >>> 8);
        group[5] = (byte) low;
        return LinkAddress.of(group);
    }

    // ---- what was heard

    /// A neighbour was heard with an address: it asked something (RFC 4861 §7.2.3, RFC 826).
    ///
    /// @param wanted whether it is worth an entry if it has none
    public void heard(long high, long low, NetInterface link, LinkAddress from, boolean wanted) {
        NeighbourEntry entry =
                wanted ? learnt(high, low, link) : known.find(high, low, link.index());
        if (entry != null) {
            entry.heard(from);
        }
    }

    /// A neighbour advertised an address (RFC 4861 §7.2.5).
    ///
    /// @param from null where it did not say which
    public void advertised(
            long high,
            long low,
            NetInterface link,
            @Nullable LinkAddress from,
            boolean solicited,
            boolean override) {
        NeighbourEntry entry = known.find(high, low, link.index());
        if (entry != null) {
            entry.advertised(from, solicited, override);
        }
    }

    /// Whether a neighbour is being asked at this moment.
    public boolean isAsked(long high, long low, NetInterface link) {
        NeighbourEntry entry = known.find(high, low, link.index());
        return entry != null && entry.isAsked();
    }

    // ---- entries

    private @Nullable NeighbourEntry learnt(long high, long low, NetInterface link) {
        NeighbourEntry entry = known.find(high, low, link.index());
        if (entry != null) {
            return entry;
        }
        NeighbourFamily family = family(high, low);
        if (!family.admits()) {
            return null;
        }
        NeighbourEntry made = make(family, high, low, link);
        made.begin();
        return made;
    }

    private NeighbourEntry make(NeighbourFamily family, long high, long low, NetInterface link) {
        NeighbourEntry entry = new NeighbourEntry(family, high, low, link);
        known.put(high, low, link.index(), entry);
        return entry;
    }

    private void drop(NeighbourEntry entry) {
        known.remove(entry.high, entry.low, entry.link.index());
        entry.end();
    }

    /// What is learnt goes when its interface goes down.
    private void changed(NetInterface link) {
        if (!link.up()) {
            forgetLearnt(entry -> entry.link.index() == link.index());
        }
    }

    /// Forgets what is learnt.
    public void close() {
        forgetLearnt(entry -> true);
    }

    private void forgetLearnt(Predicate<NeighbourEntry> which) {
        List<NeighbourEntry> gone = new ArrayList<>();
        known.each(
                entry -> {
                    if (!entry.state().isSet() && which.test(entry)) {
                        gone.add(entry);
                    }
                });
        gone.forEach(this::forget);
    }

    // ---- rows

    private void show(NeighbourEntry entry) {
        write(() -> rows.put(entry.row()));
    }

    private void forget(NeighbourEntry entry) {
        Neighbour row = entry.row();
        drop(entry);
        if (row.state() != NeighbourState.NONE) {
            write(() -> rows.remove(row));
        }
    }

    private interface Writing {
        void run() throws ErrnoException;
    }

    private void write(Writing change) {
        boolean outer = writing;
        writing = true;
        try {
            change.run();
        } catch (ErrnoException e) {
            // the interface is on its way out, and its rows have gone before
        } finally {
            writing = outer;
        }
    }

    @Override
    public void added(Neighbour row) {
        NetInterface link = interfaces.find(row.link());
        if (writing || link == null || !IpAddress.isInternet(row.address())) {
            return;
        }
        long high = IpAddress.high(row.address());
        long low = IpAddress.low(row.address());
        NeighbourEntry entry = known.find(high, low, row.link());
        if (entry == null) {
            entry = make(family(high, low), high, low, link);
        }
        entry.set(row.state(), row.linkAddress());
    }

    @Override
    public void removed(Neighbour row) {
        if (!writing && IpAddress.isInternet(row.address())) {
            NeighbourEntry entry =
                    known.find(
                            IpAddress.high(row.address()),
                            IpAddress.low(row.address()),
                            row.link());
            if (entry != null) {
                drop(entry);
            }
        }
    }

    @Override
    public void changed(Neighbour before, Neighbour row) {
        added(row);
    }
}
