package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What others left for a strand: a stack that producers push to and that whoever is inside takes
/// whole, so a CAS cannot mistake one state for another. Thread-safe without locks.
final class Inbox {
    private static final VarHandle NEWEST =
            Fields.handle(MethodHandles.lookup(), "newest", Node.class);

    private volatile @Nullable Node newest;

    boolean isEmpty() {
        return newest == null;
    }

    /// Any thread; the node stands in no queue.
    void push(Node node) {
        Node seen;
        do {
            seen = newest;
            node.next = seen;
        } while (!NEWEST.compareAndSet(this, seen, node));
    }

    /// Moves all to the end of `arrived` in the order of their arrival. Inside the strand.
    void moveTo(NodeQueue arrived) {
        if (newest != null) {
            arrived.addReversed((Node) NEWEST.getAndSet(this, null));
        }
    }
}
