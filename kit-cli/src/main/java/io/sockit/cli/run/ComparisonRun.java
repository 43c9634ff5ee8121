package io.sockit.cli.run;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.term.Console;
import io.sockit.cli.term.Messages;
import io.sockit.spi.Command;
import io.sockit.spi.Contribution;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// Compares the captures that a scenario names, once they are written. A verb of app-dns does the
/// work, on a host that is started for it.
final class ComparisonRun {
    private static final String VERB = "dns-compare";

    private ComparisonRun() {}

    /// @return whether all of them are equal
    static boolean print(Scenario scenario, Console console) {
        if (scenario.comparisons().isEmpty()) {
            return true;
        }
        try (Network network = Network.create(Clock.virtual(), scenario.seed())) {
            Host.Builder builder = network.host("compare");
            scenario.plugins().forEach(builder::plugins);
            Host host = builder.start();
            boolean good = true;
            for (Scenario.Comparison comparison : scenario.comparisons()) {
                good &= print(comparison, host, console);
            }
            return good;
        } catch (ErrnoException e) {
            console.verdict(false, Messages.of(e));
            return false;
        }
    }

    private static boolean print(Scenario.Comparison wanted, Host host, Console console) {
        String recorded = wanted.recorded().toString();
        String answers = wanted.answers().toString();
        Contribution<Command> verb = host.extensions().of(Command.POINT).find(VERB);
        StringWriter text = new StringWriter();
        boolean good = false;
        if (verb == null || !verb.pin()) {
            text.append(
                    "replies of %s against %s: no plug-in of module app-dns"
                            .formatted(answers, recorded));
        } else {
            try (PrintWriter out = new PrintWriter(text)) {
                good = verb.value().run(host, List.of(recorded, answers), out) == 0;
            } catch (Throwable t) {
                verb.fault(t);
                text.append(VERB + ": " + Messages.of(t));
            } finally {
                verb.release();
            }
        }
        List<String> lines = text.toString().lines().toList();
        console.verdict(good, lines.isEmpty() ? VERB : lines.getFirst());
        lines.stream().skip(1).forEach(line -> console.line("        " + line));
        return good;
    }
}
