package io.sockit.socket.control;

import io.sockit.api.Counters;
import io.sockit.spi.Counter;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

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

    @Override
    public SortedMap<String, Long> all() {
        SortedMap<String, Long> all = new TreeMap<>();
        for (HostCounter counter : counters.values()) {
            long value = counter.value();
            if (value != 0) {
                all.put(counter.name(), value);
            }
        }
        return all;
    }
}
