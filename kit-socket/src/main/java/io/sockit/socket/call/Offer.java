package io.sockit.socket.call;

import io.sockit.socket.strand.Fields;
import io.sockit.socket.strand.Waiter;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/// The buffer of a call that waits for bytes of a stream: a sender of the same host copies what it
/// writes there, and nowhere else.
///
/// ```
/// FREE ─ make ─► OFFERED ─ tryTake ─► TAKEN ─ fill ─► FILLED ─ withdraw ─► FREE
///                   └────────────────── withdraw ─────────────────────────► FREE
/// ```
///
/// The steps out of FREE and OFFERED are compare-and-sets: one reader has it, and its buffer is
/// either taken by a sender or taken back. The sender counts the bytes as read on the strand, and
/// copies them after leaving it; until then the reader waits for the copy, whatever else ends its
/// call, and answers with the bytes.
class Offer {
    private static final int FREE = 0;
    private static final int MADE = 1;
    private static final int OFFERED = 2;
    private static final int TAKEN = 3;
    private static final int FILLED = 4;

    private static final int SPINS = 200;
    private static final long PAUSE_NANOS = 1_000;
    private static final VarHandle STATE =
            Fields.handle(MethodHandles.lookup(), "state", int.class);

    private volatile int state;

    // The reader's, but from TAKEN to FILLED the sender's.
    private byte[] buffer = ReceiveCalls.NO_DATA;
    private int offset;
    private int length;
    private @Nullable Waiter waiter;

    private int takings; // on the strand

    // ---- the reader

    /// Offers a buffer, before it waits by `mine`.
    ///
    /// @return false where another reader's is offered
    final boolean make(byte[] into, int at, int most, Waiter mine) {
        if (state != FREE || !STATE.compareAndSet(this, FREE, MADE)) {
            return false;
        }
        buffer = into;
        offset = at;
        length = most;
        waiter = mine;
        state = OFFERED;
        return true;
    }

    /// Ends the offer, after waiting.
    ///
    /// @return bytes that lie in the buffer
    final int withdraw() {
        int got = 0;
        if (!tryWithdraw()) {
            for (int spins = 0; state != FILLED; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            got = length;
        }
        buffer = ReceiveCalls.NO_DATA;
        waiter = null;
        state = FREE;
        return got;
    }

    /// Taken out by kit-stress.
    boolean tryWithdraw() {
        return STATE.compareAndSet(this, OFFERED, MADE);
    }

    // ---- any thread

    final boolean isOpen() {
        return state == OFFERED;
    }

    /// Whether there is nothing to wait for any more, for the reader that made it.
    final boolean isTaken() {
        return state >= TAKEN;
    }

    // ---- the sender

    /// Takes the buffer for up to `n` bytes, which [#fill] copies. On the strand.
    ///
    /// @return how many; 0 where it is not offered any more
    final int tryTake(int n) {
        if (!STATE.compareAndSet(this, OFFERED, TAKEN)) {
            return 0;
        }
        takings++;
        length = Math.min(n, length);
        return length;
    }

    /// How often it was taken. On the strand.
    final int takings() {
        return takings;
    }

    /// Copies what it was taken for, and wakes the reader. Off the strand.
    final void fill(byte[] data, int from) {
        System.arraycopy(data, from, buffer, offset, length);
        Waiter reader = waiter;
        state = FILLED;
        if (reader != null) {
            reader.signal();
        }
    }
}
