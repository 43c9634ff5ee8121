package io.sockit.packetdrill.run;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Ioctl;
import io.sockit.api.Process;
import io.sockit.packetdrill.script.Expr;
import io.sockit.packetdrill.shell.ScriptFiles;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// pipe, and files of zeros that shell lines have made. The kit has neither sendfile nor splice:
/// they are made of reads and writes, as a program without them does.
final class FileCalls {
    private static final List<String> UNSERVED = List.of("cap_set", "psp_rx_assoc", "psp_tx_assoc");

    private final Process process;
    private final Descriptors descriptors;
    private final ScriptFiles files;

    FileCalls(Stage stage, Descriptors descriptors) {
        this.process = stage.process;
        this.descriptors = descriptors;
        this.files = stage.files;
    }

    void into(Map<String, Calls.SystemCall> calls) {
        calls.put("pipe", this::pipe);
        calls.put("open", this::open);
        calls.put("sendfile", this::sendfile);
        calls.put("splice", this::splice);
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

    private Answer open(Arguments given) throws ErrnoException, DrillFailure {
        given.require(2, 2);
        if (!(given.at(0) instanceof Expr.Text(String name)) || given.number(1) != 0) {
            throw new DrillFailure("open (expected: a file's name and O_RDONLY)");
        }
        OptionalLong length = files.length(name);
        if (length.isEmpty()) {
            throw new ErrnoException(Errno.ENOENT, "open", name);
        }
        return Answer.descriptor(
                0, () -> descriptors.openedFile(given.expected(), length.getAsLong()));
    }

    private Answer sendfile(Arguments given) throws ErrnoException, DrillFailure {
        given.require(4, 4);
        long left = descriptors.fileLength(given.number(1)) - given.bracketed(2);
        int length = (int) Math.clamp(left, 0, given.number(3));
        int to = descriptors.live(given.number(0));
        return Answer.of(process.write(to, new byte[length], 0, length));
    }

    /// Into a pipe, or out of one; at the urgent mark of a stream nothing is moved.
    private Answer splice(Arguments given) throws ErrnoException, DrillFailure {
        given.require(6, 6);
        int from = descriptors.live(given.number(0));
        int to = descriptors.live(given.number(2));
        if (atMark(from)) {
            return Answer.of(0);
        }
        byte[] buffer = new byte[given.integer(4)];
        int got = process.read(from, buffer, 0, buffer.length);
        return Answer.of(got <= 0 ? got : process.write(to, buffer, 0, got));
    }

    private boolean atMark(int fd) throws ErrnoException {
        try {
            return process.ioctl(fd, Ioctl.SIOCATMARK, 0) != 0;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOTTY) { // a pipe, or a socket without such a mark
                return false;
            }
            throw e;
        }
    }
}
