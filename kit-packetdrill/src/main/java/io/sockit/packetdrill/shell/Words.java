package io.sockit.packetdrill.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Splits shell text into words and operators, with quotes, comments, lines that go on, and
/// arithmetic. Not thread-safe.
final class Words {
    private static final Set<String> DOUBLE = Set.of("&&", "||", "&>", ">>");

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean began;
    private int at;

    /// @param operator one of `;` `|` `&&` `||` `>` `2>` `&>`, and not a word
    record Word(String text, boolean operator) {}

    private Words(String text) {
        this.text = text.replace("\\\n", " ");
    }

    static List<Word> of(String text) throws ShellException {
        Words words = new Words(text);
        while (words.at < words.text.length()) {
            words.next();
        }
        words.end();
        return words.words;
    }

    private void next() throws ShellException {
        char c = text.charAt(at);
        if (c == '#' && !began) {
            int line = text.indexOf('\n', at);
            at = line < 0 ? text.length() : line;
        } else if (c == '\n' || c == ';') {
            operator(";", 1);
        } else if (Character.isWhitespace(c)) {
            end();
            at++;
        } else if (c == '\'' || c == '"') {
            quoted(c);
        } else if (c == '$') {
            expansion();
        } else if ("|&>".indexOf(c) >= 0) {
            redirectOrPipe();
        } else {
            began = true;
            word.append(c == '\\' && at + 1 < text.length() ? text.charAt(++at) : c);
            at++;
        }
    }

    private void redirectOrPipe() throws ShellException {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        boolean numbered =
                text.charAt(at) == '>'
                        && (word.toString().equals("2") || word.toString().equals("1"));
        if (numbered) {
            String number = word.toString();
            word.setLength(0);
            began = false;
            operator(number + ">", 1);
        } else if (DOUBLE.contains(two)) {
            operator(two, 2);
        } else if (text.charAt(at) == '&'
                && !words.isEmpty()
                && words.getLast().text().endsWith(">")) {
            began = true; // 2>&1
            word.append(text.charAt(at++));
        } else if (text.charAt(at) == '&') {
            throw new ShellException("'&' is not served");
        } else {
            operator(text.substring(at, at + 1), 1);
        }
    }

    private void operator(String operator, int length) {
        end();
        words.add(new Word(operator, true));
        at += length;
    }

    private void end() {
        if (began) {
            words.add(new Word(word.toString(), false));
            word.setLength(0);
            began = false;
        }
    }

    private void quoted(char quote) throws ShellException {
        began = true;
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (quote == '"' && text.charAt(at) == '$') {
                expansion();
            } else {
                boolean escape = quote == '"' && text.charAt(at) == '\\' && at + 1 < text.length();
                word.append(text.charAt(escape ? ++at : at));
                at++;
            }
        }
        if (at == text.length()) {
            throw new ShellException("a quote is not closed");
        }
        at++;
    }

    /// `$((15*1024*1024))`; of variables only the name of the process: `${PPID}`.
    private void expansion() throws ShellException {
        began = true;
        int end = text.indexOf("))", at);
        if (text.startsWith("$((", at) && end > 0) {
            word.append(Arithmetic.value(text.substring(at + 3, end)));
            at = end + 2;
        } else if (text.startsWith("${PPID}", at)) {
            word.append("PPID");
            at += "${PPID}".length();
        } else {
            throw new ShellException(
                    "expansion is not served: "
                            + text.substring(at).lines().findFirst().orElse(""));
        }
    }
}
