package io.sockit.socket.strand;

import io.sockit.spi.RandomStreams;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Random streams of one host, keyed by seed, host and name with a hash that is the same on every
/// machine. On the strand.
public final class SeededStreams implements RandomStreams {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private final long key;
    private final Map<String, RandomGenerator> streams = new HashMap<>();

    public SeededStreams(long seed, String host) {
        this.key = mix(seed, host);
    }

    @Override
    public RandomGenerator stream(String name) {
        return streams.computeIfAbsent(name, n -> FACTORY.create(mix(key, n)));
    }

    private static long mix(long key, String text) {
        long hash = scramble(key ^ text.length());
        for (int i = 0; i < text.length(); i++) {
            hash = scramble(hash + text.charAt(i));
        }
        return hash;
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
    /// Generators, 2014).
    private static long scramble(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
