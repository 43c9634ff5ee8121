package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.packetdrill.script.Expr;

import java.util.List;
import java.util.Map;

/// pipe; what needs files of a machine is named and not served.
final class FileCalls {
    private static final List<String> UNSERVED =
            List.of("splice", "sendfile", "open", "cap_set", "psp_rx_assoc", "psp_tx_assoc");

    private final Process process;
    private final Descriptors descriptors;

    FileCalls(Stage stage, Descriptors descriptors) {
        this.process = stage.process;
        this.descriptors = descriptors;
    }

    void into(Map<String, Calls.SystemCall> calls) {
        calls.put("pipe", this::pipe);
        UNSERVED.forEach(
                name ->
                        calls.put(
                                name,
                                given -> {
                                    throw new DrillFailure("the kit has no " + name);
                                }));
    }

    private Answer pipe(Arguments given) throws ErrnoException, DrillFailure {
        given.require(1, 1);
        List<Expr> ends = Arguments.items(given.at(0));
        if (ends.size() != 2) {
            throw new DrillFailure(given.at(0) + " (expected: [reading end, writing end])");
        }
        int[] live = process.pipe(0);
        for (int i = 0; i < live.length; i++) {
            descriptors.opened(Arguments.number(ends.get(i)), live[i]);
        }
        return Answer.done();
    }
}
