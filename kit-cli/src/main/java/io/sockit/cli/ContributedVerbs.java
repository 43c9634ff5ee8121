package io.sockit.cli;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.PluginInfo;
import io.sockit.spi.Command;
import io.sockit.spi.Contribution;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The verbs that plug-ins add. If the arguments do not name a built-in verb, a host is started to
/// learn them, and lives on for the one that runs.
final class ContributedVerbs implements AutoCloseable {
    private static final String PLUGINS = "--plugins";

    /// A built-in verb, which lists those of plug-ins too.
    private static final String HELP = "help";

    private final @Nullable Host host;

    private ContributedVerbs(@Nullable Host host) {
        this.host = host;
    }

    /// @throws ParameterException for a folder of plug-ins that is not a readable folder
    static ContributedVerbs wanted(List<String> arguments, CommandLine sockit) {
        List<Path> folders = new ArrayList<>();
        String verb = scan(arguments, folders);
        boolean ours = sockit.getSubcommands().containsKey(verb) && !verb.equals(HELP);
        if (ours || arguments.contains("--version")) {
            return new ContributedVerbs(null);
        }
        if (!verb.isEmpty() && !verb.equals(HELP)) {
            Sockit.requireFolders(folders, sockit);
        }
        Network network = Network.create(1);
        Host.Builder builder = network.host("sockit");
        folders.forEach(builder::plugins);
        try {
            return new ContributedVerbs(builder.start());
        } catch (ErrnoException e) {
            network.close(); // the built-in verbs, help above all, work without it
            return new ContributedVerbs(null);
        }
    }

    /// The first argument that is not an option; empty if there is none.
    private static String scan(List<String> arguments, List<Path> folders) {
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (argument.equals(PLUGINS) && rest.hasNext()) {
                folders.add(Path.of(rest.next()));
            } else if (argument.startsWith(PLUGINS + "=")) {
                folders.add(Path.of(argument.substring(PLUGINS.length() + 1)));
            } else if (!argument.startsWith("-")) {
                return argument;
            }
        }
        return "";
    }

    void addTo(CommandLine sockit) {
        if (host == null) {
            return;
        }
        for (PluginInfo plugin : host.plugins().all()) {
            for (PluginInfo.Contribution row : plugin.contributions()) {
                if (row.kind().equals(Command.POINT.name())) {
                    add(row.key(), host, sockit);
                }
            }
        }
    }

    private static void add(String verb, Host host, CommandLine sockit) {
        Contribution<Command> found = host.extensions().of(Command.POINT).find(verb);
        if (found != null && !sockit.getSubcommands().containsKey(verb)) {
            CommandLine added = new CommandLine(new ContributedVerb(host, found));
            added.getCommandSpec().usageMessage().description(about(found));
            added.setUnmatchedOptionsArePositionalParams(true);
            sockit.addSubcommand(verb, added);
        }
    }

    /// The description by the plug-in, which is charged with what that throws.
    private static String about(Contribution<Command> found) {
        try {
            return found.value().about().replace("%", "%%");
        } catch (Throwable t) {
            found.fault(t);
            return "(plug-in " + found.plugin() + " failed to say)";
        }
    }

    @Override
    public void close() {
        if (host != null) {
            host.network().close();
        }
    }
}
