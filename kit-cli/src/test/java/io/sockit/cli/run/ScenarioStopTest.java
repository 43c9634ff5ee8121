package io.sockit.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.cli.scenario.ScenarioException;
import io.sockit.cli.scenario.Scenarios;
import io.sockit.cli.term.Console;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

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

    /// Spins without a call of the kit until the test is over, or never begins to.
    public static final class Spinning implements HostProgram {
        static volatile CountDownLatch begun = new CountDownLatch(1);
        static volatile boolean over;

        @Override
        public Set<String> arguments() {
            return Set.of();
        }

        @Override
        public void run(ProgramContext context) {
            begun.countDown();
            while (!over) {
                Thread.onSpinWait();
            }
        }
    }

    /// Has whoever makes it wait, as a device does that opens a pipe.
    public static final class Unmade implements HostProgram {
        static volatile CountDownLatch begun = new CountDownLatch(1);

        public Unmade() throws InterruptedException {
            begun.countDown();
            new CountDownLatch(1).await();
        }

        @Override
        public Set<String> arguments() {
            return Set.of();
        }

        @Override
        public void run(ProgramContext context) {}
    }

    private final StringWriter text = new StringWriter();

    private ScenarioRun run(String scenario) throws ScenarioException {
        return new ScenarioRun(
                Scenarios.parse("stop.yaml", scenario, Path.of(".")),
                new Console(new PrintWriter(text), false));
    }

    private static void stopOnce(CountDownLatch begun, ScenarioRun run) {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                begun.await();
                                run.stop();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        });
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void printsItsSummaryThoughAProgramNeverWaits() throws Exception {
        ScenarioRun run = run(SPIN);
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

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void namesAProgramThatNeverCallsTheKit(String thread) throws Exception {
        Spinning.over = false;
        Spinning.begun = new CountDownLatch(1);
        ScenarioRun run =
                run(
                        """
                        hosts:
                          a:
                            programs:
                              - {run: io.sockit.cli.run.ScenarioStopTest$Spinning, name: own, thread: %s}
                        """
                                .formatted(thread));
        stopOnce(Spinning.begun, run);

        boolean good = run.run();
        Spinning.over = true;

        assertFalse(good, text.toString());
        assertTrue(text.toString().contains("virtual time, stopped"), text.toString());
        assertTrue(text.toString().contains("FAILED  a/own does not end"), text.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual", "real"})
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void endsWhileItIsSetUpWithoutASummary(String time) throws Exception {
        Unmade.begun = new CountDownLatch(1);
        ScenarioRun run =
                run(
                        """
                        time: %s
                        hosts: {a: {programs: [io.sockit.cli.run.ScenarioStopTest$Unmade]}}
                        """
                                .formatted(time));
        stopOnce(Unmade.begun, run);

        InterruptedException end = assertThrows(InterruptedException.class, run::run);

        assertTrue(String.valueOf(end.getMessage()).contains("being set up"), end.getMessage());
        assertFalse(run.up());
        assertFalse(Thread.interrupted());
        assertEquals("", text.toString());
    }

    private static boolean sends() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("client/source"));
    }
}
