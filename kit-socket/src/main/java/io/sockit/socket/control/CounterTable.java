package io.sockit.socket.control;

import io.sockit.api.Counters;
import io.sockit.spi.Counter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// What a host counts. Counters outlive the plug-ins that made them; those of an interface go with
/// it. Thread-safe.
public final class CounterTable implements Counters {
    private final Map<String, HostCounter> counters = new ConcurrentHashMap<>();

    /// The counter of this name; the same object at every call.
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, HostCounter::new);
    }

    /// Counters that are in no table before [#add].
    public static List<Counter> unlisted(String... names) {
        return Arrays.stream(names).<Counter>map(HostCounter::new).toList();
    }

    /// Adds counters of [#unlisted], in place of others of their names.
    public void add(List<Counter> those) {
        for (Counter counter : those) {
            if (counter instanceof HostCounter own) {
                counters.put(own.name(), own);
            }
        }
    }

    /// Removes just these counters: what they belong to is gone.
    public void remove(List<Counter> those) {
        those.forEach(counter -> counters.remove(counter.name(), counter));
    }

    @Override
    public long get(String name) {
        Counter counter = counters.get(name);
        return counter == null ? 0 : counter.value();
    }

    /// Counts packets that were dropped for a reason. On the strand.
    public static void drop(Counter reason, long packets) {
        reason.add(packets);
        if (reason instanceof HostCounter counter) {
            counter.reason();
        }
    }

    @Override
    public SortedMap<String, Long> all() {
        return where(counter -> true);
    }

    @Override
    public SortedMap<String, Long> drops() {
        return where(HostCounter::isReason);
    }

    @Override
    public SortedSet<String> names() {
        return new TreeSet<>(counters.keySet());
    }

    private SortedMap<String, Long> where(Predicate<HostCounter> wanted) {
        SortedMap<String, Long> all = new TreeMap<>();
        for (HostCounter counter : counters.values()) {
            long value = counter.value();
            if (value != 0 && wanted.test(counter)) {
                all.put(counter.name(), value);
            }
        }
        return all;
    }
}
