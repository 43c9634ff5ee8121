package io.sockit.cli.run;

import java.util.function.BooleanSupplier;

/// The machine's own time.
final class RealPace implements Pace {
    private static final long LOOK = Signal.millis(20);
    private static final long QUIET = Signal.millis(100);
    private static final long GRACE = Signal.millis(100);
    private static final long TO_END = Signal.millis(1_000);
    private static final int MOST_LOOKS = 50;

    private final Signal signal;

    RealPace(Signal signal) {
        this.signal = signal;
    }

    @Override
    public End await(BooleanSupplier what, long nanos) throws InterruptedException {
        return signal.await(what, nanos, LOOK) ? End.CAME : End.OVER;
    }

    @Override
    public void runnable() {}

    @Override
    public void dismiss(BooleanSupplier ended, Runnable interrupt) throws InterruptedException {
        if (!signal.await(ended, GRACE, LOOK)) {
            interrupt.run();
            signal.await(ended, TO_END, LOOK);
        }
    }

    @Override
    public void settle(BooleanSupplier quiet) throws InterruptedException {
        int looks = 0;
        while (!quiet.getAsBoolean() && looks++ < MOST_LOOKS) {
            signal.await(() -> false, QUIET, QUIET);
        }
    }
}
