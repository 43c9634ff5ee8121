package io.sockit.test.calls;

import io.sockit.api.ProgramThread;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/// A call that runs beside the script, on a program thread of its own.
final class BackgroundCall {
    private @Nullable ProgramThread thread;
    private volatile @Nullable List<Object> answer;

    void runsOn(ProgramThread started) {
        thread = started;
    }

    void ended(List<Object> with) {
        answer = with;
    }

    boolean waits() {
        return answer == null;
    }

    void interrupt() {
        thread().thread().interrupt();
    }

    /// Waits until the call has ended, which virtual time may have to pass for.
    List<Object> join() {
        try {
            thread().join();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return Objects.requireNonNull(answer);
    }

    private ProgramThread thread() {
        return Objects.requireNonNull(thread);
    }
}
