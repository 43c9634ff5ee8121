package io.sockit.spi;

import java.util.random.RandomGenerator;

/// Named random streams of a host, keyed by seed, host and name, so that an added plug-in does not
/// shift another's draws.
public interface RandomStreams {
    /// The stream of this name; the same object at every call. On the strand.
    RandomGenerator stream(String name);
}
