package io.sockit.inet.fragment;

import io.sockit.inet.fragment.Datagram.Fate;
import io.sockit.spi.Counter;
import io.sockit.spi.Strand;
import io.sockit.spi.Timer;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/// What reassembly is for both families: incomplete datagrams in bounded memory, for a bounded
/// time. Bytes that came are never replaced by others: what is there already is ignored, and an
/// overlap ends the datagram (RFC 5722 §4, which Linux follows for IPv4 too). On the strand.
abstract class Reassembly {
    private static final long SECOND = 1_000_000_000L;

    final DatagramKey key = new DatagramKey();
    final FragmentCounters count;
    private final DatagramTable table;
    private final FragmentSettings settings;
    final FragmentErrors errors;
    private final Strand strand;
    private final Timer timer;
    private long memory;

    /// @param secret see [DatagramTable]
    Reassembly(
            FragmentSettings settings,
            FragmentCounters count,
            FragmentErrors errors,
            Strand strand,
            Timers timers,
            long secret) {
        this.settings = settings;
        this.count = count;
        this.errors = errors;
        this.strand = strand;
        this.timer = timers.timer(this::expired);
        this.table = new DatagramTable(secret);
    }

    /// Bytes that incomplete datagrams pin.
    final long memory() {
        return memory;
    }

    /// Fragments in incomplete datagrams.
    final int held() {
        int held = 0;
        for (Datagram d = table.oldest(); d != null; d = d.newer) {
            held += d.parts;
        }
        return held;
    }

    /// Gives up what came by an interface that is gone.
    final void giveUp(Predicate<Datagram> which) {
        Datagram next = table.oldest();
        while (next != null) {
            Datagram datagram = next;
            next = datagram.newer;
            if (which.test(datagram)) {
                drop(datagram, count.inFragLinkGone);
            }
        }
        settle();
    }

    /// Puts a fragment to the others of [#key]. Takes the packet over.
    ///
    /// @param part its data are the fragment's payload
    /// @param size of the fragment with its header, for the record
    /// @return the datagram where it is complete: still to be taken out
    final @Nullable Datagram put(
            Packet part, int start, boolean last, int trafficClass, int size, boolean fixed) {
        part.uncharge(); // its sender does not pay while it waits for others
        Datagram datagram = table.find(key);
        if (datagram == null) {
            long seconds = settings.seconds().value();
            datagram = table.add(key, strand.now() + seconds * SECOND);
        }
        int length = part.length();
        if (length == 0 || !datagram.reaches(start + length, last)) {
            return fail(datagram, part, count.inFragErrors);
        }
        int from = part.interfaceIndex();
        long before = datagram.memory;
        Fate fate = datagram.put(part, start);
        if (fate == Fate.DUPLICATE) {
            count.drop(part, count.inFragDuplicates);
            return null;
        }
        if (fate == Fate.OVERLAP) {
            count.reasmOverlaps.increment();
            return fail(datagram, part, count.inFragOverlaps);
        }
        memory += datagram.memory - before;
        datagram.interfaceIndex = from;
        datagram.ecn |= Ecn.seen(trafficClass);
        datagram.largest = Math.max(datagram.largest, size);
        datagram.largestFixed =
                fixed ? Math.max(datagram.largestFixed, size) : datagram.largestFixed;
        if (datagram.complete()) {
            datagram.run(0).interfaceIndex(from); // of the last, as Linux has it
            return datagram;
        }
        return bound(datagram);
    }

    /// Holds an incomplete datagram within the bounds.
    private @Nullable Datagram bound(Datagram datagram) {
        if (datagram.parts >= Datagram.MAX_PARTS) {
            return fail(datagram, null, count.inFragTooMany);
        }
        int most = settings.memory().value();
        Datagram oldest = table.oldest();
        while (memory > most && oldest != null) {
            drop(oldest, count.inFragEvicted);
            oldest = table.oldest();
        }
        settle();
        return null;
    }

    /// Takes a complete datagram out.
    ///
    /// @return its packet, or null where that could not be
    final @Nullable Packet join(Datagram datagram, int most) {
        if (!Ecn.valid(datagram.ecn) || datagram.length() > most) {
            return give(datagram);
        }
        count.reasmOks.increment();
        count.reasmParts.add(datagram.parts);
        memory -= datagram.memory;
        Packet whole = datagram.join();
        table.remove(datagram);
        settle();
        return whole;
    }

    private @Nullable Packet give(Datagram datagram) {
        drop(datagram, count.inFragErrors);
        settle();
        return null;
    }

    /// Ends a datagram for what is wrong with one of its fragments.
    private @Nullable Datagram fail(Datagram datagram, @Nullable Packet part, Counter reason) {
        if (part != null) {
            count.drop(part, reason);
        }
        drop(datagram, reason);
        settle();
        return null;
    }

    private void drop(Datagram datagram, Counter reason) {
        count.reasmFails.increment();
        reason.add(datagram.parts - datagram.runs()); // a run is one packet of several fragments
        memory -= datagram.memory;
        for (int i = 0; i < datagram.runs(); i++) {
            count.drop(datagram.run(i), reason);
        }
        datagram.forget();
        table.remove(datagram);
    }

    private void expired(long now) {
        Datagram datagram = table.oldest();
        while (datagram != null && datagram.deadline <= now) {
            count.reasmTimeout.increment();
            if (datagram.hasFirst()) {
                errors.reassemblyTimeExceeded(datagram.run(0));
            }
            drop(datagram, count.inFragTimeouts);
            datagram = table.oldest();
        }
        settle();
    }

    /// Lets the timer wait for the oldest, or for nothing.
    private void settle() {
        Datagram datagram = table.oldest();
        if (datagram == null) {
            timer.cancel();
        } else if (!timer.armed()) {
            timer.arm(datagram.deadline); // an earlier one finds nothing to do, and arms anew
        }
    }
}
