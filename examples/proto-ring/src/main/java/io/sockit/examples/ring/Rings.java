package io.sockit.examples.ring;

import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Packet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rings of a host, and the way of a datagram around one. On the strand.
final class Rings {
    private final Map<String, List<RingPcb>> rings = new HashMap<>();
    private final CounterRegistry counters;
    private final Counter hops;
    private final Counter delivered;
    private final Counter noMember;
    private final Counter hopsExceeded;
    private final Counter notFromPeer;
    private final Counter bufferFull;

    Rings(CounterRegistry counters) {
        this.counters = counters;
        hops = counters.counter("Ring.Hops");
        delivered = counters.counter("Ring.Delivered");
        noMember = counters.counter("Ring.NoMember");
        hopsExceeded = counters.counter("Ring.HopsExceeded");
        notFromPeer = counters.counter("Ring.NotFromPeer");
        bufferFull = counters.counter("Ring.BufferFull");
    }

    /// Puts a member behind the last of its ring.
    ///
    /// @return false where the ring has one of that name
    boolean join(RingPcb member, SockaddrRing address) {
        List<RingPcb> ring = rings.computeIfAbsent(address.ring(), name -> new ArrayList<>());
        if (ring.stream().anyMatch(other -> address.equals(other.localName()))) {
            return false;
        }
        return ring.add(member);
    }

    void leave(RingPcb member, SockaddrRing address) {
        List<RingPcb> ring = members(address);
        ring.remove(member);
        if (ring.isEmpty()) {
            rings.remove(address.ring());
        }
    }

    /// Sends a datagram with its header on its way; takes it over.
    ///
    /// @param limit hops at most
    void send(Packet datagram, RingPcb from, SockaddrRing to, int limit) {
        List<RingPcb> ring = members(to);
        int at = ring.indexOf(from);
        // Around once: the last hop is back to the sender.
        for (int hop = 1; hop <= ring.size(); hop++) {
            RingPcb next = ring.get((at + hop) % ring.size());
            if (to.toAll() && next == from) {
                datagram.release();
                return;
            }
            if (hop > limit) {
                counters.drop(datagram, hopsExceeded);
                return;
            }
            hops.increment();
            if (to.toAll()) {
                deliver(datagram.duplicate(), next);
            } else if (to.equals(next.localName())) {
                deliver(datagram, next);
                return;
            }
        }
        counters.drop(datagram, noMember);
    }

    private void deliver(Packet datagram, RingPcb to) {
        if (!to.hears(RingHeader.source(datagram))) {
            counters.drop(datagram, notFromPeer);
            return;
        }
        RingHeader.consume(datagram);
        if (to.receives(datagram)) {
            delivered.increment();
        } else {
            counters.drop(datagram, bufferFull);
        }
    }

    private List<RingPcb> members(SockaddrRing address) {
        return rings.getOrDefault(address.ring(), List.of());
    }
}
