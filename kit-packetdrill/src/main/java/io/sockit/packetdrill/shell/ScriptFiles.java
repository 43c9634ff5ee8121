package io.sockit.packetdrill.shell;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// The files that a script makes, by name: so many zeros each. They are on no disk. Thread-safe.
public final class ScriptFiles {
    private final Map<String, Long> lengths = new ConcurrentHashMap<>();

    void create(String name, long length) {
        lengths.put(name, length);
    }

    void remove(String name) {
        lengths.remove(name);
    }

    /// Bytes of a file; empty without one.
    public OptionalLong length(String name) {
        Long length = lengths.get(name);
        return length == null ? OptionalLong.empty() : OptionalLong.of(length);
    }
}
