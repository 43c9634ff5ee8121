package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sockit.api.Host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class NetworkExtensionTest {
    private static final class Suite {
        @SuppressWarnings("unused") // found by reflection
        Suite(TestNetwork network) {}
    }

    @Test
    void refusesParametersThatWouldOutliveTheTest() throws Exception {
        Constructor<?> constructor = Suite.class.getDeclaredConstructor(TestNetwork.class);
        ParameterContext parameter = mock(ParameterContext.class);
        when(parameter.getParameter()).thenReturn(constructor.getParameters()[0]);
        when(parameter.getDeclaringExecutable()).thenAnswer(call -> constructor);
        ExtensionContext context = mock(ExtensionContext.class);
        when(context.getTestMethod()).thenReturn(Optional.empty());
        var e =
                assertThrows(
                        ParameterResolutionException.class,
                        () -> new NetworkExtension().resolveParameter(parameter, context));
        assertTrue(e.getMessage().contains("expected: of a test"), e.getMessage());
    }

    /// The exception of a program is often why a test has failed.
    @Test
    void aFailureHoldsWhatProgramsThrew() throws Exception {
        Throwable failure = new AssertionError("no reply");
        ExtensionContext context = mock(ExtensionContext.class);
        Map<Object, Object> kept = new HashMap<>();
        ExtensionContext.Store store =
                mock(
                        ExtensionContext.Store.class,
                        call ->
                                call.getMethod().getName().equals("remove")
                                        ? kept.remove(call.getArgument(0))
                                        : kept.computeIfAbsent(
                                                call.getArgument(0), call.getArgument(1)));
        when(context.getStore(any())).thenReturn(store);
        when(context.getTestMethod())
                .thenReturn(Optional.of(NetworkExtensionTest.class.getDeclaredMethods()[0]));
        when(context.getElement()).thenReturn(Optional.empty());
        when(context.getTestClass()).thenReturn(Optional.empty());
        when(context.getExecutionException()).thenReturn(Optional.of(failure));
        ParameterContext parameter = mock(ParameterContext.class);
        when(parameter.getParameter())
                .thenReturn(
                        Suite.class.getDeclaredConstructor(TestNetwork.class).getParameters()[0]);
        NetworkExtension extension = new NetworkExtension();
        TestNetwork network = (TestNetwork) extension.resolveParameter(parameter, context);
        network.host("a")
                .start()
                .process()
                .start(
                        "server",
                        process -> {
                            throw new IllegalStateException("bug");
                        });
        network.clock().advance(Duration.ofMillis(1));
        extension.afterEach(context);
        String left = failure.getSuppressed()[0].getMessage();
        assertTrue(left.contains("program server failed: "), left);
    }

    @SuppressWarnings("unused") // read by reflection
    private void hosts(
            @HostSpec(name = "a", address = "10.0.0.1/24") Host addressOfNoDevice,
            @HostSpec(name = "a", route = "10.0.0.0/8") Host routeToNowhere,
            @HostSpec(name = "a", route = "10.0.0.0/8 via 10.0.0.2 eth0") Host routeOfLinux,
            @HostSpec(name = "a", device = "loopback:") Host deviceOfNoInterface,
            @HostSpec(name = "a", sysctl = "a.b.c") Host settingWithoutValue) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "0; '10.0.0.1/24' (expected: name=value)",
                "1; '10.0.0.0/8' (expected: destination interface, or destination gateway"
                        + " interface)",
                "2; '10.0.0.0/8 via 10.0.0.2 eth0' (expected: destination interface, or",
                "3; 'loopback:' (expected: name=value)",
                "4; 'a.b.c' (expected: name=value)"
            })
    void namesWhatIsWrongWithAHost(int parameter, String message) throws Exception {
        HostSpec spec =
                Arrays.stream(NetworkExtensionTest.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals("hosts"))
                        .findFirst()
                        .orElseThrow()
                        .getParameters()[parameter]
                        .getAnnotation(HostSpec.class);
        try (TestNetwork network = TestNetwork.create(7)) {
            var e =
                    assertThrows(
                            ParameterResolutionException.class,
                            () -> NetworkExtension.start(network, spec));
            assertTrue(e.getMessage().startsWith(message), e.getMessage());
        }
    }
}
