package io.sockit.packetdrill.script;

/// A piece of a script's text.
///
/// @param text what it holds: of quoted ones, what is between the quotes
/// @param line counted from 1
record Token(Kind kind, String text, int line) {
    enum Kind {
        WORD,
        INTEGER,
        HEX,
        FLOAT,
        STRING,
        BACKQUOTED,
        CODE,
        OPTION,
        IPV4,
        IPV6,
        ELLIPSIS,
        SYMBOL,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end of the script" : "'" + text + "'";
    }
}
