package io.sockit.packetdrill.run;

import java.util.ArrayList;
import java.util.List;

/// What has passed, line by line, for the message of a failure. Any thread.
public final class Trace {
    private final List<String> lines = new ArrayList<>();

    synchronized void add(long nanos, String what) {
        lines.add("%12.6f  %s".formatted(nanos / 1e9, what));
    }

    /// All lines so far.
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
