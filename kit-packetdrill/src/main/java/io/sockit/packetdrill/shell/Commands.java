package io.sockit.packetdrill.shell;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.packetdrill.wire.Wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What shell lines can run.
final class Commands {
    private final String script;
    private final Settings settings;
    private final Links links;
    private final CounterView counters;
    private final FileCommands files;

    /// Whether a file of defaults runs, which may name settings that this TCP does not have.
    private boolean defaults;

    Commands(Host host, Wire wire, ScriptFiles files, String script) {
        this.script = script;
        this.settings = new Settings(host);
        this.links = new Links(host, wire, Shell.INTERFACE);
        this.counters = new CounterView(host);
        this.files = new FileCommands(files);
    }

    /// @param input what the command before in the pipe has put out
    /// @throws ShellException for a command that is not known
    Result run(List<String> command, String input) throws ShellException {
        if (command.isEmpty()) {
            return Result.OK;
        }
        List<String> arguments = command.subList(1, command.size());
        String name = command.getFirst().substring(command.getFirst().lastIndexOf('/') + 1);
        try {
            return switch (name) {
                case "sysctl" -> settings.sysctl(arguments, defaults);
                case "set_sysctls.py" -> settings.assign(arguments);
                case "echo" -> new Result(0, String.join(" ", arguments) + "\n");
                case "true", ":" -> Result.OK;
                case "cat" -> new Result(0, contents(arguments));
                case "grep" -> grep(arguments, input);
                case "ip" -> links.ip(arguments);
                case "tc" -> links.tc(arguments);
                case "ethtool" -> links.ethtool(arguments);
                case "nstat" -> counters.nstat();
                case "rm" -> files.rm(arguments);
                case "dd" -> files.dd(arguments);
                default -> file(command.getFirst(), name);
            };
        } catch (ErrnoException e) {
            throw new ShellException(String.join(" ", command) + ": " + e.getMessage());
        }
    }

    private Result file(String path, String name) throws ShellException, ErrnoException {
        if (name.equals("sysctl_restore_PPID.sh")) {
            settings.restore();
            return Result.OK;
        }
        if (!name.equals("defaults.sh")) {
            throw new ShellException("shell: command '" + path + "' is not served");
        }
        defaults = true;
        try {
            Path beside = Path.of(script).resolveSibling(path);
            if (Files.isReadable(beside)) {
                new Shell(this).run(Files.readString(beside));
            } else {
                settings.defaults();
            }
        } catch (IOException e) {
            throw new ShellException(path + ": " + e.getMessage());
        } finally {
            defaults = false;
        }
        return Result.OK;
    }

    /// Writes a line to a setting's file.
    void write(String file, String line) throws ShellException {
        try {
            settings.set(settings.key(file), line);
        } catch (ErrnoException e) {
            throw new ShellException(file + ": " + e.getMessage());
        }
    }

    private String contents(List<String> files) throws ShellException, ErrnoException {
        StringBuilder all = new StringBuilder();
        for (String file : files) {
            all.append(
                    Set.of("/proc/net/tcp", "/proc/net/tcp6").contains(file)
                            ? counters.sockets(file.endsWith("6"))
                            : settings.get(settings.key(file)) + "\n");
        }
        return all.toString();
    }

    private Result grep(List<String> arguments, String input)
            throws ShellException, ErrnoException {
        List<String> words =
                arguments.stream()
                        .filter(word -> !word.equals("-q") && !word.equals("-E"))
                        .toList();
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            throw new ShellException("shell: grep " + arguments + " is not served");
        }
        String text = words.size() == 1 ? input : contents(words.subList(1, words.size()));
        StringBuilder found = new StringBuilder();
        text.lines()
                .filter(line -> line.contains(words.getFirst()))
                .forEach(line -> found.append(line).append('\n'));
        boolean quiet = arguments.contains("-q");
        return new Result(found.isEmpty() ? 1 : 0, quiet ? "" : found.toString());
    }
}
