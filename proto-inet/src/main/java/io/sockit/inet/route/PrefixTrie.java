package io.sockit.inet.route;

import org.jspecify.annotations.Nullable;

/// Routes by prefix: a binary trie in which chains of single branches are one node, so that it has
/// at most twice as many nodes as prefixes. Filled once, then only read.
final class PrefixTrie {
    private @Nullable Node root;

    private static final class Node {
        final long high;
        final long low;
        final int length;
        @Nullable Node zero;
        @Nullable Node one;

        /// Best first; null in a node that is only a fork.
        @Nullable RouteEntry first;

        Node(long high, long low, int length) {
            this.high = Bits.maskHigh(high, length);
            this.low = Bits.maskLow(low, length);
            this.length = length;
        }

        @Nullable Node child(int bit) {
            return bit == 0 ? zero : one;
        }

        void child(int bit, @Nullable Node node) {
            if (bit == 0) {
                zero = node;
            } else {
                one = node;
            }
        }
    }

    void add(RouteEntry entry) {
        root = add(root, entry);
    }

    private static Node add(@Nullable Node node, RouteEntry entry) {
        if (node == null) {
            return leaf(entry);
        }
        int common =
                Math.min(
                        Bits.common(node.high, node.low, entry.high, entry.low),
                        Math.min(node.length, entry.length));
        if (common < node.length) {
            Node fork = new Node(node.high, node.low, common);
            fork.child(Bits.at(node.high, node.low, common), node);
            return add(fork, entry);
        }
        if (common == entry.length) {
            node.first = inserted(node.first, entry);
        } else {
            int bit = Bits.at(entry.high, entry.low, common);
            node.child(bit, add(node.child(bit), entry));
        }
        return node;
    }

    private static Node leaf(RouteEntry entry) {
        Node leaf = new Node(entry.high, entry.low, entry.length);
        leaf.first = entry;
        return leaf;
    }

    private static RouteEntry inserted(@Nullable RouteEntry first, RouteEntry entry) {
        if (first == null || entry.betterThan(first)) {
            entry.next = first;
            return entry;
        }
        RouteEntry before = first;
        while (before.next != null && !entry.betterThan(before.next)) {
            before = before.next;
        }
        entry.next = before.next;
        before.next = entry;
        return first;
    }

    /// The best route of the longest prefix that holds the address and serves the wanted interface,
    /// or null.
    ///
    /// @param wanted an interface's index, or 0
    /// @param loopback the index of the loopback interface
    /// @param directly whether routes by a gateway do not count
    @Nullable RouteEntry find(long high, long low, int wanted, int loopback, boolean directly) {
        RouteEntry best = null;
        Node node = root;
        while (node != null && Bits.common(high, low, node.high, node.low) >= node.length) {
            for (RouteEntry entry = node.first; entry != null; entry = entry.next) {
                if (entry.serves(wanted, loopback) && !(directly && entry.hasGateway())) {
                    best = entry;
                    break;
                }
            }
            node = node.length < Bits.ALL ? node.child(Bits.at(high, low, node.length)) : null;
        }
        return best;
    }
}
