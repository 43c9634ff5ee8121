package io.sockit.inet.neighbour;

import io.sockit.api.LinkAddress;
import io.sockit.api.Neighbour;
import io.sockit.api.NeighbourState;
import io.sockit.inet.neighbour.Transitions.Event;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.NextHop;
import io.sockit.spi.NetInterface;
import io.sockit.spi.Timer;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketQueue;

import org.jspecify.annotations.Nullable;

/// One neighbour: its state, what waits for it, and its time. As long as packets go to it without a
/// question, [#address] is set, which is all that sending looks at. On the strand.
final class NeighbourEntry extends NextHop {
    final long high;
    final long low;
    final NetInterface link;

    /// Since when nothing is sent to it and nothing asked.
    long idleSince;

    // The list of idle ones, and whether it is among those.

    @Nullable NeighbourEntry before;
    @Nullable NeighbourEntry next;
    boolean idle;

    private final NeighbourFamily family;
    private final Timer timer;
    private final PacketQueue waiting = new PacketQueue();
    private NeighbourState state = NeighbourState.NONE;
    private LinkAddress known = LinkAddress.NONE;
    private int tries;
    private boolean counted; // as learnt
    private boolean gone;

    NeighbourEntry(NeighbourFamily family, long high, long low, NetInterface link) {
        super(null);
        this.family = family;
        this.high = high;
        this.low = low;
        this.link = link;
        this.timer = family.timer(now -> timeout());
    }

    NeighbourState state() {
        return state;
    }

    /// The row that shows it.
    Neighbour row() {
        return new Neighbour(link.index(), IpAddress.netAddress(high, low), known, state);
    }

    // ---- events

    @Override
    protected void resolve(Packet packet) {
        if (gone) {
            family.discard(packet);
            return;
        }
        boolean asked = state == NeighbourState.INCOMPLETE;
        boolean waits = Transitions.next(state, Event.SENDING) == NeighbourState.INCOMPLETE;
        if (waits) {
            packet.interfaceIndex(link.index());
            if (family.takes(packet, waiting)) {
                waiting.add(packet);
            }
        }
        if (!asked) {
            happens(Event.SENDING, known);
        }
        if (!waits) {
            link.output(packet, known); // it was stale
        }
    }

    private void timeout() {
        boolean last = isAsked() && tries >= family.tries(state);
        happens(last ? Event.GIVEN_UP : Event.TIMEOUT, known);
    }

    @Override
    public void confirmed() {
        happens(Event.CONFIRMED, known);
    }

    /// It was heard with an address, as the source of a question or of a word that was not asked
    /// for (RFC 4861 §7.2.3).
    void heard(LinkAddress from) {
        if (!state.isSet() && !from.equals(known)) {
            happens(Event.HEARD, from);
        }
    }

    /// It advertised an address (RFC 4861 §7.2.5).
    ///
    /// @param from null where it did not say, and means the known one
    void advertised(@Nullable LinkAddress from, boolean solicited, boolean override) {
        boolean first = state == NeighbourState.INCOMPLETE;
        LinkAddress at = from == null ? known : from;
        if (state.isSet() || (known.length() == 0 && !first) || (first && from == null)) {
            return; // nothing was asked, or nothing is answered
        }
        if (!first && !override && !at.equals(known)) {
            happens(Event.CONTRADICTED, known);
        } else if (solicited) {
            happens(Event.ANSWERED, at);
        } else {
            heard(at);
        }
    }

    /// Whether it is being asked, so that an answer is one.
    boolean isAsked() {
        return state == NeighbourState.INCOMPLETE || state == NeighbourState.PROBE;
    }

    /// It is new, and nothing is known of it.
    void begin() {
        enter(NeighbourState.NONE);
    }

    /// A row of the control plane says so.
    void set(NeighbourState newState, LinkAddress newKnown) {
        known = newKnown;
        enter(newState);
    }

    /// It is forgotten.
    void end() {
        gone = true;
        count(false);
        family.idle(this, false);
        timer.cancel();
        state = NeighbourState.NONE;
        address(null);
        for (Packet packet = waiting.poll(); packet != null; packet = waiting.poll()) {
            family.discard(packet);
        }
    }

    private void count(boolean counts) {
        if (counts != counted) {
            counted = counts;
            family.count(counts ? 1 : -1);
        }
    }

    // ---- what states do

    private void happens(Event event, LinkAddress at) {
        NeighbourState to = Transitions.next(state, event);
        boolean changed = to != state || !at.equals(known);
        known = at;
        boolean anew = event == Event.ANSWERED || event == Event.CONFIRMED;
        if (changed || (anew && to == NeighbourState.REACHABLE)) {
            enter(to);
        } else if (event == Event.TIMEOUT) {
            ask();
        }
        if (changed) {
            family.show(this);
        }
    }

    /// Begins a state, perhaps the same one anew.
    private void enter(NeighbourState to) {
        state = to;
        count(!to.isSet());
        timer.cancel();
        address(packetsGo(to) ? known : null);
        switch (to) {
            case INCOMPLETE, PROBE -> {
                tries = 0;
                ask();
            }
            case REACHABLE -> timer.armIn(family.reachableTime());
            case DELAY -> timer.armIn(family.delay());
            case FAILED -> fail();
            case NONE, STALE, NOARP, PERMANENT -> {}
        }
        family.idle(this, isIdle(to));
        if (to == NeighbourState.STALE || packetsGo(to)) {
            flush();
        }
    }

    /// Whether packets go without a question.
    private static boolean packetsGo(NeighbourState state) {
        return switch (state) {
            case REACHABLE, DELAY, PROBE, NOARP, PERMANENT -> true;
            case NONE, INCOMPLETE, STALE, FAILED -> false;
        };
    }

    private static boolean isIdle(NeighbourState state) {
        return switch (state) {
            case NONE, STALE, FAILED -> true;
            case INCOMPLETE, REACHABLE, DELAY, PROBE, NOARP, PERMANENT -> false;
        };
    }

    /// At most one question each `retrans_time_ms` (RFC 4861 §7.2.2, RFC 1122 §2.3.2.1).
    private void ask() {
        tries++;
        timer.armIn(family.retransTime());
        boolean all = state == NeighbourState.INCOMPLETE;
        family.solicit(this, all ? null : known, waiting.peek());
    }

    private void flush() {
        for (Packet packet = waiting.poll(); packet != null; packet = waiting.poll()) {
            link.output(packet, known);
        }
    }

    private void fail() {
        known = LinkAddress.NONE;
        for (Packet packet = waiting.poll(); packet != null; packet = waiting.poll()) {
            family.unreachable(packet);
        }
    }
}
