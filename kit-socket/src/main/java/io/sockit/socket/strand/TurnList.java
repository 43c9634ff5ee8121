package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

/// Turns in order; a turn stands in one list at a time. Under the [Baton]'s lock.
final class TurnList {
    private @Nullable Turn first;
    private @Nullable Turn last;

    boolean isEmpty() {
        return first == null;
    }

    @Nullable Turn first() {
        return first;
    }

    void add(Turn turn) {
        turn.next = null;
        turn.previous = last;
        if (last == null) {
            first = turn;
        } else {
            last.next = turn;
        }
        last = turn;
    }

    @Nullable Turn poll() {
        Turn turn = first;
        if (turn != null) {
            remove(turn);
        }
        return turn;
    }

    /// Takes out one that stands in this list.
    void remove(Turn turn) {
        Turn before = turn.previous;
        Turn after = turn.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        turn.next = null;
        turn.previous = null;
    }
}
