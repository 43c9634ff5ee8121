package io.sockit.test.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sockit.api.AddressFamily;
import io.sockit.api.ControlMessages;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.PluginInfo;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.test.TestNetwork;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// Runs the call scripts on the kit, each scenario on a host of its own in virtual time: those that
/// need nothing but what a family says it has. As it is, without a family, it runs those of
/// descriptors, pipes, eventfds, poll, select and epoll.
public abstract class CallScriptContract {
    static final List<String> FILES =
            List.of(
                    "descriptors",
                    "pipe",
                    "eventfd",
                    "poll",
                    "epoll",
                    "stream",
                    "listen",
                    "options",
                    "oob",
                    "datagram",
                    "seqpacket",
                    "passing",
                    "names",
                    "paths",
                    "udp",
                    "errors",
                    "unix");

    /// Real time for a scenario in which a call neither ends nor waits.
    private static final Duration ENDLESS = Duration.ofSeconds(60);

    private int addresses;

    /// The family under test, if there is one.
    protected @Nullable AddressFamily family() {
        return null;
    }

    /// Name of the plug-in that serves the sockets of the family under test.
    protected String plugin() {
        throw new UnsupportedOperationException("the plug-in of no family");
    }

    /// The `n`-th of many addresses, all different, that a socket of the host can bind.
    ///
    /// @param n 0 and up
    protected Sockaddr address(int n) {
        throw new UnsupportedOperationException("address " + n + " of no family");
    }

    /// An address of AF_UNIX.
    ///
    /// @param sunPath its name, as characters up to 255
    protected Sockaddr address(String sunPath) {
        throw new UnsupportedOperationException("address " + sunPath + " of no family");
    }

    /// What a socket that has no address answers when it is asked for it.
    protected Sockaddr unnamed() {
        return Sockaddr.UNSPEC;
    }

    /// Adds credentials of a sender, in a family that passes them.
    protected void putCredentials(ControlMessages into, int pid, int uid, int gid) {
        throw new UnsupportedOperationException("credentials of no family");
    }

    /// Process, user and group of credentials that were received.
    protected List<Object> credentials(Object received) {
        throw new UnsupportedOperationException("credentials " + received + " of no family");
    }

    /// Further values that scripts know by name, such as `FOREIGN`, an address of no host.
    protected Map<String, Object> named() {
        return Map.of();
    }

    /// What scenarios may need, of `stream`, `pair`, `oob`, `instant`, `unix`,
    /// `datagram`, `seqpacket`, `abstract`, `passing`, `udp`, `broadcast`.
    protected Set<String> features() {
        return Set.of();
    }

    /// Gives the host what the family needs, such as devices and addresses.
    protected Host.Builder configure(Host.Builder builder) {
        return builder;
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    final void plugInUnderTestServesTheSocket() throws ErrnoException {
        AddressFamily family = family();
        if (family == null) {
            return;
        }
        try (TestNetwork net = TestNetwork.create(7)) {
            Host host = configure(net.host("host")).start();
            int before = uses(host);
            boolean streams = features().contains("stream");
            host.process().socket(family, streams ? Sock.SOCK_STREAM : Sock.SOCK_DGRAM, 0);
            assertEquals(before + 1, uses(host), "uses of plug-in " + plugin());
        }
    }

    private int uses(Host host) {
        return host.plugins().all().stream()
                .filter(info -> info.name().equals(plugin()))
                .mapToInt(PluginInfo::uses)
                .sum();
    }

    @TestFactory
    final Stream<DynamicContainer> callScripts() {
        return FILES.stream()
                .map(file -> DynamicContainer.dynamicContainer(file, tests(file + ".calls")));
    }

    private Stream<DynamicTest> tests(String file) {
        return Scenario.of(file).stream()
                .filter(scenario -> hosts(scenario.needs()))
                .map(
                        scenario ->
                                DynamicTest.dynamicTest(
                                        scenario.name(),
                                        () ->
                                                assertTimeoutPreemptively(
                                                        ENDLESS, () -> run(file, scenario))));
    }

    /// Whether the family has what is needed; names of files are the host's.
    private boolean hosts(Set<String> needs) {
        return needs.stream().allMatch(each -> each.equals("files") || features().contains(each));
    }

    private void run(String file, Scenario scenario) throws ErrnoException, InterruptedException {
        addresses = 0;
        Run run = new Run(file, scenario);
        try (TestNetwork net = TestNetwork.create(7)) {
            Process process = configure(net.host("host")).start().process();
            ProgramThread thread =
                    process.start("script", script -> run.make(new ScriptProcess(script, this)));
            run.check(thread);
        }
    }

    /// The place whose listed differences hold besides the kit's: the family in lower case.
    protected String place() {
        AddressFamily family = family();
        String name = family == null ? "" : family.name().toLowerCase(Locale.ROOT);
        return name.startsWith("af_") ? name.substring(3) : name;
    }

    final Set<String> places() {
        return Set.of("kit", place());
    }

    final Sockaddr nextAddress() {
        return address(addresses++);
    }

    /// A scenario on its way.
    private static final class Run {
        private final String file;
        private final Scenario scenario;
        private final AtomicReference<Scenario.@Nullable Line> current = new AtomicReference<>();
        private volatile @Nullable Throwable failure;

        Run(String file, Scenario scenario) {
            this.file = file;
            this.scenario = scenario;
        }

        void make(ScriptProcess script) {
            try {
                for (Scenario.Line line : scenario.lines()) {
                    current.set(line);
                    script.run(line.text());
                }
                current.set(null);
            } catch (AssertionError | RuntimeException e) {
                failure = e;
            } finally {
                script.end();
            }
        }

        /// Waits for the end.
        ///
        /// @throws AssertionError where a call answered otherwise, or waits for ever
        void check(ProgramThread thread) throws InterruptedException {
            Throwable wrong;
            try {
                thread.join();
                wrong = failure;
            } catch (IllegalStateException | ExecutionException e) {
                wrong = e;
            }
            Scenario.Line line = current.get();
            if (line != null) {
                throw new AssertionError(
                        "%s:%d: %s: %s".formatted(file, line.number(), line.text(), wrong), wrong);
            }
            if (wrong != null) {
                throw new AssertionError(file + ": " + scenario.name() + ": " + wrong, wrong);
            }
        }
    }
}
