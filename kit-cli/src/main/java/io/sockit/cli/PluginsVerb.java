package io.sockit.cli;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.PluginInfo;
import io.sockit.cli.term.Table;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Lists what a host would have: every contribution of every plug-in, with its jar, and the jars
/// that are refused.
@Command(
        name = "plugins",
        description = "Lists what every plug-in adds, with its jar, and what is refused and why.")
@SuppressWarnings("NullAway.Init") // picocli sets parent and specification
final class PluginsVerb implements Callable<Integer> {
    @ParentCommand private Sockit sockit;

    @Spec private CommandSpec spec;

    @Option(
            names = "--load",
            paramLabel = "DIR",
            description = "Loads the plug-in of this folder too; fails if it is refused.")
    private List<Path> loads = new ArrayList<>();

    @Override
    public Integer call() throws ErrnoException {
        try (Network network = Network.create(1)) {
            Host.Builder builder = network.host("plugins");
            sockit.plugins().forEach(builder::plugins);
            Host host = builder.start();
            for (Path folder : loads) {
                host.plugins().load(folder);
            }
            print(host.plugins().all(), spec.commandLine().getOut());
            return 0;
        }
    }

    private static void print(List<PluginInfo> plugins, PrintWriter out) {
        Table table = new Table("KIND", "NAME", "PLUG-IN", "VERSION", "STATE", "USES", "JAR");
        for (PluginInfo plugin : plugins) {
            if (plugin.state() != PluginInfo.State.REFUSED) {
                rows(plugin, table);
            }
        }
        table.print(out);
        for (PluginInfo plugin : plugins) {
            if (plugin.fault() != null) {
                String what = plugin.state() == PluginInfo.State.REFUSED ? "refused" : "charged";
                out.println(what + ": " + plugin.source() + ": " + plugin.fault());
            }
        }
    }

    private static void rows(PluginInfo plugin, Table table) {
        List<PluginInfo.Contribution> contributions = plugin.contributions();
        if (contributions.isEmpty()) {
            contributions = List.of(new PluginInfo.Contribution("-", "-", ""));
        }
        for (PluginInfo.Contribution contribution : contributions) {
            table.add(
                    contribution.kind(),
                    contribution.key(),
                    plugin.name(),
                    plugin.version(),
                    plugin.state().toString(),
                    Integer.toString(plugin.uses()),
                    plugin.source());
        }
    }
}
