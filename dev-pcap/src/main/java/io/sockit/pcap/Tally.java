package io.sockit.pcap;

import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// What a device counts off the strand, until the strand puts it into the host's counters. Any
/// thread, but for [#settle].
final class Tally {
    final Count read = new Count("Pcap.Read");
    final Count filtered = new Count("Pcap.Filtered");
    final Count otherWay = new Count("Pcap.OtherWay");
    final Count cut = new Count("Pcap.Cut");
    final Count badHeader = new Count("Pcap.BadHeader");
    final Count tagged = new Count("Pcap.VlanTagsStripped");
    final Count neighbours = new Count("Pcap.Neighbours");
    final Count fileErrors = new Count("Pcap.FileErrors");
    final Count written = new Count("Pcap.Written");
    final Count writeErrors = new Count("Pcap.WriteErrors");

    private static final int MOST_LINKS = 64;

    private final CounterRegistry counters;
    private final List<Count> links = new CopyOnWriteArrayList<>();
    private final List<Count> all =
            List.of(
                    read,
                    filtered,
                    otherWay,
                    cut,
                    badHeader,
                    tagged,
                    neighbours,
                    fileErrors,
                    written,
                    writeErrors);

    Tally(CounterRegistry counters) {
        this.counters = counters;
    }

    /// One number.
    static final class Count {
        private final String name;
        private final AtomicLong news = new AtomicLong();

        Count(String name) {
            this.name = name;
        }

        void increment() {
            news.getAndIncrement();
        }
    }

    /// A packet of a link type that is not known, by its name; there may be many.
    void unknownLink(String link) {
        String name = "Pcap.UnknownLink." + (links.size() < MOST_LINKS ? link : "others");
        for (Count count : links) {
            if (count.name.equals(name)) {
                count.increment();
                return;
            }
        }
        Count count = new Count(name);
        count.increment();
        links.add(count);
    }

    /// Puts what was counted since into the host's counters. On the strand.
    void settle() {
        settle(all);
        if (!links.isEmpty()) {
            settle(links);
        }
    }

    private void settle(List<Count> counts) {
        for (int i = 0; i < counts.size(); i++) {
            Count count = counts.get(i);
            if (count.news.get() != 0) {
                Counter counter = counters.counter(count.name);
                counter.add(count.news.getAndSet(0));
            }
        }
    }
}
