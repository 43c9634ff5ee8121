package io.sockit.cli.run;

import io.sockit.spi.Counter;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The numbers that the runs of one program entry count together. Thread-safe.
final class ProgramCounters {
    private final Map<String, Adder> counters = new ConcurrentHashMap<>();

    Counter counter(String name) {
        return counters.computeIfAbsent(name, Adder::new);
    }

    SortedMap<String, Long> all() {
        SortedMap<String, Long> all = new TreeMap<>();
        counters.forEach((name, counter) -> all.put(name, counter.value()));
        return all;
    }

    private record Adder(String name, LongAdder sum) implements Counter {
        Adder(String name) {
            this(name, new LongAdder());
        }

        @Override
        public void increment() {
            sum.increment();
        }

        @Override
        public void add(long amount) {
            sum.add(amount);
        }

        @Override
        public long value() {
            return sum.sum();
        }
    }
}
