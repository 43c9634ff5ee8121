package io.sockit.packetdrill.run;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Process;

import java.util.HashMap;
import java.util.Map;

/// The system calls by name, over the kit's public ones.
final class Calls {
    /// One system call.
    @FunctionalInterface
    interface SystemCall {
        Answer make(Arguments given) throws ErrnoException, DrillFailure;
    }

    private final Map<String, SystemCall> calls = new HashMap<>();

    Calls(Stage stage, Descriptors descriptors) {
        new SocketCalls(stage, descriptors).into(calls);
        new DataCalls(stage, descriptors).into(calls);
        new MessageCalls(stage, descriptors).into(calls);
        new OptionCalls(stage, descriptors).into(calls);
        new WaitCalls(stage, descriptors).into(calls);
        new FileCalls(stage, descriptors).into(calls);
    }

    /// Makes a call; an error is an answer.
    Answer make(Arguments given) throws DrillFailure {
        SystemCall call = calls.get(given.name());
        if (call == null) {
            throw new DrillFailure("system call " + given.name() + " is not served");
        }
        try {
            Answer answer = call.make(given);
            return answer.value() == Process.WOULD_BLOCK
                    ? Answer.failed(Errno.EAGAIN.linux())
                    : answer;
        } catch (ErrnoException e) {
            return Answer.failed(e.errno().linux());
        }
    }
}
