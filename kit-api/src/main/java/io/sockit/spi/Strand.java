package io.sockit.spi;

import org.jspecify.annotations.Nullable;

/// Where a host's protocol code runs: at any moment at most one thread is inside. A thread that
/// brings work enters if the strand is free and runs it at once; if it is taken, the work is left
/// in the inbox and the thread inside runs it.
///
/// Work is made once and brought many times; bringing it does not allocate. On the strand nothing
/// waits, parks, loads classes or calls foreign code. What the work throws is charged to the
/// plug-in that made it and does not harm the strand.
public interface Strand {
    /// Whether the calling thread is inside. For assertions.
    boolean inside();

    /// The clock as of entry: read once for all that runs in one entry. On the strand.
    long now();

    /// Makes a doorbell: "look at your state".
    Poke poke(Poke.Handler handler);

    /// Makes a doorbell for the end of a batch: rung on the strand, it is answered only when all
    /// work at hand is done, once before leaving. For what is better done for many packets at once,
    /// such as acknowledgements.
    Poke batchPoke(Poke.Handler handler);

    /// Makes a piece of work that is brought again and again.
    Task task(Runnable work);

    /// Makes a piece of work that is done off the strand.
    OffStrandTask offStrand(Runnable work);

    /// Runs `work` on the strand, after what the calling thread brought before, and waits for its
    /// end: for the control plane, not for packets. Off the strand; interruption does not cut the
    /// wait short and the flag is kept.
    ///
    /// @throws E what the work threw
    <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E;

    /// Runs `work` on the strand and waits for its end: at once if the calling thread is inside,
    /// else as [#call] does. For what is called from constructors and from the strand alike.
    ///
    /// @throws E what the work threw
    default <T extends @Nullable Object, E extends Exception> T run(Work<T, E> work) throws E {
        return inside() ? work.run() : call(work);
    }

    /// As [#run(Work)], without an answer.
    default void run(Runnable work) {
        this.<@Nullable Void, RuntimeException>run(
                () -> {
                    work.run();
                    return null;
                });
    }

    /// Work with an answer.
    @FunctionalInterface
    interface Work<T extends @Nullable Object, E extends Exception> {
        T run() throws E;
    }
}
