package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Errors of the Java machine are nobody's fault, and no thread of the kit ends by them.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class MachineErrorsTest {
    private static final Logger LOG = Logger.getLogger(MachineErrors.class.getPackageName());

    @BeforeAll
    static void hush() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    @Test
    void isEachErrorOfTheMachine() {
        assertTrue(MachineErrors.took(new OutOfMemoryError("not really"), "a test"));
        assertFalse(MachineErrors.took(new IllegalStateException("on purpose"), "a test"));
        assertFalse(MachineErrors.took(new LinkageError("on purpose"), "a test"));
    }

    @Test
    void isNoCallWithoutEnd() {
        StackOverflowError endless = new StackOverflowError();
        StackTraceElement[] calls = new StackTraceElement[1024];
        Arrays.fill(calls, new StackTraceElement("p.Entry", "call", "Entry.java", 1));
        endless.setStackTrace(calls);
        assertFalse(MachineErrors.took(endless, "a test"));
        StackOverflowError nearlyFull = new StackOverflowError(); // with this package in its trace
        assertTrue(MachineErrors.took(nearlyFull, "a test"));
    }

    @Test
    void helperGoesOnAfterOne() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch went = new CountDownLatch(1);
        HostStrand strand =
                new HostStrand(
                        HostClock.system(),
                        "a",
                        own ->
                                new Helper(own) {
                                    @Override
                                    void takeWork() {
                                        if (rounds.incrementAndGet() <= 3) {
                                            throw new OutOfMemoryError("not really");
                                        }
                                        super.takeWork();
                                        went.countDown();
                                    }
                                });
        strand.run(() -> strand.timers().timer(now -> {}).armIn(1)); // wakes the helper
        went.await();
        strand.close();
    }

    @Test
    void watchdogGoesOnAfterOne() {
        Watchdog watchdog =
                new Watchdog(
                        text -> {
                            throw new OutOfMemoryError("not really");
                        },
                        false);
        HostStrand strand = HostClock.system().strand("held");
        watchdog.watch(strand);
        strand.enter();
        for (int look = 0; look < 6; look++) {
            assertTrue(watchdog.lookAgain());
        }
        strand.leave();
        strand.close();
    }
}
