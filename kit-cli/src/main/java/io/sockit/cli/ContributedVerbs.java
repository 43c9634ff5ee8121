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

/// The verbs that plug-ins add. A host is started to know them, and lives on for the one that runs;
/// only where the arguments name no verb of ours.
final class ContributedVerbs implements AutoCloseable {
    private static final String PLUGINS = "--plugins";

    /// Ours, and tells of all.
    private static final String HELP = "help";

    private final @Nullable Host host;

    private ContributedVerbs(@Nullable Host host) {
        this.host = host;
    }

    /// @throws ParameterException where the folders that may have the verb are none
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
            network.close(); // our own verbs, help above all, are there all the same
            return new ContributedVerbs(null);
        }
    }

    /// The first argument that is no option, or nothing.
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

    /// Plug-in code: what it throws is charged to it.
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
