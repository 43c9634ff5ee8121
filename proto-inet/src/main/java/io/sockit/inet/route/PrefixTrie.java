package io.sockit.inet.route;

import io.sockit.api.Route;

import org.jspecify.annotations.Nullable;

/// Routes by prefix: a binary trie in which chains of single branches are one node, so that it has
/// at most twice as many nodes as prefixes, and a change touches the nodes on one way down. On the
/// strand.
final class PrefixTrie {
    /// How many nodes were visited so far: a test's measure of growth.
    long visits;

    private @Nullable Node root;

    /// A prefix with its routes, or a fork without any.
    static final class Node {
        final long high;
        final long low;
        final int length;
        @Nullable Node zero;
        @Nullable Node one;

        /// Best first; null in a node that is only a fork.
        @Nullable RouteEntry first;

        private @Nullable RouteEntry last;

        Node(long high, long low, int length) {
            this.high = Bits.maskHigh(high, length);
            this.low = Bits.maskLow(low, length);
            this.length = length;
        }

        boolean holds(long otherHigh, long otherLow) {
            return Bits.common(otherHigh, otherLow, high, low) >= length;
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

        /// Adds a route behind those as good as it.
        private void insert(RouteEntry entry) {
            RouteEntry after = null;
            RouteEntry ahead = last;
            while (ahead != null && entry.betterThan(ahead)) {
                after = ahead;
                ahead = ahead.before;
            }
            entry.before = ahead;
            entry.next = after;
            link(ahead, entry, after, entry);
        }

        private void remove(RouteEntry entry) {
            link(entry.before, entry.next, entry.next, entry.before);
            entry.before = null;
            entry.next = null;
        }

        private void link(
                @Nullable RouteEntry ahead,
                @Nullable RouteEntry newNext,
                @Nullable RouteEntry after,
                @Nullable RouteEntry newBefore) {
            if (ahead == null) {
                first = newNext;
            } else {
                ahead.next = newNext;
            }
            if (after == null) {
                last = newBefore;
            } else {
                after.before = newBefore;
            }
        }
    }

    /// Adds a route.
    ///
    /// @return the node of its prefix
    Node add(RouteEntry entry) {
        Node parent = null;
        Node node = root;
        while (node != null) {
            visits++;
            int most = Math.min(node.length, entry.length);
            int common = Math.min(Bits.common(node.high, node.low, entry.high, entry.low), most);
            if (common < node.length) {
                Node fork = new Node(node.high, node.low, common);
                fork.child(Bits.at(node.high, node.low, common), node);
                put(parent, fork);
                node = fork;
            }
            if (common == entry.length) {
                node.insert(entry);
                return node;
            }
            parent = node;
            node = node.child(Bits.at(entry.high, entry.low, common));
        }
        Node leaf = new Node(entry.high, entry.low, entry.length);
        leaf.insert(entry);
        put(parent, leaf);
        return leaf;
    }

    /// Puts a node below another, in the place of what is there.
    private void put(@Nullable Node parent, Node node) {
        if (parent == null) {
            root = node;
        } else {
            parent.child(Bits.at(node.high, node.low, parent.length), node);
        }
    }

    /// Removes a route that is in the trie, and the nodes that only it needed.
    void remove(RouteEntry entry) {
        Node above = null;
        Node parent = null;
        Node node = root;
        while (node != null && node.length < entry.length) {
            visits++;
            above = parent;
            parent = node;
            node = node.child(Bits.at(entry.high, entry.low, node.length));
        }
        if (node != null) {
            node.remove(entry);
            Node rest = spliced(node, parent);
            if (rest == null && parent != null) {
                spliced(parent, above);
            }
        }
    }

    /// Takes a node out that has no routes and no two branches.
    ///
    /// @return what is in its place
    private @Nullable Node spliced(Node node, @Nullable Node parent) {
        if (node.first != null || (node.zero != null && node.one != null)) {
            return node;
        }
        Node rest = node.zero != null ? node.zero : node.one;
        if (parent == null) {
            root = rest;
        } else {
            parent.child(Bits.at(node.high, node.low, parent.length), rest);
        }
        return rest;
    }

    /// The route of a prefix that was made from a row, or null.
    @Nullable RouteEntry find(long high, long low, int length, Route row) {
        Node node = root;
        while (node != null && node.length < length && node.holds(high, low)) {
            visits++;
            node = node.child(Bits.at(high, low, node.length));
        }
        if (node == null || node.length != length || !node.holds(high, low)) {
            return null;
        }
        RouteEntry entry = node.first;
        while (entry != null && !row.equals(entry.row)) {
            entry = entry.next;
        }
        return entry;
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
        while (node != null && node.holds(high, low)) {
            visits++;
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
