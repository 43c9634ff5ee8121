package io.sockit.test.calls;

import io.sockit.api.ProgramThread;

import org.jspecify.annotations.Nullable;

import java.util.List;

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
        if (thread != null) {
            thread.thread().interrupt();
        }
    }

    /// @throws IllegalStateException where it has not ended
    List<Object> answer() {
        List<Object> ended = answer;
        if (ended == null) {
            throw new IllegalStateException("the call in the background waits for ever");
        }
        return ended;
    }
}
