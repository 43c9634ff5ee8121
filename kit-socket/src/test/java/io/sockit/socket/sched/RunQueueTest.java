package io.sockit.socket.sched;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the detector saw of a program, and whether that is still so when it acts.
class RunQueueTest {
    private final ProgramScheduler scheduler = new SteppedClock().scheduler();
    private final RunQueue runQueue =
            new RunQueue(scheduler, new EventQueue(), new ExternalWaitDetector(scheduler), 100);
    private final ScheduledThread outsider =
            new ScheduledThread(scheduler, Thread.currentThread(), null);
    private final ScheduledThread program =
            new ScheduledThread(
                    scheduler,
                    Thread.currentThread(),
                    new ScheduledProgram(new SteppedClock(), "program", false, () -> {}));

    @BeforeEach
    void letTheProgramRun() {
        runQueue.queue(program);
        runQueue.join(outsider);
        assertTrue(runQueue.grantNext());
    }

    private void run() {
        program.granted = false;
    }

    @Test
    void aProgramThatRunsSinceItWasSeenIsStillThere() {
        run();
        assertTrue(runQueue.still(runQueue.sight()));
    }

    @Test
    void aProgramThatWasLetRunButDoesNotRunYetIsNotToBeJudged() {
        assertFalse(runQueue.still(runQueue.sight()));
    }

    /// It was parked when it was looked at, for want of a processor and not of its own will.
    @Test
    void aProgramThatBeganToRunAfterItWasSeenIsNotToBeJudged() {
        ExternalWaitDetector.Sight seen = runQueue.sight();
        run();
        assertFalse(runQueue.still(seen));
    }

    @Test
    void aProgramThatHasMadeRoomIsGone() {
        run();
        ExternalWaitDetector.Sight seen = runQueue.sight();
        runQueue.block(program);
        assertFalse(runQueue.still(seen));
    }
}
