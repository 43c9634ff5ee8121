package io.sockit.packetdrill.run;

import io.sockit.packetdrill.script.PacketSpec;
import io.sockit.packetdrill.script.PacketSpec.Icmp;
import io.sockit.packetdrill.script.PacketSpec.IpInfo;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.PacketSpec.Udp;
import io.sockit.packetdrill.script.TcpFlags;
import io.sockit.packetdrill.script.TcpOption;
import io.sockit.packetdrill.wire.PacketReader;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How a sent packet differs from the script's.
final class Comparison {
    private static final int ECN = TcpFlags.ECE | TcpFlags.CWR | TcpFlags.AE;

    /// What single pieces of a segment may differ in.
    private static final int ENDS = TcpFlags.FIN | TcpFlags.PSH | TcpFlags.CWR;

    private Comparison() {}

    /// The first difference in words, or null without one.
    static @Nullable String difference(PacketSpec expected, PacketSpec sent, boolean v4) {
        String ip = ip(expected.envelope().ip(), sent.envelope().ip());
        if (ip != null) {
            return ip;
        }
        return switch (expected) {
            case Tcp tcp -> sent instanceof Tcp other ? tcp(tcp, other) : "no TCP segment";
            case Udp udp -> sent instanceof Udp other ? udp(udp, other) : "no UDP datagram";
            case Icmp icmp ->
                    sent instanceof Icmp other ? icmp(icmp, other, v4) : "no ICMP message";
        };
    }

    private static @Nullable String ip(IpInfo expected, IpInfo sent) {
        int ecn = sent.tos() & 3;
        String tos =
                switch (expected.mark()) {
                    case UNCHECKED -> null;
                    case ECN -> number("ECN bits", expected.tos(), ecn);
                    case ECT_ANY ->
                            ecn == 1 || ecn == 2
                                    ? null
                                    : "ECN bits: " + ecn + " (expected: 1 or 2)";
                    case TOS -> number("type of service", expected.tos(), sent.tos());
                };
        return tos == null && expected.ttl() >= 0
                ? number("time to live", expected.ttl(), sent.ttl())
                : tos;
    }

    private static @Nullable String tcp(Tcp expected, Tcp sent) {
        if (flags(expected, sent)) {
            return "flags: %s (expected: %s)"
                    .formatted(TcpFlags.text(sent.flags()), TcpFlags.text(expected.flags()));
        }
        if (expected.sequence() != sent.sequence()) {
            return number("sequence number", expected.sequence(), sent.sequence());
        }
        if (expected.payload() != sent.payload()) {
            return number("payload", expected.payload(), sent.payload());
        }
        if (expected.ack() != sent.ack()) {
            return number("acknowledgement", expected.ack(), sent.ack());
        }
        if (expected.window() >= 0 && expected.window() != sent.window()) {
            return number("window", expected.window(), sent.window());
        }
        if (expected.urgent() != sent.urgent()) {
            return number("urgent pointer", expected.urgent(), sent.urgent());
        }
        return options(expected.options(), sent.options());
    }

    private static boolean flags(Tcp expected, Tcp sent) {
        int ignored = expected.ace() < 0 ? 0 : ECN;
        boolean ace = expected.ace() >= 0 && (sent.flags() & ECN) >> 6 != expected.ace();
        return ace || (expected.flags() | ignored) != (sent.flags() | ignored);
    }

    /// The same kinds in the same order, with the same data; timestamps have been judged apart.
    private static @Nullable String options(
            @Nullable List<TcpOption> expected, @Nullable List<TcpOption> sent) {
        if (expected == null || sent == null) {
            return null;
        }
        boolean same = expected.size() == sent.size();
        for (int i = 0; same && i < expected.size(); i++) {
            TcpOption mine = expected.get(i);
            TcpOption other = sent.get(i);
            same =
                    mine.kind() == other.kind()
                            && (mine.kind() == TcpOption.TIMESTAMP || mine.equals(other));
        }
        return same ? null : "options: %s (expected: %s)".formatted(sent, expected);
    }

    private static @Nullable String udp(Udp expected, Udp sent) {
        return number("payload", expected.payload(), sent.payload());
    }

    private static @Nullable String icmp(Icmp expected, Icmp sent, boolean v4) {
        return PacketReader.sameMessage(expected, sent, v4)
                ? null
                : "icmp %s %s (expected: %s %s)"
                        .formatted(sent.type(), sent.code(), expected.type(), expected.code());
    }

    private static @Nullable String number(String what, long expected, long sent) {
        return expected == sent ? null : "%s: %d (expected: %d)".formatted(what, sent, expected);
    }

    /// Whether a piece goes on where the piece before ended, and agrees with it in the rest.
    static boolean follows(Tcp before, Tcp piece) {
        return (before.flags() & ~ENDS) == (piece.flags() & ~ENDS)
                && (before.sequence() + before.payload() & 0xffff_ffffL) == piece.sequence()
                && before.ack() == piece.ack()
                && before.window() == piece.window()
                && before.urgent() == piece.urgent()
                && before.options() != null
                && piece.options() != null
                && before.options().size() == piece.options().size();
    }
}
