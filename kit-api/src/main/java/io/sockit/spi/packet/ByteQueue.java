package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// The bytes of a stream between two positions: the send buffer of a stream socket, which is its
/// retransmission queue too.
///
/// ```
///   start()                              end()
///      ┌──────────────────────────────────┐
///      │  sent, not acknowledged │ unsent │ ◄─ append
///      └──────────────────────────────────┘
///       release(upTo) ─►   slice(from, n, packet) shares any range
/// ```
///
/// Positions count all bytes of the stream from 0 on. Bytes are copied in once: small pieces fill
/// the room of the last slab one after the other, and what a packet holds moves in without a copy.
/// They go out by reference: a packet that shares a range keeps its slabs until it is released,
/// whatever the queue releases meanwhile.
///
/// Single-threaded: a socket's belongs to its strand. Packets that share its slabs are not bound to
/// it. The owner ends it with [#clear].
public final class ByteQueue {
    /// What every queue has until its first append, and never writes.
    private static final Slices NOTHING = new Slices();

    private final PacketPool pool;
    private Slices slices = NOTHING;
    private @Nullable PacketWatch watch;
    private long start;

    // The slice that was looked for last, counted from the first, and the position it begins at:
    // ranges are mostly asked for in order.
    private int cursor;
    private long cursorStart;

    public ByteQueue(PacketPool pool) {
        this.pool = pool;
    }

    /// Position of the first byte.
    public long start() {
        return start;
    }

    /// Position behind the last byte.
    public long end() {
        return start + slices.length();
    }

    /// Bytes in the queue.
    public int length() {
        return slices.length();
    }

    /// Bytes of memory to charge for the queue: its slabs in full.
    public int chargedBytes() {
        return slices.charged();
    }

    /// Copies bytes behind the end.
    public void append(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        own().append(pool, source, offset, length);
        watch();
    }

    /// Moves all data of a packet behind the end and releases the packet. Its slices are moved, and
    /// what is short in its head is copied.
    ///
    /// @throws IllegalStateException if something is attached to the packet
    public void append(Packet from) {
        from.moveTo(pool, own());
        watch();
    }

    private Slices own() {
        if (slices == NOTHING) {
            slices = new Slices();
        }
        return slices;
    }

    /// Appends `n` bytes from position `from` on to a packet, which shares them. Ranges in order
    /// take constant time each.
    ///
    /// @throws IndexOutOfBoundsException if the range is not in the queue
    public void slice(long from, int n, Packet into) {
        Objects.checkFromIndexSize(from - start, n, slices.length());
        if (n > 0) {
            seek(from);
            into.share(slices, cursor, (int) (from - cursorStart), n);
        }
    }

    private void seek(long position) {
        if (position < cursorStart) {
            rewind();
        }
        long end = cursorStart + slices.lengthOf(cursor);
        while (position >= end) {
            cursorStart = end;
            end += slices.lengthOf(++cursor);
        }
    }

    /// Drops the bytes before a position (sbdrop): their receiver has acknowledged them.
    ///
    /// @throws IndexOutOfBoundsException if the position is before [#start] or behind [#end]
    public void release(long upTo) {
        int n = (int) Objects.checkIndex(upTo - start, slices.length() + 1L);
        if (n > 0) {
            cursor -= slices.consume(n);
        }
        start = upTo;
        if (cursor <= 0 || slices.length() == 0) {
            rewind();
        }
        watch();
    }

    /// Counts `n` bytes that went another way: an empty queue begins that much later.
    ///
    /// @throws IllegalStateException if there are bytes in it
    public void skip(int n) {
        if (slices.length() != 0) {
            throw new IllegalStateException("queue: " + slices.length() + " bytes (expected: 0)");
        }
        start += n;
        cursorStart = start;
    }

    /// Drops all bytes: [#start] becomes [#end].
    public void clear() {
        start = end();
        if (slices != NOTHING) {
            slices.clear();
        }
        rewind();
        watch();
    }

    private void rewind() {
        cursor = 0;
        cursorStart = start;
    }

    /// In a pool that checks, a queue with bytes is listed among the leaks.
    private void watch() {
        PacketWatch watching = watch;
        if (watching == null) {
            watch = slices.length() == 0 ? null : pool.watch();
        } else if (slices.length() == 0) {
            watching.release();
            watch = null;
        }
    }
}
