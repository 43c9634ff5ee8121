package io.sockit.packetdrill.script;

import io.sockit.packetdrill.script.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads what is between `<` and `>`.
final class TcpOptionParser {
    private static final int ACCECN_0 = 172; // RFC 9768 §3.2.3: ECT(0) first
    private static final int ACCECN_1 = 174;
    private static final int MAX_24 = 0xff_ffff;
    private static final long MAX_32 = 0xffff_ffffL;

    private final TokenReader in;

    TcpOptionParser(TokenReader in) {
        this.in = in;
    }

    /// The options behind `<`, or null for `...>`.
    @Nullable List<TcpOption> list() throws ScriptException {
        if (in.peek().is(Kind.ELLIPSIS)) {
            in.next();
            in.symbol(">");
            return null;
        }
        List<TcpOption> list = new ArrayList<>();
        do {
            list.add(option());
        } while (in.acceptSymbol(","));
        in.symbol(">");
        return list;
    }

    private TcpOption option() throws ScriptException {
        String name = in.text(Kind.WORD, "a TCP option");
        return switch (name) {
            case "nop" -> TcpOption.empty(TcpOption.NOP);
            case "eol" -> TcpOption.empty(TcpOption.EOL);
            case "mss" -> TcpOption.mss((int) in.number("mss", 0xffff));
            case "wscale" -> TcpOption.wscale((int) in.number("wscale", 0xff));
            case "sackOK" -> TcpOption.empty(TcpOption.SACK_OK);
            case "sack" -> sack();
            case "TS" -> timestamp();
            case "md5" -> TcpOption.of(TcpOption.MD5, bytes());
            case "FO" -> TcpOption.of(TcpOption.FAST_OPEN, bytes());
            case "FOEXP" -> TcpOption.of(TcpOption.EXPERIMENT, experiment(bytes()));
            case "ECN" -> accurateEcn();
            default ->
                    throw in.bad(
                            "a TCP option after '"
                                    + name
                                    + "', which is unknown: nop, eol, mss, wscale,"
                                    + " sackOK, sack, TS, md5, FO, FOEXP, ECN");
        };
    }

    private TcpOption sack() throws ScriptException {
        List<Long> edges = new ArrayList<>();
        while (in.peek().is(Kind.INTEGER)) {
            edges.add(in.number("left edge", MAX_32));
            in.symbol(":");
            edges.add(in.number("right edge", MAX_32));
        }
        return TcpOption.sack(edges.stream().mapToLong(Long::longValue).toArray());
    }

    private TcpOption timestamp() throws ScriptException {
        in.word("val");
        long value = in.number("val", MAX_32);
        in.word("ecr");
        return TcpOption.timestamp(value, in.number("ecr", MAX_32));
    }

    /// Hexadecimal digits, which the lexer may have taken for a number; or nothing.
    private byte[] bytes() throws ScriptException {
        Token token = in.peek();
        if (!token.is(Kind.WORD) && !token.is(Kind.INTEGER)) {
            return new byte[0];
        }
        try {
            return HexFormat.of().parseHex(in.next().text());
        } catch (IllegalArgumentException e) {
            throw in.wrong(token.line(), token + " (expected: pairs of hexadecimal digits)");
        }
    }

    private static byte[] experiment(byte[] cookie) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(TcpOption.FAST_OPEN_MAGIC >> 8);
        data.write(TcpOption.FAST_OPEN_MAGIC);
        data.writeBytes(cookie);
        return data.toByteArray();
    }

    /// `ECN e0b 1 ceb 0 e1b 1`: counters of 24 bits.
    private TcpOption accurateEcn() throws ScriptException {
        boolean zero = in.peek().isWord("e0b");
        if (!zero && !in.peek().isWord("e1b")) {
            throw in.bad("e0b or e1b");
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String name : zero ? List.of("e0b", "ceb", "e1b") : List.of("e1b", "ceb", "e0b")) {
            if (in.acceptWord(name)) {
                int count = (int) in.number(name, MAX_24);
                data.write(count >> 16);
                data.write(count >> 8);
                data.write(count);
            }
        }
        return TcpOption.of(zero ? ACCECN_0 : ACCECN_1, data.toByteArray());
    }
}
