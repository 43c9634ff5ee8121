package io.sockit.examples.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.sockit.api.AddressFamily;
import io.sockit.api.Host;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.test.DatagramFamilyContract;
import io.sockit.test.ReadinessContract;
import io.sockit.test.StreamFamilyContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The contract suites of kit-test are held against a ring with one fault at a time: each method of
/// the SPI that does nothing, answers a wrong error, blocks, leaks or does its work twice. A suite
/// that stays green over such a ring is too weak for any plug-in.
///
/// One kind of fault may be none: work that is done twice is without effect where twice is once.
/// That is measured: in every test that comes to the method, all other calls between the kit and
/// the ring are the same as without the fault, with the same arguments and answers.
class SeededFaultsTest {
    private static final List<Class<?>> SUITES =
            List.of(Datagrams.class, Streams.class, Readiness.class, StreamReadiness.class);

    /// Which methods each test reaches.
    private final Map<String, Set<Method>> reached = new LinkedHashMap<>();

    /// The calls of each test without a fault.
    private final Map<String, Long> traces = new HashMap<>();

    @Test
    void areCaughtByTheContractSuites() {
        Logger log = Logger.getLogger("io.sockit");
        Level before = log.getLevel();
        log.setLevel(Level.OFF); // each fault that is caught is told there too
        try {
            FaultyRun clean = runClean();
            Set<Method> all = Set.copyOf(reachedMethods());
            List<SeededFault> faults =
                    SeededFault.all().stream().filter(f -> all.contains(f.method())).toList();
            List<SeededFault> withoutEffect = new ArrayList<>();
            List<SeededFault> missed = new ArrayList<>();
            for (SeededFault fault : faults) {
                FaultyRun run = new FaultyRun(fault, clean.threw);
                run(run, testsThatReach(fault.method()));
                if (run.caughtBy == null) {
                    boolean none = fault.kind() == SeededFault.Kind.DOUBLES && !run.differs;
                    (none ? withoutEffect : missed).add(fault);
                }
            }
            report(faults, withoutEffect, missed);
            assertEquals(List.of(), missed);
        } finally {
            log.setLevel(before);
        }
    }

    private void report(
            List<SeededFault> faults, List<SeededFault> withoutEffect, List<SeededFault> missed) {
        int real = faults.size() - withoutEffect.size();
        StringBuilder text = new StringBuilder();
        text.append(
                "seeded faults: %d, caught by the suites: %d; further without effect: %d%n"
                        .formatted(real, real - missed.size(), withoutEffect.size()));
        withoutEffect.forEach(fault -> text.append("  without effect: " + fault + "\n"));
        missed.forEach(fault -> text.append("  not caught: " + fault + "\n"));
        List<Method> called = reachedMethods();
        SeededFault.all().stream()
                .map(SeededFault::method)
                .filter(method -> !called.contains(method))
                .distinct()
                .forEach(method -> text.append("  not called: " + method + "\n"));
        System.out.print(text);
    }

    private List<Method> reachedMethods() {
        return reached.values().stream().flatMap(Collection::stream).distinct().toList();
    }

    private List<DiscoverySelector> testsThatReach(Method method) {
        List<DiscoverySelector> tests = new ArrayList<>();
        reached.forEach(
                (test, methods) -> {
                    if (methods.contains(method)) {
                        tests.add(selectUniqueId(test));
                    }
                });
        return tests;
    }

    /// Without a fault all suites are green.
    private FaultyRun runClean() {
        FaultyRun clean = new FaultyRun(null, Set.of());
        run(clean, SUITES.stream().map(suite -> (DiscoverySelector) selectClass(suite)).toList());
        assertEquals(null, clean.caughtBy);
        return clean;
    }

    private void run(FaultyRun run, List<DiscoverySelector> tests) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(tests)
                        .filters(EngineFilter.includeEngines("junit-jupiter"))
                        .build();
        LauncherConfig plain =
                LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .build();
        run.begin();
        try {
            LauncherFactory.create(plain).execute(request, new Watcher(run));
        } finally {
            FaultyRun.end();
        }
    }

    /// Notes what each test reaches, and which one is the first to fail.
    private final class Watcher implements TestExecutionListener {
        private final FaultyRun run;

        Watcher(FaultyRun run) {
            this.run = run;
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED && run.caughtBy == null) {
                run.caughtBy = test.getUniqueId() + ": " + result.getThrowable().orElseThrow();
            }
            if (!test.isTest()) {
                return;
            }
            long trace = run.takeTrace();
            if (run.fault == null) {
                reached.put(test.getUniqueId(), Set.copyOf(run.reached));
                run.reached.clear();
                traces.put(test.getUniqueId(), trace);
            } else if (traces.get(test.getUniqueId()) != trace) {
                run.differs = true;
            }
        }
    }

    /// One failure is enough: the other tests of the run are passed over.
    static final class UntilCaught implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            FaultyRun run = FaultyRun.current();
            return run != null && run.caughtBy == null
                    ? ConditionEvaluationResult.enabled("not caught yet")
                    : ConditionEvaluationResult.disabled("caught");
        }
    }

    @ExtendWith(UntilCaught.class)
    static class Datagrams extends DatagramFamilyContract {
        @Override
        protected AddressFamily family() {
            return Ring.AF_RING;
        }

        @Override
        protected String plugin() {
            return FaultyPlugin.NAME;
        }

        @Override
        protected int protocol() {
            return 0;
        }

        @Override
        protected Sockaddr address(int n) {
            return new SockaddrRing("contract", "m" + n);
        }

        @Override
        protected Host.Builder configure(Host.Builder builder) {
            return builder.onlyPlugins(List.of(FaultyPlugin.NAME));
        }
    }

    @ExtendWith(UntilCaught.class)
    static class Streams extends StreamFamilyContract {
        @Override
        protected AddressFamily family() {
            return Ring.AF_RING;
        }

        @Override
        protected String plugin() {
            return FaultyPlugin.NAME;
        }

        @Override
        protected int protocol() {
            return 0;
        }

        @Override
        protected Sockaddr address(int n) {
            return new SockaddrRing("contract", "m" + n);
        }

        @Override
        protected Host.Builder configure(Host.Builder builder) {
            return builder.onlyPlugins(List.of(FaultyPlugin.NAME));
        }
    }

    @ExtendWith(UntilCaught.class)
    static class Readiness extends ReadinessContract {
        @Override
        protected AddressFamily family() {
            return Ring.AF_RING;
        }

        @Override
        protected String plugin() {
            return FaultyPlugin.NAME;
        }

        @Override
        protected int type() {
            return Sock.SOCK_DGRAM;
        }

        @Override
        protected int protocol() {
            return 0;
        }

        @Override
        protected Sockaddr address(int n) {
            return new SockaddrRing("contract", "m" + n);
        }

        @Override
        protected Host.Builder configure(Host.Builder builder) {
            return builder.onlyPlugins(List.of(FaultyPlugin.NAME));
        }
    }

    static class StreamReadiness extends Readiness {
        @Override
        protected int type() {
            return Sock.SOCK_STREAM;
        }
    }
}
