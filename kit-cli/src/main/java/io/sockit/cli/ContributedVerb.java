package io.sockit.cli;

import io.sockit.api.Host;
import io.sockit.cli.term.Messages;
import io.sockit.spi.Command;
import io.sockit.spi.Contribution;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// A verb of a plug-in: its arguments are the plug-in's to read.
@CommandLine.Command(mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the specification
final class ContributedVerb implements Callable<Integer> {
    private final Host host;
    private final Contribution<Command> contribution;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ARGUMENT", description = "What the verb takes.")
    private List<String> arguments = new ArrayList<>();

    ContributedVerb(Host host, Contribution<Command> contribution) {
        this.host = host;
        this.contribution = contribution;
    }

    @Override
    public Integer call() {
        CommandLine verb = spec.commandLine();
        if (!contribution.pin()) {
            verb.getErr().println("sockit: plug-in " + contribution.plugin() + " is leaving");
            return 1;
        }
        try {
            return contribution.value().run(host, arguments, verb.getOut());
        } catch (Throwable t) {
            contribution.fault(t);
            verb.getErr().println("sockit: " + verb.getCommandName() + ": " + Messages.of(t));
            return 1;
        } finally {
            contribution.release();
        }
    }
}
