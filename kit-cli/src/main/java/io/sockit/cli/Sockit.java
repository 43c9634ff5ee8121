package io.sockit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;

/// The command `sockit` itself, with the options that all verbs share.
@Command(
        name = "sockit",
        description = "A BSD socket stack that lives inside a JVM.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footer = "%nExit status: 0 on success, 1 on failure, 2 for wrong usage.",
        subcommands = {
            RunVerb.class,
            ReplayVerb.class,
            PluginsVerb.class,
            PingVerb.class,
            NetcatVerb.class,
            PcapVerb.class,
            BenchVerb.class,
            HelpCommand.class,
        })
@SuppressWarnings("NullAway.Init") // picocli sets the specification
final class Sockit implements Runnable {
    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "A folder of plug-ins, besides those on the class path; may be repeated.")
    private List<Path> plugins = new ArrayList<>();

    @Spec private CommandSpec spec;

    private final InputStream in;
    private final PrintStream out;

    Sockit(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /// The folders of `--plugins`.
    ///
    /// @throws ParameterException for one that is not a readable folder
    List<Path> plugins() {
        requireFolders(plugins, spec.commandLine());
        return plugins;
    }

    /// @throws ParameterException for one that is not a readable folder
    static void requireFolders(List<Path> plugins, CommandLine sockit) {
        for (Path folder : plugins) {
            if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
                throw new ParameterException(
                        sockit,
                        "--plugins: '%s' (expected: a readable folder of plug-ins)"
                                .formatted(folder));
            }
        }
    }

    /// Hands over to the tool of a module's jar.
    ///
    /// @return its exit status; 1 if the jar is not on the class path
    static int tool(CommandLine verb, String module, String tool, List<String> arguments) {
        Optional<ToolProvider> found = ToolProvider.findFirst(tool);
        if (found.isEmpty()) {
            String name = tool.substring(tool.indexOf('-') + 1);
            verb.getErr()
                    .println(
                            "sockit: %s: no jar of module %s on the class path"
                                    .formatted(name, module));
            return 1;
        }
        return found.get().run(verb.getOut(), verb.getErr(), arguments.toArray(String[]::new));
    }

    /// Standard input, byte for byte.
    InputStream in() {
        return in;
    }

    /// Standard output, byte for byte: for a verb whose output is not text.
    PrintStream out() {
        return out;
    }

    @Override
    public void run() {
        CommandLine sockit = spec.commandLine();
        throw new ParameterException(sockit, "no verb (expected: one of those below)");
    }
}
