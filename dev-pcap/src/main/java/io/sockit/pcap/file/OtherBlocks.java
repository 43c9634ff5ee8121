package io.sockit.pcap.file;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many blocks a file has that are no enhanced packets, by their names.
final class OtherBlocks {
    /// Kinds of blocks that are counted by name.
    private static final int MOST_KINDS = 64;

    private final Map<String, Integer> times = new TreeMap<>();

    void count(int type) {
        String name = Blocks.name(type);
        boolean named = times.size() < MOST_KINDS || times.containsKey(name);
        times.merge(named ? name : "other", 1, Integer::sum);
    }

    /// Says it in words.
    void tell(List<String> notes) {
        times.forEach((name, count) -> notes.add("blocks, " + name + ": " + count));
    }
}
