package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.packetdrill.script.Event.CallEvent;

import org.jspecify.annotations.Nullable;

/// Makes the system calls of a script. One that blocks has a thread of its own, and the script goes
/// on; there is one of these at a time.
final class CallEvents {
    /// How much longer than its script a call that blocks may last before the next one.
    private static final long PATIENCE = 1_000_000_000L;

    private final Stage stage;
    private final Calls calls;
    private final Watchdog watchdog;

    private volatile boolean busy;
    private volatile @Nullable String failure;
    private volatile int line;

    CallEvents(Stage stage, Descriptors descriptors, Watchdog watchdog) {
        this.stage = stage;
        this.calls = new Calls(stage, descriptors);
        this.watchdog = watchdog;
    }

    void run(CallEvent event) throws ErrnoException, DrillFailure {
        awaitIdle(stage.timeline.due());
        stage.waitUntil(stage.timeline.due());
        stage.timeline.check("a call", stage.timeline.now());
        if (event.blocks()) {
            start(event);
        } else {
            inline(event);
        }
    }

    private void inline(CallEvent event) throws DrillFailure {
        long begin = stage.timeline.now();
        watchdog.begin();
        Answer answer = calls.make(new Arguments(event));
        if (watchdog.end()) {
            throw new DrillFailure(event.name() + " does not return");
        }
        long lasted = stage.timeline.now() - begin;
        if (lasted > stage.timeline.tolerance(0)) {
            throw new DrillFailure(
                    "%s returns after %s (expected: at once)"
                            .formatted(event.name(), Timeline.text(lasted)));
        }
        check(event, answer);
    }

    private void start(CallEvent event) throws ErrnoException {
        long begin = stage.timeline.due();
        long end = event.endNanos() + stage.timeline.offset();
        line = event.line();
        busy = true;
        stage.process.start(
                event.name(),
                process -> {
                    try {
                        Answer answer = calls.make(new Arguments(event));
                        check(event, answer);
                        String what = event.name() + " returns";
                        stage.timeline.checkEnd(what, begin, end, stage.timeline.now());
                    } catch (DrillFailure e) {
                        failure = e.getMessage();
                    } catch (RuntimeException e) {
                        failure = e.toString();
                    } finally {
                        busy = false;
                        stage.bell.raise();
                    }
                });
        stage.settle();
    }

    /// Waits for the call that blocks, if there is one.
    ///
    /// @param due when the next event is, which the call has time until
    /// @throws DrillFailure if it lasts, or went another way than the script says
    void awaitIdle(long due) throws ErrnoException, DrillFailure {
        long deadline = Math.max(stage.timeline.now(), due) + PATIENCE;
        while (busy) {
            long left = deadline - stage.timeline.now();
            if (left <= 0) {
                throw new DrillFailure("the call of line %d still blocks".formatted(line));
            }
            stage.bell.await(left);
        }
        checkFailure();
    }

    /// @throws DrillFailure if the last call that blocks went another way than the script says
    void checkFailure() throws DrillFailure {
        String wrong = failure;
        if (wrong != null) {
            throw new DrillFailure("the call of line %d: %s".formatted(line, wrong));
        }
    }

    private void check(CallEvent event, Answer answer) throws DrillFailure {
        Arguments given = new Arguments(event);
        long expected = given.expected();
        boolean right =
                (answer.descriptor() && expected >= 0)
                        ? answer.value() >= 0
                        : answer.value() == expected;
        String errno = event.errno();
        boolean named = errno == null || Constants.number(errno) == answer.errno();
        if (!right || !named) {
            throw new DrillFailure(
                    "%s = %s (expected: %d%s)"
                            .formatted(
                                    event.name(),
                                    text(answer),
                                    expected,
                                    errno == null ? "" : " " + errno));
        }
        if (answer.value() >= 0) {
            answer.then().run();
        }
    }

    private static String text(Answer answer) {
        return answer.errno() == 0
                ? Long.toString(answer.value())
                : answer.value() + " " + Constants.errno(answer.errno());
    }
}
