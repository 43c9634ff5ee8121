package io.sockit.bench;

import java.util.Random;

/// Bytes to send.
final class Payload {
    /// What most datagrams of the benchmarks carry.
    static final int SMALL = 64;

    private Payload() {}

    /// So many bytes without a pattern, the same at every call.
    static byte[] of(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
