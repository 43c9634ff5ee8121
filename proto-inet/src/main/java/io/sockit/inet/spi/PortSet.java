package io.sockit.inet.spi;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// A set of ports: a short list while there are few, else a bit for each. On the strand.
final class PortSet {
    private static final int FEW = 32;
    private static final int PORTS = 0x1_0000;

    private char[] few = new char[2];
    private int count;
    private long @Nullable [] bits;

    boolean isEmpty() {
        return count == 0;
    }

    /// Adds a port that is not in the set.
    void add(int port) {
        count++;
        if (bits != null) {
            flip(bits, port);
        } else if (count > FEW) {
            long[] all = new long[PORTS / Long.SIZE];
            for (char each : few) {
                flip(all, each);
            }
            flip(all, port);
            bits = all;
        } else {
            if (count > few.length) {
                few = Arrays.copyOf(few, few.length * 2);
            }
            few[count - 1] = (char) port;
        }
    }

    /// Removes a port that is in the set.
    void remove(int port) {
        count--;
        if (bits != null) {
            flip(bits, port);
            return;
        }
        int i = 0;
        while (few[i] != port) {
            i++;
        }
        few[i] = few[count];
    }

    private static void flip(long[] bits, int port) {
        bits[port / Long.SIZE] ^= 1L << port;
    }

    private boolean isAmongFew(int port) {
        if (bits == null) {
            for (int i = 0; i < count; i++) {
                if (few[i] == port) {
                    return true;
                }
            }
        }
        return false;
    }

    private long word(int index) {
        return bits == null ? 0 : bits[index];
    }

    /// The first port that is in neither set, both ends inclusive, or 0. Looks at a word of bits
    /// and at each of a few ports at most once.
    static int nextFree(int from, int to, PortSet one, PortSet other) {
        int port = from;
        while (port <= to) {
            int index = port / Long.SIZE;
            long free = ~(one.word(index) | other.word(index)) & -1L << port;
            if (free == 0) {
                port = (index + 1) * Long.SIZE;
                continue;
            }
            port = index * Long.SIZE + Long.numberOfTrailingZeros(free);
            if (port <= to && !one.isAmongFew(port) && !other.isAmongFew(port)) {
                return port;
            }
            port++;
        }
        return 0;
    }
}
