package io.sockit.inet.spi;

import io.sockit.spi.SysctlRegistry.RangeSysctl;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// Who has which port of one transport: the bound control blocks of a host, of both families,
/// hashed by local port (BSD `in_pcblookup`). On the strand.
public final class PcbTable {
    private static final int FIRST_SIZE = 64; // a power of two, as every size
    private static final int MIX = 0x9e37_79b9; // 2^32 / golden ratio

    final InetServices services;

    private final RangeSysctl portRange;
    private final RandomGenerator random;
    private @Nullable InetPcb[] chains = new @Nullable InetPcb[FIRST_SIZE];
    private int count;

    /// @param random what implicit binds draw their ports from, the transport's own stream
    public PcbTable(InetServices services, RandomGenerator random) {
        this.services = services;
        this.random = random;
        portRange = services.settings().localPortRange();
    }

    /// Adds a bound control block. The last one added is found first among equals.
    void add(InetPcb pcb) {
        if (++count > chains.length) {
            grow();
        }
        int slot = slot(pcb.localPort(), chains.length);
        pcb.next = chains[slot];
        chains[slot] = pcb;
    }

    @SuppressWarnings("ReferenceEquality") // a control block is itself alone
    void remove(InetPcb pcb) {
        int slot = slot(pcb.localPort(), chains.length);
        InetPcb before = null;
        for (InetPcb each = chains[slot]; each != null && each != pcb; each = each.next) {
            before = each;
        }
        if (before == null) {
            chains[slot] = pcb.next;
        } else {
            before.next = pcb.next;
        }
        pcb.next = null;
        count--;
    }

    /// The socket for a packet, whose head begins with the transport header: the most specific
    /// match. Of equal matches the flow's own among those with `SO_REUSEPORT`, else the last bound.
    public @Nullable InetPcb find(Packet packet) {
        int flow = 0;
        int best = InetPcb.NO_MATCH;
        int equals = 1;
        InetPcb found = null;
        for (InetPcb each = chain(packet); each != null; each = each.next) {
            int score = each.score(packet);
            if (score > best) {
                best = score;
                equals = 1;
                found = each;
            } else if (found != null && score == best && found.sharesPortWith(each)) {
                flow = equals == 1 ? flowHash(packet) : flow * MIX + 1;
                // Keeps the newcomer with probability 1/n: each of n is as likely in the end.
                if (((flow & 0xffff_ffffL) * ++equals) >>> Integer.SIZE == 0) {
                    found = each;
                }
            }
        }
        return found;
    }

    /// The next socket that a broadcast or multicast is for, after `previous` or from the
    /// beginning.
    public @Nullable InetPcb nextMatch(Packet packet, @Nullable InetPcb previous) {
        InetPcb each = previous == null ? chain(packet) : previous.next;
        while (each != null && each.score(packet) == InetPcb.NO_MATCH) {
            each = each.next;
        }
        return each;
    }

    /// The socket that sent a packet which an ICMP error quotes: the connected one, else one
    /// without a peer that may have, rather one of its source address than of any.
    public @Nullable InetPcb findSender(Packet sent) {
        InetPcb found = null;
        InetPcb each = chains[slot(Ports.source(sent), chains.length)];
        for (; each != null; each = each.next) {
            if (each.sent(sent)) {
                return each;
            }
            if (each.maySend(sent) && (found == null || !each.hasAnyAddress())) {
                found = each;
            }
        }
        return found;
    }

    /// Whether another socket keeps `pcb` from having the local address and port that it asks for.
    boolean conflicts(InetPcb pcb, long high, long low, int scope, int port) {
        InetPcb each = chains[slot(port, chains.length)];
        while (each != null && !each.keepsOut(pcb, high, low, scope, port)) {
            each = each.next;
        }
        return each != null;
    }

    private boolean isTaken(InetPcb pcb, long high, long low, int scope, int port) {
        InetPcb each = chains[slot(port, chains.length)];
        while (each != null && !each.has(pcb, high, low, scope, port)) {
            each = each.next;
        }
        return each != null;
    }

    /// A free port from the local range: a random start, then the next (RFC 6056 §3.3.1). Who asks
    /// for any port wants one of his own, whatever `SO_REUSEADDR` would allow.
    ///
    /// @return 0 where all are taken
    int freePort(InetPcb pcb, long high, long low, int scope) {
        long range = portRange.pair();
        int first = (int) (range >>> Integer.SIZE);
        int ports = (int) range - first + 1;
        int start = random.nextInt(ports);
        for (int i = 0; i < ports; i++) {
            int port = first + (start + i) % ports;
            if (!isTaken(pcb, high, low, scope, port)) {
                return port;
            }
        }
        return 0;
    }

    private @Nullable InetPcb chain(Packet packet) {
        return chains[slot(Ports.destination(packet), chains.length)];
    }

    private void grow() {
        @Nullable InetPcb[] old = chains;
        chains = new @Nullable InetPcb[old.length * 2];
        for (InetPcb chain : old) {
            InetPcb reversed = null; // so that the last bound is in front again
            while (chain != null) {
                InetPcb next = chain.next;
                chain.next = reversed;
                reversed = chain;
                chain = next;
            }
            while (reversed != null) {
                InetPcb next = reversed.next;
                int slot = slot(reversed.localPort(), chains.length);
                reversed.next = chains[slot];
                chains[slot] = reversed;
                reversed = next;
            }
        }
    }

    private static int flowHash(Packet packet) {
        int ports = Ports.source(packet) * 31 + Ports.destination(packet);
        long from = IpPacket.sourceHigh(packet) * 31 + IpPacket.sourceLow(packet);
        long to = IpPacket.destinationHigh(packet) * 31 + IpPacket.destinationLow(packet);
        int hash = (Long.hashCode(from) * 31 + Long.hashCode(to)) * 31 + ports;
        hash = (hash ^ hash >>> 16) * MIX;
        return hash ^ hash >>> 15;
    }

    private static int slot(int port, int size) {
        return port & (size - 1);
    }
}
