package io.sockit.inet.spi;

import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The entries of one port that are alike in all that decides which packets are for them: local
/// address, device, scope and family. Any of them without a peer would do for a packet that is for
/// one. Counts what its entries allow, so that most questions about conflicts need no walk. On the
/// strand.
final class PcbSlot {
    static final int NO_MATCH = -1;
    private static final int MIN_GROUP = 4;

    /// A wildcard of an `AF_INET6` socket serves IPv4 too, unless V6_ONLY is among the flags.
    private static final int KIND = PcbEntry.INET | PcbEntry.V6_ONLY;

    final PortBucket bucket;
    final long high;
    final long low;
    final int kind;
    final int device;
    final int scope;

    /// Whether the address is a group's or a broadcast address.
    final boolean toMany;

    /// The next with addresses of the same hash, or the next wildcard.
    @Nullable PcbSlot next;

    @Nullable PcbSlot before;

    /// Those without a peer, the last bound first.
    @Nullable PcbEntry receivers;

    /// Those with a peer: found by their four-tuple, here for conflicts alone.
    @Nullable PcbEntry connected;

    private int owners;
    private int reuseAddress;
    private int reusePort;
    private int uid; // of the first owner
    private boolean mixed; // whether another user was among the owners

    /// The receivers with `SO_REUSEPORT`, in no order.
    private @Nullable PcbEntry[] group = {};

    private int groupSize;

    PcbSlot(PortBucket bucket, PcbEntry first) {
        this.bucket = bucket;
        high = first.localHigh;
        low = first.localLow;
        kind = kind(first);
        device = first.device;
        scope = first.localScope;
        uid = first.owner;
        toMany =
                IpAddress.isMulticast(high, low)
                        || bucket.table.services.addresses().isBroadcast(high, low);
    }

    private static int kind(PcbEntry entry) {
        boolean any = IpAddress.isAny(entry.localHigh, entry.localLow);
        return entry.flags & (any ? KIND : PcbEntry.INET);
    }

    boolean isFor(PcbEntry entry) {
        return low == entry.localLow
                && high == entry.localHigh
                && device == entry.device
                && scope == entry.localScope
                && kind == kind(entry);
    }

    boolean isEmpty() {
        return owners == 0;
    }

    boolean isAny() {
        return IpAddress.isAny(high, low);
    }

    /// Whether packets of IPv4 can be for this slot.
    boolean servesV4() {
        return isAny() ? (kind & PcbEntry.V6_ONLY) == 0 : IpAddress.isV4(high, low);
    }

    /// Whether packets of IPv6 can be for this slot: `::` is a wildcard of both, `::ffff:0.0.0.0`
    /// of IPv4 alone.
    boolean servesV6() {
        return isAny() ? low == 0 && (kind & PcbEntry.INET) == 0 : !IpAddress.isV4(high, low);
    }

    boolean serves(boolean v4) {
        return v4 ? servesV4() : servesV6();
    }

    /// How well a packet to this slot's address, or to any, fits: points for an address, an
    /// interface and a family that are fixed, in this order (Linux `compute_score`).
    int score(Packet packet, boolean v4, IpAddresses addresses) {
        if (receivers == null || !takes(packet, v4, addresses)) {
            return NO_MATCH;
        }
        return (isAny() ? 0 : 4) + (device != 0 ? 2 : 0) + ((kind & PcbEntry.INET) != 0 ? 1 : 0);
    }

    /// Whether packets to this slot's address, or to any, are for its receivers.
    boolean takes(Packet packet, boolean v4, IpAddresses addresses) {
        return (device == 0 || device == packet.interfaceIndex())
                && serves(v4)
                && Scopes.holds(scope, packet, addresses);
    }

    /// The receiver for a flow: its own among those with `SO_REUSEPORT` if the last bound is one of
    /// them, else the last bound.
    @Nullable PcbEntry choose(int flow) {
        PcbEntry first = receivers;
        if (first == null || groupSize < 2 || !first.has(PcbEntry.REUSE_PORT)) {
            return first;
        }
        return group[(int) (((flow & 0xffff_ffffL) * groupSize) >>> Integer.SIZE)];
    }

    // ---- entries

    void add(PcbEntry entry) {
        entry.slot = this;
        PcbEntry first = entry.connected ? connected : receivers;
        entry.next = first;
        entry.before = null;
        if (first != null) {
            first.before = entry;
        }
        first(entry.connected, entry);
        count(entry, 1);
    }

    void remove(PcbEntry entry) {
        PcbEntry after = entry.next;
        PcbEntry ahead = entry.before;
        if (after != null) {
            after.before = ahead;
        }
        if (ahead != null) {
            ahead.next = after;
        } else {
            first(entry.connected, after);
        }
        entry.next = null;
        entry.before = null;
        entry.slot = null;
        count(entry, -1);
    }

    private void first(boolean withPeer, @Nullable PcbEntry entry) {
        if (withPeer) {
            connected = entry;
        } else {
            receivers = entry;
        }
    }

    private void count(PcbEntry entry, int change) {
        owners += change;
        bucket.owners(change);
        mixed = owners > 0 && (mixed || entry.owner != uid);
        flags(entry, change);
    }

    /// Forgets an entry's flags, or adds them.
    void flags(PcbEntry entry, int change) {
        reuseAddress += entry.has(PcbEntry.REUSE_ADDRESS) ? change : 0;
        reusePort += entry.has(PcbEntry.REUSE_PORT) ? change : 0;
        bucket.flags(entry, change);
        if (entry.has(PcbEntry.REUSE_PORT) && !entry.connected) {
            if (change > 0) {
                join(entry);
            } else {
                quit(entry);
            }
        }
    }

    private void join(PcbEntry entry) {
        if (groupSize == group.length) {
            group = Arrays.copyOf(group, Math.max(MIN_GROUP, groupSize * 2));
        }
        entry.member = groupSize;
        group[groupSize++] = entry;
    }

    private void quit(PcbEntry entry) {
        PcbEntry last = group[--groupSize];
        group[groupSize] = null;
        if (last != null && groupSize != entry.member) {
            group[entry.member] = last;
            last.member = entry.member;
        }
    }

    // ---- conflicts

    /// Whether a packet could be for an entry of this slot and for one tied to this interface.
    boolean meets(int tiedTo) {
        int own = device != 0 ? device : scope;
        return own == 0 || tiedTo == 0 || own == tiedTo;
    }

    /// Whether an owner keeps a newcomer out: `SO_REUSEADDR` on both, or `SO_REUSEPORT` on both of
    /// one user, lets it in (Linux `udp_lib_lport_inuse`).
    boolean keepsOut(PcbEntry newcomer) {
        boolean byAddress = newcomer.has(PcbEntry.REUSE_ADDRESS);
        boolean byPort = newcomer.has(PcbEntry.REUSE_PORT);
        if (!byAddress && !byPort) {
            return true;
        }
        if ((byAddress && reuseAddress == owners)
                || (byPort && reusePort == owners && !mixed && newcomer.owner == uid)) {
            return false;
        }
        return keepsOut(receivers, newcomer) || keepsOut(connected, newcomer);
    }

    private boolean keepsOut(@Nullable PcbEntry first, PcbEntry newcomer) {
        int both = newcomer.flags;
        for (PcbEntry each = first; each != null; each = each.next) {
            bucket.table.probes++;
            int shares = each.flags & both;
            if ((shares & PcbEntry.REUSE_ADDRESS) == 0
                    && ((shares & PcbEntry.REUSE_PORT) == 0 || each.owner != newcomer.owner)) {
                return true;
            }
        }
        return false;
    }
}
