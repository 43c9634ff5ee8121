package io.sockit.cli;

import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// A program of the tests' class path that does not end when it is asked to; it waits, so that the
/// tests do not cost a processor.
public final class Stubborn implements HostProgram {
    @Override
    public Set<String> arguments() {
        return Set.of();
    }

    @Override
    public void run(ProgramContext context) {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                context.counter("interrupts").increment();
            }
        }
    }
}
