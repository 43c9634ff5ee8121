package io.sockit.packetdrill.script;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A packet as a script describes it.
public sealed interface PacketSpec {
    /// What all packets have.
    Envelope envelope();

    default boolean isOutbound() {
        return envelope().outbound();
    }

    /// Direction, ports, and what is said of the IP header.
    ///
    /// @param outbound `>`: the host under test sends it
    /// @param sourcePort 0 for the connection's
    /// @param destinationPort 0 for the connection's
    /// @param encapsulation text of the headers around the packet; empty without
    record Envelope(
            boolean outbound,
            IpInfo ip,
            int sourcePort,
            int destinationPort,
            String encapsulation) {}

    /// What `[…]` or `(…)` says of the IP header; -1 for what it does not say.
    ///
    /// @param mark how the type of service is compared
    /// @param tos type of service, or its two ECN bits
    record IpInfo(Mark mark, int tos, int ttl, int flowLabel) {
        static final IpInfo NONE = new IpInfo(Mark.UNCHECKED, 0, -1, -1);

        /// How the type of service is compared.
        public enum Mark {
            UNCHECKED,
            /// The two ECN bits.
            ECN,
            /// ECN bits ECT(0) or ECT(1).
            ECT_ANY,
            /// The whole byte.
            TOS
        }
    }

    /// `P. 1:1001(1000) ack 1 win 257 <nop,nop,TS val 1 ecr 2>`.
    ///
    /// @param flags the bits of the header
    /// @param ace the AccECN counter that the three ECN flags hold; -1 where they are flags
    /// @param sequence first sequence number
    /// @param payload bytes
    /// @param ack 0 where it is not said
    /// @param window -1 where it is not said
    /// @param urgent 0 where it is not said
    /// @param options null for `<...>`: whatever they are
    record Tcp(
            Envelope envelope,
            int flags,
            int ace,
            long sequence,
            int payload,
            long ack,
            int window,
            int urgent,
            @Nullable List<TcpOption> options)
            implements PacketSpec {
        public Tcp {
            options = options == null ? null : List.copyOf(options);
        }

        public boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /// `udp (1000)`.
    record Udp(Envelope envelope, int payload) implements PacketSpec {}

    /// `icmp unreachable frag_needed mtu 1400 [1:1001(1000)]`.
    ///
    /// @param type by name
    /// @param code by name; null for 0
    /// @param mtu -1 where it is not said
    /// @param id of an echo; 0 where it is not said
    /// @param quoted what it quotes
    record Icmp(
            Envelope envelope, String type, @Nullable String code, int mtu, int id, Quoted quoted)
            implements PacketSpec {}

    /// The packet that an ICMP message quotes.
    ///
    /// @param payload bytes behind its transport header; of [Protocol#RAW] the message's own
    record Quoted(Protocol protocol, long sequence, int payload) {
        /// What is quoted.
        public enum Protocol {
            TCP,
            UDP,
            /// Nothing: the message has so many bytes of its own.
            RAW
        }
    }
}
