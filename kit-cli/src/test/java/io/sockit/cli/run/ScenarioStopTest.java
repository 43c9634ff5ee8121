package io.sockit.cli.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.Scenarios;
import io.sockit.cli.term.Console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/// A run that an interrupt from the keyboard ends.
class ScenarioStopTest {
    private static final String SPIN =
            """
            hosts:
              server:
                devices: {eth0: "link:wan"}
                addresses: {eth0: 10.0.0.2/24}
                programs: [sink]
              client:
                devices: {eth0: "link:wan"}
                addresses: {eth0: 10.0.0.1/24}
                programs:
                  - run: source
                    with: {to: "10.0.0.2:9", count: 2000000000}
            """;

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void printsItsSummaryThoughAProgramNeverWaits() throws Exception {
        StringWriter text = new StringWriter();
        Scenario scenario = Scenarios.parse("spin.yaml", SPIN, Path.of("."));
        ScenarioRun run = new ScenarioRun(scenario, new Console(new PrintWriter(text), false));
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            while (!sends()) {
                                Thread.onSpinWait();
                            }
                            run.stop();
                        });
        assertTrue(run.run(), text.toString());
        assertTrue(text.toString().contains("stopped"), text.toString());
        assertTrue(text.toString().contains("source"), text.toString());
    }

    private static boolean sends() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("client/source"));
    }
}
