package io.sockit.packetdrill.script;

import io.sockit.packetdrill.script.PacketSpec.Envelope;
import io.sockit.packetdrill.script.PacketSpec.Icmp;
import io.sockit.packetdrill.script.PacketSpec.IpInfo;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.PacketSpec.Udp;

import java.util.stream.Collectors;

/// Packets in the scripts' own notation.
public final class PacketText {
    private static final String[] MARKS = {"noecn", "ect1", "ect0", "ce"};

    private PacketText() {}

    public static String of(PacketSpec packet) {
        return start(packet.envelope())
                + switch (packet) {
                    case Tcp tcp -> tcp(tcp);
                    case Udp udp -> "udp" + ports(udp.envelope()) + " (" + udp.payload() + ")";
                    case Icmp icmp -> icmp(icmp);
                };
    }

    private static String start(Envelope envelope) {
        String direction = envelope.outbound() ? "> " : "< ";
        IpInfo ip = envelope.ip();
        return direction
                + switch (ip.mark()) {
                    case UNCHECKED -> "";
                    case ECN -> "[" + MARKS[ip.tos()] + "] ";
                    case ECT_ANY -> "[ect01] ";
                    case TOS -> ip.tos() == 0 ? "" : "[tos 0x%x] ".formatted(ip.tos());
                };
    }

    private static String ports(Envelope envelope) {
        return envelope.sourcePort() == 0
                ? ""
                : " " + envelope.sourcePort() + " > " + envelope.destinationPort();
    }

    private static String tcp(Tcp tcp) {
        StringBuilder text = new StringBuilder(TcpFlags.text(tcp.flags()));
        long end = tcp.sequence() + tcp.payload() & 0xffff_ffffL;
        text.append(" %d:%d(%d)".formatted(tcp.sequence(), end, tcp.payload()));
        if (tcp.has(TcpFlags.ACK)) {
            text.append(" ack ").append(tcp.ack());
        }
        if (tcp.window() >= 0) {
            text.append(" win ").append(tcp.window());
        }
        if (tcp.urgent() != 0) {
            text.append(" urg ").append(tcp.urgent());
        }
        if (tcp.options() == null) {
            text.append(" <...>");
        } else if (!tcp.options().isEmpty()) {
            text.append(
                    tcp.options().stream()
                            .map(TcpOption::toString)
                            .collect(Collectors.joining(",", " <", ">")));
        }
        return text.toString();
    }

    private static String icmp(Icmp icmp) {
        return "icmp "
                + icmp.type()
                + (icmp.code() == null ? "" : " " + icmp.code())
                + (icmp.mtu() > 0 ? " mtu " + icmp.mtu() : "");
    }
}
