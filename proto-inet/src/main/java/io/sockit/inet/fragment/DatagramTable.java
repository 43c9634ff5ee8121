package io.sockit.inet.fragment;

import org.jspecify.annotations.Nullable;

/// The incomplete datagrams of one family by key, and by age. Keeps a bounded number of done ones
/// for use again. On the strand.
final class DatagramTable {
    private static final int BUCKETS = 1024; // a power of two
    private static final int KEPT = 256;

    private final @Nullable Datagram[] buckets = new @Nullable Datagram[BUCKETS];
    private final long secret;
    private @Nullable Datagram oldest;
    private @Nullable Datagram newest;
    private @Nullable Datagram free;
    private int freeCount;

    /// @param secret what keeps others from choosing the bucket
    DatagramTable(long secret) {
        this.secret = secret;
    }

    @Nullable Datagram find(DatagramKey key) {
        Datagram datagram = buckets[bucket(key)];
        while (datagram != null && !datagram.key.same(key)) {
            datagram = datagram.next;
        }
        return datagram;
    }

    @Nullable Datagram oldest() {
        return oldest;
    }

    /// Enters a new one, the newest.
    Datagram add(DatagramKey key, long deadline) {
        Datagram datagram = free;
        if (datagram == null) {
            datagram = new Datagram();
        } else {
            free = datagram.next;
            freeCount--;
        }
        datagram.open();
        datagram.key.set(key);
        datagram.deadline = deadline;
        int bucket = bucket(key);
        datagram.next = buckets[bucket];
        buckets[bucket] = datagram;
        datagram.older = newest;
        if (newest == null) {
            oldest = datagram;
        } else {
            newest.newer = datagram;
        }
        newest = datagram;
        return datagram;
    }

    /// Takes one out, which holds nothing any more.
    void remove(Datagram datagram) {
        unchain(datagram);
        Datagram before = datagram.older;
        Datagram after = datagram.newer;
        if (before == null) {
            oldest = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        datagram.older = null;
        datagram.newer = null;
        datagram.next = null;
        if (freeCount < KEPT) {
            datagram.next = free;
            free = datagram;
            freeCount++;
        }
    }

    @SuppressWarnings("ReferenceEquality") // a datagram is one thing, not a value
    private void unchain(Datagram datagram) {
        int bucket = bucket(datagram.key);
        Datagram before = null;
        for (Datagram d = buckets[bucket]; d != datagram && d != null; d = d.next) {
            before = d;
        }
        if (before == null) {
            buckets[bucket] = datagram.next;
        } else {
            before.next = datagram.next;
        }
    }

    private int bucket(DatagramKey key) {
        return key.hash(secret) & (BUCKETS - 1);
    }
}
