package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Nodes, first in, first out; a node in no queue has no link. On the strand. References are stored
/// seldom, as each store has a barrier of the collector.
@SuppressWarnings("ReferenceEquality") // identity is meant
final class NodeQueue {
    private @Nullable Node first;
    private @Nullable Node last; // of a queue that is empty the last one it had

    boolean isEmpty() {
        return first == null;
    }

    void add(Node node) {
        append(node, node);
    }

    @Nullable Node poll() {
        Node node = first;
        if (node != null) {
            Node after = node.next;
            first = after;
            if (after != null) {
                node.next = null;
            }
        }
        return node;
    }

    /// Appends a chain whose links run from the newest to the oldest.
    void addReversed(@Nullable Node newest) {
        Node tail = newest;
        Node head = null;
        Node node = newest;
        while (node != null) {
            Node older = node.next;
            node.next = head;
            head = node;
            node = older;
        }
        if (head != null) {
            append(head, tail);
        }
    }

    /// Moves all to the end of another queue.
    void moveTo(NodeQueue other) {
        Node head = first;
        if (head != null) {
            other.append(head, last);
            first = null;
        }
    }

    private void append(Node head, @Nullable Node tail) {
        Node before = last;
        if (first == null || before == null) {
            first = head;
        } else {
            before.next = head;
        }
        if (before != tail) {
            last = tail;
        }
    }

    void each(Consumer<Node> action) {
        for (Node node = first; node != null; node = node.next) {
            action.accept(node);
        }
    }

    /// Takes out and drops every node of an owner.
    void forget(Owner owner) {
        Node node = first;
        first = null;
        last = null;
        while (node != null) {
            Node after = node.next;
            node.next = null;
            if (node.owner == owner) {
                node.drop();
            } else {
                add(node);
            }
            node = after;
        }
    }
}
