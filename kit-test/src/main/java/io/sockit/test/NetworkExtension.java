package io.sockit.test;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.VirtualClock;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is behind [SockitNetwork].
final class NetworkExtension implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(NetworkExtension.class);
    private static final Set<Class<?>> TYPES =
            Set.of(Host.class, VirtualClock.class, TestNetwork.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            // Its network would outlive the test, and nobody would look for what is left behind.
            throw new ParameterResolutionException(
                    parameter.getParameter()
                            + " of "
                            + parameter.getDeclaringExecutable()
                            + " (expected: of a test, @BeforeEach or @AfterEach method)");
        }
        TestNetwork network = network(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == TestNetwork.class) {
            return network;
        }
        if (type == VirtualClock.class) {
            return network.clock();
        }
        HostSpec spec =
                parameter
                        .findAnnotation(HostSpec.class)
                        .orElseThrow(
                                () ->
                                        new ParameterResolutionException(
                                                parameter.getParameter()
                                                        + " (expected: @HostSpec on it)"));
        try {
            return start(network, spec);
        } catch (ErrnoException e) {
            throw new ParameterResolutionException(spec + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Running running = context.getStore(NAMESPACE).remove(Running.class, Running.class);
        if (running == null) {
            return;
        }
        Optional<Throwable> failure = context.getExecutionException();
        boolean failed = failure.isPresent();
        String report = failed ? running.network.report() : "";
        try {
            running.network.close();
        } catch (AssertionError e) {
            if (failed) {
                report += e + "\n"; // the test's own failure comes first
                failure.get().addSuppressed(e);
            } else {
                throw e;
            }
        } finally {
            if (failed) {
                System.err.println(context.getDisplayName() + " failed; " + report);
            }
        }
    }

    /// The network of this test, made when it is first asked for.
    private static TestNetwork network(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        Running.class,
                        key -> new Running(TestNetwork.create(seed(context))),
                        Running.class)
                .network;
    }

    private static long seed(ExtensionContext context) {
        Long set = Long.getLong("sockit.seed");
        if (set != null) {
            return set;
        }
        return AnnotationSupport.findAnnotation(context.getElement(), SockitNetwork.class)
                .or(
                        () ->
                                AnnotationSupport.findAnnotation(
                                        context.getTestClass(), SockitNetwork.class))
                .map(SockitNetwork::seed)
                .orElse(7L);
    }

    static Host start(TestNetwork network, HostSpec spec) throws ErrnoException {
        Host.Builder builder = network.host(spec.name());
        if (spec.plugins().length > 0) {
            builder.onlyPlugins(List.of(spec.plugins()));
        }
        for (String device : spec.device()) {
            builder.device(before(device), after(device));
        }
        for (String address : spec.address()) {
            boolean named = address.indexOf('=') >= 0 || spec.device().length == 0;
            builder.address(
                    named ? before(address) : before(spec.device()[0]),
                    named ? after(address) : address);
        }
        for (String route : spec.route()) {
            String[] words = route.split(" ", -1);
            if (words.length != 2 && words.length != 3) {
                throw expected(route, "destination interface, or destination gateway interface");
            }
            builder.route(words[0], words.length == 3 ? words[1] : null, words[words.length - 1]);
        }
        for (String setting : spec.sysctl()) {
            builder.sysctl(before(setting), after(setting));
        }
        return builder.start();
    }

    private static String before(String pair) {
        return pair.substring(0, equalsSign(pair));
    }

    private static String after(String pair) {
        return pair.substring(equalsSign(pair) + 1);
    }

    private static int equalsSign(String pair) {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            throw expected(pair, "name=value");
        }
        return equals;
    }

    private static ParameterResolutionException expected(String text, String form) {
        return new ParameterResolutionException("'" + text + "' (expected: " + form + ")");
    }

    private record Running(TestNetwork network) {}
}
