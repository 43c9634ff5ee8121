package io.sockit.pcap.filter;

import io.sockit.pcap.file.PacketDirection;

/// A question about a packet. `tags` is how many VLAN tags are taken to stand in front of it.
/// Immutable.
sealed interface Test {
    boolean passes(Frame frame);

    record And(Test left, Test right) implements Test {
        @Override
        public boolean passes(Frame frame) {
            return left.passes(frame) && right.passes(frame);
        }
    }

    record Or(Test left, Test right) implements Test {
        @Override
        public boolean passes(Frame frame) {
            return left.passes(frame) || right.passes(frame);
        }
    }

    record Not(Test test) implements Test {
        @Override
        public boolean passes(Frame frame) {
            return !test.passes(frame);
        }
    }

    /// `ip`, `arp` …
    record NetworkType(int etherType, int tags) implements Test {
        @Override
        public boolean passes(Frame frame) {
            return frame.carries(etherType, tags);
        }
    }

    /// `vlan`, `vlan 5`; tags are those in front of this one.
    record Vlan(int id, int tags) implements Test {
        static final int ANY = -1;

        private static final int ID = 0x0fff;

        @Override
        public boolean passes(Frame frame) {
            if (!frame.isEthernet()) {
                return false;
            }
            int type = frame.type(tags);
            boolean tag = type == 0x8100 || type == 0x88a8 || type == 0x9100;
            return tag && (id == ANY || (frame.u16(frame.network(tags)) & ID) == id);
        }
    }

    /// `ip proto 6`
    record Ipv4Protocol(int protocol, int tags) implements Test {
        private static final int PROTOCOL = 9;

        @Override
        public boolean passes(Frame frame) {
            return frame.carries(Frame.IPV4, tags)
                    && frame.u8(frame.network(tags) + PROTOCOL) == protocol;
        }
    }

    /// `ip6 proto 6`: the next header, or the one behind a fragment header.
    record Ipv6Protocol(int protocol, int tags) implements Test {
        private static final int NEXT_HEADER = 6;
        private static final int LENGTH = 40;
        private static final int FRAGMENT = 44;

        @Override
        public boolean passes(Frame frame) {
            if (!frame.carries(Frame.IPV6, tags)) {
                return false;
            }
            int network = frame.network(tags);
            int next = frame.u8(network + NEXT_HEADER);
            return next == protocol || (next == FRAGMENT && frame.u8(network + LENGTH) == protocol);
        }
    }

    /// An IPv4 address in packets of an EtherType.
    ///
    /// @param source its offset in the packet
    /// @param destination its offset in the packet
    record Ipv4Address(
            int etherType, int tags, Ends ends, int address, int mask, int source, int destination)
            implements Test {
        @Override
        public boolean passes(Frame frame) {
            if (!frame.carries(etherType, tags)) {
                return false;
            }
            int network = frame.network(tags);
            return switch (ends) {
                case SOURCE -> is(frame, network + source);
                case DESTINATION -> is(frame, network + destination);
                case EITHER -> is(frame, network + source) || is(frame, network + destination);
                case BOTH -> is(frame, network + source) && is(frame, network + destination);
            };
        }

        private boolean is(Frame frame, int at) {
            return (frame.u32(at) & mask) == address;
        }
    }

    /// An IPv6 address.
    record Ipv6Address(int tags, Ends ends, long high, long low, long maskHigh, long maskLow)
            implements Test {
        private static final int SOURCE = 8;
        private static final int DESTINATION = 24;

        @Override
        public boolean passes(Frame frame) {
            if (!frame.carries(Frame.IPV6, tags)) {
                return false;
            }
            int network = frame.network(tags);
            return switch (ends) {
                case SOURCE -> is(frame, network + SOURCE);
                case DESTINATION -> is(frame, network + DESTINATION);
                case EITHER -> is(frame, network + SOURCE) || is(frame, network + DESTINATION);
                case BOTH -> is(frame, network + SOURCE) && is(frame, network + DESTINATION);
            };
        }

        private boolean is(Frame frame, int at) {
            return (frame.i64(at) & maskHigh) == high
                    && (maskLow == 0 || (frame.i64(at + Long.BYTES) & maskLow) == low);
        }
    }

    /// `port 53`, `udp portrange 1-5`
    ///
    /// @param protocol 0 for all that have ports
    record Ports(int protocol, int tags, Ends ends, int first, int last) implements Test {
        static final int ANY = 0;

        @Override
        public boolean passes(Frame frame) {
            return inIpv6(frame) || inIpv4(frame);
        }

        private boolean inIpv6(Frame frame) {
            if (!frame.carries(Frame.IPV6, tags)) {
                return false;
            }
            int network = frame.network(tags);
            return hasPorts(frame.u8(network + 6)) && are(frame, network + 40);
        }

        private boolean inIpv4(Frame frame) {
            if (!frame.carries(Frame.IPV4, tags)) {
                return false;
            }
            int network = frame.network(tags);
            return hasPorts(frame.u8(network + 9))
                    && (frame.u16(network + 6) & 0x1fff) == 0
                    && are(frame, network + 4 * (frame.u8(network) & 0xf));
        }

        private boolean hasPorts(int candidate) {
            return protocol == ANY
                    ? candidate == 6 || candidate == 17 || candidate == 132
                    : candidate == protocol;
        }

        private boolean are(Frame frame, int at) {
            return switch (ends) {
                case SOURCE -> is(frame.u16(at));
                case DESTINATION -> is(frame.u16(at + 2));
                case EITHER -> is(frame.u16(at)) || is(frame.u16(at + 2));
                case BOTH -> is(frame.u16(at)) && is(frame.u16(at + 2));
            };
        }

        private boolean is(int port) {
            return port >= first && port <= last;
        }
    }

    /// `less 100`, `greater 100`: both with the length itself.
    record Length(long least, long most) implements Test {
        @Override
        public boolean passes(Frame frame) {
            return frame.originalLength() >= least && frame.originalLength() <= most;
        }
    }

    /// `inbound`, `outbound`
    record Way(PacketDirection direction) implements Test {
        @Override
        public boolean passes(Frame frame) {
            return frame.direction() == direction;
        }
    }
}
