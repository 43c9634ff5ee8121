package io.sockit.tcp;

import java.util.random.RandomGenerator;

/// SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash whose values nobody without the key can
/// guess. Immutable.
final class SipHash {
    private final long first;
    private final long second;

    SipHash(RandomGenerator random) {
        this(random.nextLong(), random.nextLong());
    }

    SipHash(long first, long second) {
        this.first = first;
        this.second = second;
    }

    /// The hash of five words.
    long of(long a, long b, long c, long d, long e) {
        State state = new State(first, second);
        state.add(a);
        state.add(b);
        state.add(c);
        state.add(d);
        state.add(e);
        return state.finish(5 * Long.BYTES);
    }

    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long k0, long k1) {
            v0 = k0 ^ 0x736f6d6570736575L;
            v1 = k1 ^ 0x646f72616e646f6dL;
            v2 = k0 ^ 0x6c7967656e657261L;
            v3 = k1 ^ 0x7465646279746573L;
        }

        void add(long word) {
            v3 ^= word;
            rounds(2);
            v0 ^= word;
        }

        long finish(int length) {
            add((long) length << 56);
            v2 ^= 0xff;
            rounds(4);
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void rounds(int count) {
            for (int i = 0; i < count; i++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
        }
    }
}
