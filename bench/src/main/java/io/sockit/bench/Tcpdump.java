package io.sockit.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program tcpdump, where it is installed.
final class Tcpdump {
    private static final String NAME = "tcpdump";

    private Tcpdump() {}

    static boolean isInstalled() {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, NAME))) {
                return true;
            }
        }
        return false;
    }

    /// Runs it to its end, without its output.
    ///
    /// @throws IOException where it fails
    static int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(NAME));
        command.addAll(List.of(arguments));
        int status =
                new ProcessBuilder(command)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException(command + ": exit status " + status);
        }
        return status;
    }
}
