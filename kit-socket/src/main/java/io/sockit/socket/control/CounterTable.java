package io.sockit.socket.control;

import io.sockit.api.Counters;
import io.sockit.spi.Counter;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// What a host counts. Counters outlive the plug-ins that made them. Thread-safe.
public final class CounterTable implements Counters {
    private final Map<String, HostCounter> counters = new ConcurrentHashMap<>();

    /// The counter of this name; the same object at every call.
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, HostCounter::new);
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
