package io.sockit.api;

/// What [Process#epollWait] fills (`struct epoll_event[]`): mutable, reusable, not thread-safe.
public final class EpollEvents {
    private final int[] events;
    private final long[] data;
    private int size;

    /// @throws IllegalArgumentException for a capacity below 1
    public EpollEvents(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 1)");
        }
        this.events = new int[capacity];
        this.data = new long[capacity];
    }

    public int capacity() {
        return events.length;
    }

    /// How many the last wait answered.
    public int size() {
        return size;
    }

    /// The `EPOLL` bits of an answer.
    public int events(int index) {
        return events[checked(index)];
    }

    /// The data that [Process#epollCtl] was given for the descriptor.
    public long data(int index) {
        return data[checked(index)];
    }

    private int checked(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(
                    "index: " + index + " (expected: 0 to " + (size - 1) + ")");
        }
        return index;
    }

    /// The kit's: empties it.
    public void clear() {
        size = 0;
    }

    /// The kit's: adds an answer.
    public void add(int bits, long with) {
        events[size] = bits;
        data[size] = with;
        size++;
    }
}
