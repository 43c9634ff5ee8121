package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Nodes, first in, first out. Confined to whoever is inside the strand.
@SuppressWarnings("ReferenceEquality") // identity is meant
final class NodeQueue {
    private @Nullable Node first;
    private @Nullable Node last;

    boolean isEmpty() {
        return first == null;
    }

    void add(Node node) {
        node.next = null;
        if (last == null) {
            first = node;
        } else {
            last.next = node;
        }
        last = node;
    }

    @Nullable Node poll() {
        Node node = first;
        if (node != null) {
            first = node.next;
            if (first == null) {
                last = null;
            }
            node.next = null;
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
            last = null;
        }
    }

    private void append(Node head, @Nullable Node tail) {
        if (last == null) {
            first = head;
        } else {
            last.next = head;
        }
        last = tail;
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
            if (node.owner == owner) {
                node.next = null;
                node.drop();
            } else {
                add(node);
            }
            node = after;
        }
    }
}
