package io.sockit.inet.transport;

import io.sockit.spi.Strand;

/// Runs set-up on the strand, wherever the plug-in is being made.
final class OnStrand {
    private OnStrand() {}

    static void run(Strand strand, Runnable work) {
        if (strand.inside()) {
            work.run();
        } else {
            strand.task(work).call();
        }
    }
}
