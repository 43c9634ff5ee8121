package io.sockit.inet.spi;

import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The entries of one port, in a slot for each local address, device and family (Linux
/// `inet_bind_bucket`): wildcards in one chain, the others in one chain while there are few, else
/// hashed by address. On the strand.
final class PortBucket {
    private static final int LONG_CHAIN = 4;
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L; // 2^64 / golden ratio

    final PcbTable table;
    final int port;

    /// The first wildcard.
    @Nullable PcbSlot any;

    private @Nullable PcbSlot[] chains = new @Nullable PcbSlot[1]; // a power of two
    private int count; // of slots with an address
    private int slots;
    private int toMany; // of slots with a group's or a broadcast address
    private int v4;
    private int v6;
    private int anyV4;
    private int anyV6;
    private int owners;
    private int reuseAddress;
    private int shared;

    PortBucket(PcbTable table, int port) {
        this.table = table;
        this.port = port;
    }

    boolean isEmpty() {
        return slots == 0;
    }

    /// Whether some entry is bound to a group or to a broadcast address: it sends from another.
    boolean hasSlotsOfMany() {
        return toMany > 0;
    }

    /// Whether every owner has the port for one peer alone.
    boolean isShared() {
        return shared == owners;
    }

    /// The first of a chain in which the slots of an address are.
    @Nullable PcbSlot chain(long high, long low) {
        return chains[chains.length == 1 ? 0 : index(high, low)];
    }

    private int index(long high, long low) {
        return (int) (((high * 31 + low) * MIX) >>> Integer.SIZE) & (chains.length - 1);
    }

    /// A slot of exactly this address, from one of its chain on.
    @Nullable PcbSlot slotOf(@Nullable PcbSlot from, long high, long low) {
        PcbSlot slot = from;
        while (slot != null && !(slot.low == low && slot.high == high)) {
            table.probes++;
            slot = slot.next;
        }
        return slot;
    }

    /// The first slot whose address is this, or a wildcard.
    @Nullable PcbSlot first(long high, long low) {
        PcbSlot slot = slotOf(chain(high, low), high, low);
        return slot == null ? any : slot;
    }

    /// The next after one of them.
    @Nullable PcbSlot next(PcbSlot slot, long high, long low) {
        if (slot.isAny()) {
            return slot.next;
        }
        PcbSlot next = slotOf(slot.next, high, low);
        return next == null ? any : next;
    }

    /// Among the entries that are bound to a group or a broadcast address, one that sent a packet
    /// which an ICMP error quotes, or else one that may have.
    @Nullable InetPcb findSender(Packet sent) {
        InetPcb found = null;
        for (PcbSlot first : chains) {
            for (PcbSlot slot = first; slot != null; slot = slot.next) {
                if (slot.toMany) {
                    for (PcbEntry each = slot.connected; each != null; each = each.next) {
                        if (each instanceof InetPcb pcb && pcb.sent(sent)) {
                            return pcb;
                        }
                    }
                    boolean may = slot.receivers instanceof InetPcb pcb && pcb.maySend(sent);
                    found = may ? (InetPcb) slot.receivers : found;
                }
            }
        }
        return found;
    }

    // ---- entries

    void add(PcbEntry entry) {
        boolean wildcard = IpAddress.isAny(entry.localHigh, entry.localLow);
        PcbSlot slot = wildcard ? any : chain(entry.localHigh, entry.localLow);
        while (slot != null && !slot.isFor(entry)) {
            table.probes++;
            slot = slot.next;
        }
        if (slot == null) {
            slot = new PcbSlot(this, entry);
            enter(slot, wildcard);
        }
        slot.add(entry);
    }

    /// @param slot of this bucket
    void remove(PcbEntry entry, PcbSlot slot) {
        slot.remove(entry);
        if (slot.isEmpty()) {
            leave(slot, slot.isAny());
        }
    }

    void owners(int change) {
        owners += change;
    }

    void flags(PcbEntry entry, int change) {
        reuseAddress += entry.has(PcbEntry.REUSE_ADDRESS) ? change : 0;
        shared += entry.has(PcbEntry.SHARED_PORT) ? change : 0;
    }

    private void enter(PcbSlot slot, boolean wildcard) {
        if (wildcard) {
            any = link(slot, any);
        } else {
            if (slotOf(chain(slot.high, slot.low), slot.high, slot.low) == null) {
                table.use.ofAddress(slot.high, slot.low, port, true);
            }
            if (++count > chains.length * LONG_CHAIN) {
                grow();
            }
            int i = index(slot.high, slot.low);
            chains[i] = link(slot, chains[i]);
        }
        slots++;
        toMany += slot.toMany ? 1 : 0;
        serve(slot, wildcard, 1);
    }

    private static PcbSlot link(PcbSlot slot, @Nullable PcbSlot first) {
        slot.next = first;
        slot.before = null;
        if (first != null) {
            first.before = slot;
        }
        return slot;
    }

    private void leave(PcbSlot slot, boolean wildcard) {
        if (slot.next != null) {
            slot.next.before = slot.before;
        }
        if (slot.before != null) {
            slot.before.next = slot.next;
        } else if (wildcard) {
            any = slot.next;
        } else {
            chains[index(slot.high, slot.low)] = slot.next;
        }
        if (!wildcard) {
            count--;
            if (slotOf(chain(slot.high, slot.low), slot.high, slot.low) == null) {
                table.use.ofAddress(slot.high, slot.low, port, false);
            }
        }
        slots--;
        toMany -= slot.toMany ? 1 : 0;
        serve(slot, wildcard, -1);
    }

    private void grow() {
        @Nullable PcbSlot[] old = chains;
        chains = new @Nullable PcbSlot[old.length * LONG_CHAIN];
        for (PcbSlot first : old) {
            PcbSlot slot = first;
            while (slot != null) {
                PcbSlot next = slot.next;
                int i = index(slot.high, slot.low);
                chains[i] = link(slot, chains[i]);
                slot = next;
            }
        }
    }

    /// Keeps account of what the port is in use for, when a slot comes or goes.
    private void serve(PcbSlot slot, boolean wildcard, int change) {
        boolean comes = change > 0;
        if (slot.servesV4()) {
            v4 = use(v4, change, () -> table.use.ofAll(true, port, comes));
            if (wildcard) {
                anyV4 = use(anyV4, change, () -> table.use.ofWildcards(true, port, comes));
            }
        }
        if (slot.servesV6()) {
            v6 = use(v6, change, () -> table.use.ofAll(false, port, comes));
            if (wildcard) {
                anyV6 = use(anyV6, change, () -> table.use.ofWildcards(false, port, comes));
            }
        }
    }

    /// @param edge what to do at the first that comes and the last that goes
    private static int use(int before, int change, Runnable edge) {
        if (before + change == Math.max(0, change)) {
            edge.run();
        }
        return before + change;
    }

    // ---- conflicts

    /// Whether an entry keeps a newcomer from an address.
    ///
    /// @param tiedTo the interface that the newcomer would be tied to, or 0
    boolean keepsOut(PcbEntry newcomer, long high, long low, int tiedTo) {
        boolean all = reuseAddress == owners && newcomer.has(PcbEntry.REUSE_ADDRESS);
        return !all && meets(newcomer, high, low, tiedTo, true);
    }

    /// Whether some packet for an address would be for an entry and a newcomer alike.
    boolean meets(PcbEntry newcomer, long high, long low, int tiedTo) {
        return meets(newcomer, high, low, tiedTo, false);
    }

    /// @param shares whether entries that let the newcomer in do not count
    private boolean meets(PcbEntry newcomer, long high, long low, int tiedTo, boolean shares) {
        if (IpAddress.isAny(high, low)) {
            boolean asV4 = servesV4(newcomer);
            boolean asV6 = servesV6(newcomer, low);
            for (PcbSlot first : chains) {
                if (meets(first, newcomer, tiedTo, asV4, asV6, shares)) {
                    return true;
                }
            }
            return meets(any, newcomer, tiedTo, asV4, asV6, shares);
        }
        PcbSlot slot = slotOf(chain(high, low), high, low);
        while (slot != null) {
            table.probes++;
            if (slot.meets(tiedTo) && !(shares && !slot.keepsOut(newcomer))) {
                return true;
            }
            slot = slotOf(slot.next, high, low);
        }
        boolean isV4 = IpAddress.isV4(high, low);
        return meets(any, newcomer, tiedTo, isV4, !isV4, shares);
    }

    private boolean meets(
            @Nullable PcbSlot first,
            PcbEntry newcomer,
            int tiedTo,
            boolean asV4,
            boolean asV6,
            boolean shares) {
        for (PcbSlot slot = first; slot != null; slot = slot.next) {
            table.probes++;
            if (((asV4 && slot.servesV4()) || (asV6 && slot.servesV6()))
                    && slot.meets(tiedTo)
                    && !(shares && !slot.keepsOut(newcomer))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a newcomer would serve IPv4 by a wildcard.
    static boolean servesV4(PcbEntry newcomer) {
        return !newcomer.has(PcbEntry.V6_ONLY);
    }

    static boolean servesV6(PcbEntry newcomer, long anyLow) {
        return anyLow == 0 && !newcomer.has(PcbEntry.INET);
    }
}
