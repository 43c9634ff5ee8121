package io.sockit.test.calls;

import io.sockit.api.ControlMessages;
import io.sockit.api.ControlType;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Scm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The calls with control messages. One that is sent is a list whose first value says what it is:
/// `["rights", fd, …]`, `["many", fd, times]`, `["creds", pid, uid, gid]`, `["other", level,
/// number]`.
final class ControlCalls {
    private static final int MOST_FILES = 253;

    private ControlCalls() {}

    static void into(Map<String, Arguments.Call> calls) {
        calls.put("getpid", (s, p, a) -> (long) p.pid());
        calls.put("sendctl", ControlCalls::send);
        calls.put("recvctl", ControlCalls::receive);
    }

    /// `sendctl(fd, [texts], flags, control…)`.
    private static Object send(ScriptProcess script, Process process, Arguments given)
            throws ErrnoException {
        Message message = Message.of(given.full(1));
        for (int i = 3; given.has(i); i++) {
            put(message.control(), given.list(i), script);
        }
        return Arguments.done(process.sendmsg(given.integer(0), message, given.integer(2)));
    }

    private static void put(ControlMessages control, List<?> item, ScriptProcess script) {
        int[] numbers =
                item.stream().skip(1).mapToInt(each -> (int) Expression.number(each)).toArray();
        switch ((String) item.getFirst()) {
            case "rights" -> control.put(Scm.SCM_RIGHTS, numbers);
            case "many" -> {
                int[] fds = new int[numbers[1]];
                Arrays.fill(fds, numbers[0]);
                control.put(Scm.SCM_RIGHTS, fds);
            }
            case "creds" -> script.putCredentials(control, numbers);
            default ->
                    control.put(
                            new ControlType<>(numbers[0], numbers[1], "other", Integer.class), 0);
        }
    }

    /// `recvctl(fd, [lengths], flags, files, creds)`: the bytes, the flags, and what came along:
    /// credentials as a list, descriptors one by one.
    ///
    /// `files` is the most descriptors that there is room for, `creds` whether there is room for
    /// credentials.
    private static Object receive(ScriptProcess script, Process process, Arguments given)
            throws ErrnoException {
        Message message = Message.of(given.empty(1));
        int files = given.integer(3, MOST_FILES);
        int room = (files > 0 ? 1 : 0) + given.integer(4, 1);
        message.control().room(room).descriptors(files);
        long got = process.recvmsg(given.integer(0), message, given.integer(2));
        List<Object> values = new ArrayList<>(Arguments.received(message.buffers(), got));
        values.add((long) message.flags());
        for (int i = 0; i < message.control().size(); i++) {
            if (message.control().value(i) instanceof int[] descriptors) {
                for (int fd : descriptors) {
                    values.add((long) fd);
                }
            } else {
                values.add(script.credentials(message.control().value(i)));
            }
        }
        return values;
    }
}
