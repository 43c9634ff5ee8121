package io.sockit.inet;

import io.sockit.api.Link;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Packet;

import java.util.function.BiConsumer;

/// An interface of a [Rig], whose packets a test takes.
final class Wire implements NetInterface {
    /// Its address on an Ethernet.
    static final String STATION = "02:00:00:00:00:01";

    private final Link link;
    BiConsumer<Packet, LinkAddress> sink = (packet, nextHop) -> packet.release();
    boolean up = true;
    boolean offloads;
    int mtu;
    int sent;

    Wire(int index, String name, LinkType type, int mtu, boolean loopback) {
        LinkAddress station =
                type == LinkType.ETHERNET ? LinkAddress.parse(STATION) : LinkAddress.NONE;
        this.link = new Link(index, name, "", type, station, mtu, loopback, true);
        this.mtu = mtu;
        this.offloads = loopback;
    }

    @Override
    public int index() {
        return link.index();
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public boolean up() {
        return up;
    }

    @Override
    public boolean loopback() {
        return link.loopback();
    }

    @Override
    public boolean offloadsChecksums() {
        return offloads;
    }

    @Override
    public int maxSegment() {
        return mtu;
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public void output(Packet packet, LinkAddress nextHop) {
        sent++;
        sink.accept(packet, nextHop);
    }
}
