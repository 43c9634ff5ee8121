package io.sockit.packetdrill.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `rm` and `dd` of the files that a script makes.
final class FileCommands {
    private final ScriptFiles files;

    FileCommands(ScriptFiles files) {
        this.files = files;
    }

    /// `rm -f FILE…`.
    Result rm(List<String> arguments) throws ShellException {
        for (String argument : arguments) {
            if (argument.startsWith("-") && !argument.equals("-f")) {
                throw new ShellException("shell: rm " + argument + " is not served");
            }
            files.remove(argument);
        }
        return Result.OK;
    }

    /// `dd if=/dev/zero of=FILE bs=N count=N`.
    Result dd(List<String> arguments) throws ShellException {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            given.put(pair[0], pair.length > 1 ? pair[1] : "");
        }
        String file = given.get("of");
        if (file == null || !"/dev/zero".equals(given.get("if"))) {
            throw new ShellException("shell: dd (expected: if=/dev/zero of=FILE)");
        }
        long size = Arithmetic.value(given.getOrDefault("bs", "512"));
        files.create(file, size * Arithmetic.value(given.getOrDefault("count", "1")));
        return Result.OK;
    }
}
