package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/// A plug-in that blocks fails a contract, wherever it does. JUnit takes the time-out of a class
/// for its tests alone, so what runs before and after each has one of its own.
class ContractTimeoutTest {
    @ParameterizedTest
    @ValueSource(classes = {FamilyContract.class, DeviceContract.class})
    void isThatOfTestsBeforeAndAfterEachToo(Class<?> contract) {
        List<Method> around =
                Arrays.stream(contract.getDeclaredMethods())
                        .filter(
                                method ->
                                        method.isAnnotationPresent(BeforeEach.class)
                                                || method.isAnnotationPresent(AfterEach.class))
                        .toList();
        assertEquals(2, around.size(), around::toString);
        for (Method method : around) {
            Timeout timeout = method.getAnnotation(Timeout.class);
            assertNotNull(timeout, method::getName);
            assertEquals(ThreadMode.SEPARATE_THREAD, timeout.threadMode());
        }
    }
}
