package io.sockit.api;

import java.util.SortedMap;
import java.util.SortedSet;

/// What a host counts, like `nstat`: packets, bytes, and every drop by its reason. Thread-safe; a
/// read may be behind by what a strand does just now.
public interface Counters {
    /// The value of a counter, 0 if nothing has been counted under that name.
    long get(String name);

    /// All that are not zero.
    SortedMap<String, Long> all();

    /// Those among [#all] that packets were dropped for.
    SortedMap<String, Long> drops();

    /// All names, of those at zero too.
    SortedSet<String> names();
}
