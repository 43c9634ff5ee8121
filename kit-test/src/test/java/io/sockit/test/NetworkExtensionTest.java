package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

import java.lang.reflect.Constructor;
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
}
