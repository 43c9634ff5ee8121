package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

/// Work that can stand in one queue of a strand. The link belongs to the queue that holds it.
abstract class Node {
    final Owner owner;
    @Nullable Node next;

    Node(Owner owner) {
        this.owner = owner;
    }

    /// Does the work. On the strand, out of every queue: it may be queued again meanwhile.
    abstract void perform() throws Throwable;

    /// Called in place of [#perform] where the owner is gone.
    abstract void drop();
}
