package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the watcher saw of a program, and whether that is still so when it acts.
class OrderTest {
    private final Baton baton = new Baton();
    private final Order order = new Order(new Agenda(), new StrayWatcher(baton));
    private final Turn outsider = new Turn(baton, Thread.currentThread(), null);
    private final Turn program =
            new Turn(
                    baton,
                    Thread.currentThread(),
                    new ProgramRun(new SteppedClock(), "program", false, () -> {}));

    @BeforeEach
    void giveTheBaton() {
        program.started = true;
        order.queue(program);
        order.join(outsider);
        assertTrue(order.grantNext());
    }

    private void run() {
        program.granted = false;
    }

    @Test
    void aProgramThatRunsSinceItWasSeenIsStillThere() {
        run();
        assertTrue(order.still(order.sight()));
    }

    @Test
    void aProgramThatWasGivenTheBatonButDoesNotRunYetIsNotToBeJudged() {
        assertFalse(order.still(order.sight()));
    }

    /// It was parked when it was looked at, for want of a processor and not of its own will.
    @Test
    void aProgramThatBeganToRunAfterItWasSeenIsNotToBeJudged() {
        StrayWatcher.Sight seen = order.sight();
        run();
        assertFalse(order.still(seen));
    }

    @Test
    void aProgramThatHasPutTheBatonDownIsGone() {
        run();
        StrayWatcher.Sight seen = order.sight();
        order.block(program);
        assertFalse(order.still(seen));
    }
}
