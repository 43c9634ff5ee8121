package io.sockit.inet.spi;

import io.sockit.spi.SysctlRegistry.RangeSysctl;

import java.util.random.RandomGenerator;

/// Chooses the ports of implicit binds, so that they are hard to guess (RFC 6056). On the strand.
final class FreePorts {
    private static final int OFFSETS = 1024; // a power of two

    private final PcbTable table;
    private final RangeSysctl range;
    private final RandomGenerator random;
    private final FlowHash start;
    private final FlowHash place;
    private short[] offsets = {}; // until the first connection

    /// @param random draws the ports
    /// @param keys draws the keys of the hashes
    FreePorts(PcbTable table, RandomGenerator random, RandomGenerator keys) {
        this.table = table;
        this.random = random;
        range = table.services.settings().localPortRange();
        start = new FlowHash(keys);
        place = new FlowHash(keys);
    }

    /// A port that no other entry has for this address: a random start, then the next (RFC 6056
    /// §3.3.1). A socket that asks for any port wants one of its own, whatever `SO_REUSEADDR` would
    /// allow.
    ///
    /// @param tiedTo the interface that the socket would be tied to, or 0
    int any(PcbEntry pcb, long high, long low, int tiedTo) {
        long ports = range.pair();
        int first = (int) (ports >>> Integer.SIZE);
        int last = (int) ports;
        int from = first + random.nextInt(last - first + 1);
        PortSet one;
        PortSet other;
        if (IpAddress.isAny(high, low)) {
            boolean asV4 = PortBucket.servesV4(pcb);
            boolean asV6 = PortBucket.servesV6(pcb, low);
            one = asV4 ? table.use.ofAll(true) : table.use.nothing();
            other = asV6 ? table.use.ofAll(false) : table.use.nothing();
        } else {
            one = table.use.ofWildcards(IpAddress.isV4(high, low));
            other = table.use.ofAddress(high, low);
        }
        int port = PortSet.nextFree(from, last, one, other);
        if (port == 0) {
            port = PortSet.nextFree(first, from - 1, one, other);
        }
        return port != 0 || tiedTo == 0 ? port : ofDevice(pcb, high, low, tiedTo, first, last);
    }

    /// A port that is in use, but not on the device of a socket.
    private int ofDevice(PcbEntry pcb, long high, long low, int tiedTo, int first, int last) {
        for (int port = first; port <= last; port++) {
            PortBucket bucket = table.find(port);
            if (bucket == null || !bucket.meets(pcb, high, low, tiedTo)) {
                return port;
            }
        }
        return 0;
    }

    /// A port with which the four-tuple of `pcb` is free, and which no entry has for itself: the
    /// next for these three ends, by a double hash (RFC 6056 §3.3.4).
    int towards(PcbEntry pcb) {
        long ports = range.pair();
        int first = (int) (ports >>> Integer.SIZE);
        int count = (int) ports - first + 1;
        if (offsets.length == 0) {
            offsets = new short[OFFSETS];
            for (int i = 0; i < OFFSETS; i++) {
                offsets[i] = (short) random.nextInt();
            }
        }
        int index = hash(place, pcb) & (OFFSETS - 1);
        int begin = hash(start, pcb) & Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            int offset = offsets[index]++ & 0xffff;
            int port = first + (int) ((begin + (long) offset) % count);
            if (isFree(pcb, port)) {
                return port;
            }
        }
        return 0;
    }

    private static int hash(FlowHash hash, PcbEntry pcb) {
        return hash.of(pcb.localHigh, pcb.localLow, 0, pcb.peerHigh, pcb.peerLow, pcb.peerPort);
    }

    private boolean isFree(PcbEntry pcb, int port) {
        PortBucket bucket = table.find(port);
        return bucket == null
                || (bucket.isShared()
                        && table.connected(
                                        pcb.localHigh,
                                        pcb.localLow,
                                        port,
                                        pcb.peerHigh,
                                        pcb.peerLow,
                                        pcb.peerPort)
                                == null);
    }
}
