package io.sockit.packetdrill.shell;

import io.sockit.api.Host;
import io.sockit.packetdrill.shell.Words.Word;
import io.sockit.packetdrill.wire.Wire;

import java.util.ArrayList;
import java.util.List;

/// Runs the shell lines of one script: lines, `&&`, `||`, pipes, and output that is thrown away or
/// written to a setting. Not thread-safe.
public final class Shell {
    /// The interface under test.
    public static final String INTERFACE = "tun0";

    private final Commands commands;

    /// @param files what `dd` makes
    /// @param script path of the script, beside which its shell files are looked for
    public Shell(Host host, Wire wire, ScriptFiles files, String script) {
        this(new Commands(host, wire, files, script));
    }

    /// Runs what others run too, such as a file of lines.
    Shell(Commands commands) {
        this.commands = commands;
    }

    /// Runs lines.
    ///
    /// @throws ShellException if the last command fails, or a command is not known
    public void run(String text) throws ShellException {
        List<Word> line = new ArrayList<>();
        int status = 0;
        boolean skip = false;
        String last = "";
        List<Word> words = new ArrayList<>(Words.of(text));
        words.add(new Word(";", true));
        for (Word word : words) {
            boolean ends = word.operator() && List.of(";", "&&", "||").contains(word.text());
            if (!ends) {
                line.add(word);
                continue;
            }
            if (!line.isEmpty() && !skip) {
                status = pipeline(line);
                last = describe(line);
            }
            boolean empty = line.isEmpty();
            line.clear();
            if (word.text().equals(";")) {
                skip = false;
            } else if (!empty) {
                skip = word.text().equals("&&") != (status == 0);
            }
        }
        if (status != 0) {
            throw new ShellException("shell: '%s' fails".formatted(last));
        }
    }

    private static String describe(List<Word> line) {
        return String.join(" ", line.stream().map(Word::text).toList());
    }

    private int pipeline(List<Word> line) throws ShellException {
        String input = "";
        int status = 0;
        List<String> command = new ArrayList<>();
        String target = "";
        for (int i = 0; i <= line.size(); i++) {
            Word word = i == line.size() ? new Word("|", true) : line.get(i);
            if (!word.operator()) {
                command.add(word.text());
            } else if (word.text().equals("|")) {
                Result result = commands.run(command, input);
                status = result.status();
                input = redirected(result, target);
                command.clear();
                target = "";
            } else {
                i++;
                String file = i < line.size() ? line.get(i).text() : "";
                target = word.text().equals("2>") ? target : file;
            }
        }
        return status;
    }

    private String redirected(Result result, String target) throws ShellException {
        if (target.isEmpty() || target.equals("&2")) {
            return result.output();
        }
        if (!target.equals("/dev/null")) {
            commands.write(target, result.output().strip());
        }
        return "";
    }
}
