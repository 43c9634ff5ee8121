package io.sockit.pcap;

import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.LinkHeader;
import io.sockit.pcap.file.PacketDirection;
import io.sockit.pcap.filter.Filter;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

/// Makes packets of the records of a capture: passes over what is not wanted, takes VLAN tags and
/// made-up headers off, puts the host's addresses in place of recorded ones. One thread at a time.
final class Intake {
    /// The header of an Ethernet frame: destination, source, type.
    private static final int TYPE = 12;

    private static final int HEADER = 14;
    private static final int GROUP = 1;

    private final Settings settings;
    private final boolean ethernet;
    private final byte[] station;
    private final Selection selection;
    private final PacketPool pool;
    private final Tally tally;
    private final Acquaintances acquaintances;
    private final LinkHeader header = new LinkHeader();
    private final IpAddressing ip = new IpAddressing();
    private byte[] frame = new byte[2048];

    Intake(
            Settings settings,
            CaptureFile file,
            PacketPool pool,
            Tally tally,
            Acquaintances acquaintances) {
        this.settings = settings;
        this.ethernet = file.isEthernet();
        this.station = file.station().bytes();
        this.selection = new Selection(settings.map(), settings.way());
        this.pool = pool;
        this.tally = tally;
        this.acquaintances = acquaintances;
    }

    /// Looks at the host's addresses, which may have changed.
    void refresh() {
        selection.own(acquaintances.ownAddresses());
    }

    /// The packet of the record that the reader stands at, or null where it is passed over.
    @Nullable Packet take(CaptureReader in) {
        tally.read.increment();
        if (!passes(in)) {
            tally.filtered.increment();
        } else if (!header.find(in.link(), in.bytes(), in.offset(), in.length())) {
            passOver(in.link());
        } else if (in.length() < in.originalLength()) {
            tally.cut.increment();
        } else if (ethernet && !in.link().equals(DataLink.ETHERNET)) {
            tally.unknownLink(in.link() + ".AmongEthernet");
        } else if (!selection.wants(in, header)) {
            tally.otherWay.increment();
        } else {
            return packet(in);
        }
        return null;
    }

    private boolean passes(CaptureReader in) {
        Filter filter = settings.filter();
        if (filter == null) {
            return true;
        }
        PacketDirection direction = in.direction();
        return filter.matches(
                in.link(), in.bytes(), in.offset(), in.length(), in.originalLength(), direction);
    }

    private void passOver(DataLink link) {
        if (link.isKnown()) {
            tally.badHeader.increment();
        } else {
            tally.unknownLink(link.name());
        }
    }

    private Packet packet(CaptureReader in) {
        if (header.vlan() != LinkHeader.UNTAGGED) {
            tally.tagged.increment();
        }
        int network = header.networkOffset();
        int length = in.offset() + in.length() - network;
        if (ethernet && ip.at(header.etherType(), in.bytes(), network, network + length)) {
            acquaintances.meet(ip, in.bytes(), in.offset());
        }
        int before = ethernet ? HEADER : 0;
        if (frame.length < before + length) {
            frame = new byte[before + length];
        }
        System.arraycopy(in.bytes(), network, frame, before, length);
        if (ethernet) {
            frameHeader(in);
        }
        readdress(before, before + length);
        Packet packet = pool.take();
        packet.append(frame, 0, before + length);
        packet.etherType(header.etherType());
        return packet;
    }

    /// The recorded station is this host.
    private void frameHeader(CaptureReader in) {
        System.arraycopy(in.bytes(), in.offset(), frame, 0, TYPE);
        if ((frame[0] & GROUP) == 0) {
            System.arraycopy(station, 0, frame, 0, station.length);
        }
        Bytes.u16(frame, TYPE, header.etherType());
    }

    private void readdress(int from, int to) {
        if (settings.map().isEmpty() || !ip.at(header.etherType(), frame, from, to)) {
            return;
        }
        HostAddress host = settings.map().host(ip.destinationHigh(), ip.destinationLow());
        if (host != null) {
            ip.destination(host);
        }
    }
}
