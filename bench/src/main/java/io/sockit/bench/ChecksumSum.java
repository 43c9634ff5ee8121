package io.sockit.bench;

import io.sockit.spi.packet.Checksum;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The Internet checksum of 1460 bytes, beside copying them, each walking over 64 KiB so that no
/// single piece stays in the nearest cache.
@State(Scope.Thread)
public class ChecksumSum {
    private static final int SEGMENT = 1460;
    private static final int AREA = 65536;

    private final byte[] area = Payload.of(AREA);
    private final byte[] target = new byte[AREA];
    private int at;

    @Benchmark
    public int sockit() {
        return Checksum.finish(Checksum.partial(area, next(), SEGMENT, 0));
    }

    @Benchmark
    public byte[] arraycopy() {
        int from = next();
        System.arraycopy(area, from, target, from, SEGMENT);
        return target;
    }

    private int next() {
        int from = at;
        at = from + 2 * SEGMENT > AREA ? 0 : from + SEGMENT;
        return from;
    }
}
