package io.sockit.packetdrill.script;

import io.sockit.packetdrill.script.PacketSpec.Envelope;
import io.sockit.packetdrill.script.PacketSpec.Icmp;
import io.sockit.packetdrill.script.PacketSpec.IpInfo;
import io.sockit.packetdrill.script.PacketSpec.Quoted;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.PacketSpec.Udp;
import io.sockit.packetdrill.script.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// Reads packets: `> P. 1:1001(1000) ack 1 win 257`, `< icmp unreachable [1:1461(1460)]`.
final class PacketParser {
    private static final int MAX_16 = 0xffff;
    private static final long MAX_32 = 0xffff_ffffL;
    private static final int SOME_ECN = TcpFlags.ECE | TcpFlags.CWR | TcpFlags.AE;
    private static final Set<String> OUTER = Set.of("ipv4", "ipv6", "gre", "GREv0", "mpls");

    private final TokenReader in;
    private final TcpOptionParser options;

    PacketParser(TokenReader in) {
        this.in = in;
        this.options = new TcpOptionParser(in);
    }

    PacketSpec packet() throws ScriptException {
        boolean outbound = in.acceptSymbol(">");
        if (!outbound && !in.acceptSymbol("<")) {
            throw in.bad("'<', '>', a system call, shell lines or a block of code");
        }
        StringBuilder around = new StringBuilder();
        while (OUTER.contains(in.peek().text()) && in.peek().is(Kind.WORD)) {
            around.append(outer());
        }
        IpInfo ip = ipInfo();
        if (in.acceptWord("udp")) {
            return udp(outbound, ip, around.toString());
        }
        if (in.acceptWord("icmp")) {
            return icmp(new Envelope(outbound, ip, 0, 0, around.toString()));
        }
        if (in.acceptWord("encap")) {
            while (!in.peek().is(Kind.INTEGER) && !in.peek().is(Kind.HEX)) {
                around.append(in.next().text()).append(' ');
            }
            around.append(in.next().text());
        }
        return tcp(outbound, ip, around.toString());
    }

    /// An outer header, up to its colon: kept as text, since it is run nowhere.
    private String outer() throws ScriptException {
        StringBuilder text = new StringBuilder();
        while (!in.acceptSymbol(":")) {
            if (in.peek().is(Kind.END)) {
                throw in.bad("':' behind an outer header");
            }
            text.append(in.next().text()).append(' ');
        }
        return text.toString();
    }

    /// `[ect0]`, `(tos 0x3, flowlabel 0x1)`, `[ttl 5]`.
    private IpInfo ipInfo() throws ScriptException {
        boolean square = in.acceptSymbol("[");
        if (!square && !in.acceptSymbol("(")) {
            return IpInfo.NONE;
        }
        IpInfo info = IpInfo.NONE;
        do {
            info = ipPart(info);
        } while (in.acceptSymbol(","));
        in.symbol(square ? "]" : ")");
        return info;
    }

    private IpInfo ipPart(IpInfo so) throws ScriptException {
        String word = in.text(Kind.WORD, "ect0, ect1, ce, noecn, ect01, tos, ttl or flowlabel");
        return switch (word) {
            case "noecn" -> marked(so, IpInfo.Mark.ECN, 0);
            case "ect1" -> marked(so, IpInfo.Mark.ECN, 1);
            case "ect0" -> marked(so, IpInfo.Mark.ECN, 2);
            case "ce" -> marked(so, IpInfo.Mark.ECN, 3);
            case "ect01" -> marked(so, IpInfo.Mark.ECT_ANY, 0);
            case "tos" -> marked(so, IpInfo.Mark.TOS, (int) in.number("type of service", 0xff));
            case "ttl" ->
                    new IpInfo(
                            so.mark(),
                            so.tos(),
                            (int) in.number("time to live", 255),
                            so.flowLabel());
            case "flowlabel" ->
                    new IpInfo(
                            so.mark(), so.tos(), so.ttl(), (int) in.number("flow label", 0xfffff));
            default -> throw in.bad("ect0, ect1, ce, noecn, ect01, tos, ttl or flowlabel");
        };
    }

    private static IpInfo marked(IpInfo so, IpInfo.Mark mark, int tos) {
        return new IpInfo(mark, tos, so.ttl(), so.flowLabel());
    }

    /// Ports before the protocol's own words: `1024 > 8080`, or 0 and 0.
    private int[] ports() throws ScriptException {
        if (!in.peek().is(Kind.INTEGER) || !in.peek(1).isSymbol(">")) {
            return new int[2];
        }
        int source = (int) in.number("source port", MAX_16);
        in.symbol(">");
        return new int[] {source, (int) in.number("destination port", MAX_16)};
    }

    private Udp udp(boolean outbound, IpInfo ip, String around) throws ScriptException {
        int[] ports = ports();
        in.symbol("(");
        int payload = (int) in.number("length of the payload", MAX_16);
        in.symbol(")");
        return new Udp(new Envelope(outbound, ip, ports[0], ports[1], around), payload);
    }

    private Icmp icmp(Envelope envelope) throws ScriptException {
        String type = in.text(Kind.WORD, "an ICMP type");
        boolean coded = in.peek().is(Kind.WORD);
        String code =
                coded && !in.peek().isWord("mtu") && !in.peek().isWord("id")
                        ? in.next().text()
                        : null;
        int mtu = in.acceptWord("mtu") ? (int) in.number("MTU", MAX_16) : -1;
        int id = in.acceptWord("id") ? (int) in.number("identifier", MAX_16) : 0;
        return new Icmp(envelope, type, code, mtu, id, quoted());
    }

    /// `[1:1461(1460)]`, `[udp (1000)]`, `[raw (8)]`.
    private Quoted quoted() throws ScriptException {
        if (!in.acceptSymbol("[")) {
            return new Quoted(Quoted.Protocol.TCP, 0, 0);
        }
        Quoted quoted;
        if (in.peek().is(Kind.WORD)) {
            boolean udp = in.acceptWord("udp");
            if (!udp) {
                in.word("raw");
            }
            in.symbol("(");
            int length = (int) in.number("length", MAX_16);
            in.symbol(")");
            quoted = new Quoted(udp ? Quoted.Protocol.UDP : Quoted.Protocol.RAW, 0, length);
        } else {
            long[] range = range();
            quoted = new Quoted(Quoted.Protocol.TCP, range[0], (int) range[1]);
        }
        in.symbol("]");
        return quoted;
    }

    private Tcp tcp(boolean outbound, IpInfo ip, String around) throws ScriptException {
        int[] ports = ports();
        int line = in.peek().line();
        int[] flags = flags();
        long[] range = range();
        long ack = in.acceptWord("ack") ? in.number("acknowledgement", MAX_32) : 0;
        int window = in.acceptWord("win") ? (int) in.number("window", MAX_16) : -1;
        int urgent = in.acceptWord("urg") ? (int) in.number("urgent pointer", MAX_16) : 0;
        List<TcpOption> list = options(line);
        Envelope envelope = new Envelope(outbound, ip, ports[0], ports[1], around);
        if (!outbound) {
            checkInbound(line, window, list, ip);
        }
        return new Tcp(
                envelope, flags[0], flags[1], range[0], (int) range[1], ack, window, urgent, list);
    }

    private void checkInbound(int line, int window, @Nullable List<TcpOption> list, IpInfo ip)
            throws ScriptException {
        if (window < 0) {
            throw in.wrong(line, "no window (expected: 'win' for a packet that comes in)");
        }
        if (list == null || ip.mark() == IpInfo.Mark.ECT_ANY) {
            throw in.wrong(line, "'<...>' or [ect01] (expected: for sent packets only)");
        }
    }

    private @Nullable List<TcpOption> options(int line) throws ScriptException {
        if (!in.acceptSymbol("<")) {
            return List.of();
        }
        List<TcpOption> list = options.list();
        int length = list == null ? 0 : list.stream().mapToInt(TcpOption::length).sum();
        if (length % 4 != 0 || length > 40) {
            throw in.wrong(
                    line,
                    "TCP options of %d bytes (expected: a multiple of 4, at most 40)"
                            .formatted(length));
        }
        return list;
    }

    /// Flags and AccECN counter, -1 without one: `SEW`, `P.`, `-`, `.5`.
    private int[] flags() throws ScriptException {
        if (in.acceptSymbol("-")) {
            return new int[] {0, -1};
        }
        String letters = in.peek().is(Kind.WORD) ? in.next().text() : "";
        int flags = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (TcpFlags.of(letter) == 0) {
                throw in.wrong(
                        in.peek().line(),
                        "TCP flags: '%s' (expected: of FSRPUEWA)".formatted(letters));
            }
            flags |= TcpFlags.of(letter);
        }
        if (in.acceptSymbol(".")) {
            return new int[] {flags | TcpFlags.ACK, -1};
        }
        if (in.peek().is(Kind.FLOAT)) {
            int ace = Integer.parseInt(in.next().text().substring(1));
            if (ace > 7 || (flags & SOME_ECN) != 0) {
                throw in.wrong(in.peek().line(), "ACE: %d (expected: 0 to 7)".formatted(ace));
            }
            return new int[] {flags | TcpFlags.ACK | ace << 6, ace};
        }
        if (letters.isEmpty()) {
            throw in.bad("TCP flags, udp or icmp");
        }
        return new int[] {flags, -1};
    }

    /// `1:1001(1000)`: first sequence number and length.
    private long[] range() throws ScriptException {
        int line = in.peek().line();
        long first = in.number("sequence number", MAX_32);
        in.symbol(":");
        long end = in.number("sequence number", MAX_32);
        in.symbol("(");
        long length = in.number("length of the payload", MAX_16);
        in.symbol(")");
        if ((first + length & MAX_32) != end) {
            throw in.wrong(
                    line,
                    "%d:%d(%d) (expected: an end of %d)"
                            .formatted(first, end, length, first + length));
        }
        return new long[] {first, length};
    }
}
