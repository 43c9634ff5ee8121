package io.sockit.packetdrill.code;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A token of a block.
///
/// @param kind of its first character: `n` a number, `s` a string, `w` a word, `o` an operator, `e`
///     the end of a statement
record PyToken(char kind, String text) {
    private static final Pattern TOKENS =
            Pattern.compile(
                    "(?<skip>[ \\t\\r]+|\\\\[ \\t]*\\n|#[^\\n]*)"
                            + "|(?<e>[;\\n])"
                            + "|(?<n>0[xX][0-9a-fA-F]+|[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)"
                            + "|(?<s>'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\")"
                            + "|(?<w>[A-Za-z_][A-Za-z0-9_]*)"
                            + "|(?<o>\\*\\*|//|<<|>>|[-+*/%|&^]=|[=!<>]=|[-+*/%|&^~<>=(),\\[\\]])");

    static List<PyToken> of(String block) throws CodeException {
        List<PyToken> tokens = new ArrayList<>();
        Matcher matcher = TOKENS.matcher(block);
        int at = 0;
        while (at < block.length()) {
            if (!matcher.region(at, block.length()).lookingAt()) {
                throw new CodeException("code: '" + block.charAt(at) + "' is not served");
            }
            at = matcher.end();
            for (String kind : List.of("e", "n", "s", "w", "o")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new PyToken(kind.charAt(0), matcher.group()));
                }
            }
        }
        tokens.add(new PyToken('e', ""));
        return tokens;
    }

    boolean is(String operator) {
        return (kind == 'o' || kind == 'w') && text.equals(operator);
    }
}
