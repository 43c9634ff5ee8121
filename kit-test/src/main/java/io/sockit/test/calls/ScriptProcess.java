package io.sockit.test.calls;

import io.sockit.api.AddressFamily;
import io.sockit.api.ControlMessages;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A process that makes the calls of a script, and a fork of it. One thread makes them all, but for
/// those in the background; virtual time does not move before that thread waits.
final class ScriptProcess {
    private static final Map<String, Arguments.Call> CALLS = calls();

    private final Process process;
    private final CallScriptContract contract;
    private final Map<String, Object> variables;
    private final Map<String, ScriptProcess> forks = new HashMap<>();
    private final List<String> labels;
    private final List<BackgroundCall> background;

    ScriptProcess(Process process, CallScriptContract contract) {
        this(process, contract, new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    private ScriptProcess(
            Process process,
            CallScriptContract contract,
            Map<String, Object> variables,
            List<String> labels,
            List<BackgroundCall> background) {
        this.process = process;
        this.contract = contract;
        this.variables = variables;
        this.labels = labels;
        this.background = background;
        variables.put("UNNAMED", contract.unnamed());
        variables.put("STRANGE", new Strange());
        variables.putAll(contract.named());
    }

    private static Map<String, Arguments.Call> calls() {
        Map<String, Arguments.Call> calls = new HashMap<>();
        FileCalls.into(calls);
        SocketCalls.into(calls);
        ControlCalls.into(calls);
        WaitCalls.into(calls);
        NameCalls.into(calls);
        return calls;
    }

    /// Makes a line's call.
    ///
    /// @throws AssertionError where it answers something else than is expected
    void run(String line) {
        Statement statement = Statement.parse(line, contract.places());
        if (statement.process() != null) {
            ScriptProcess fork = forks.get(statement.process());
            Objects.requireNonNull(fork, statement.process());
            fork.run(line.substring(statement.process().length() + 2));
            return;
        }
        List<Object> answer = answer(statement);
        settle();
        String expected = statement.expected();
        if (expected == null ? answer.getFirst() instanceof Errno : !matches(expected, answer)) {
            throw new AssertionError(
                    "%s (expected: %s)"
                            .formatted(
                                    Constants.text(answer, variables),
                                    expected == null ? "success" : expected));
        }
        for (int i = 0; i < statement.targets().size(); i++) {
            if (i < answer.size()) {
                variables.put(statement.targets().get(i), answer.get(i));
            }
        }
    }

    private boolean matches(String expected, List<Object> answer) {
        List<Object> wanted = Expression.values(expected, variables);
        if (wanted.size() != answer.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            boolean same =
                    wanted.get(i) instanceof Expression.AnyOrder any
                            ? any.holds(answer.get(i))
                            : wanted.get(i).equals(answer.get(i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private List<Object> answer(Statement statement) {
        List<Object> values = Expression.values(statement.arguments(), variables);
        return switch (statement.call()) {
            case "fork" -> List.of(fork(statement.targets().getFirst(), user(values)));
            case "join" -> ((BackgroundCall) values.getFirst()).join();
            case "either" -> either(values);
            case "blocked" -> List.of(values.stream().filter(ScriptProcess::waits).count());
            case "interrupt" -> {
                ((BackgroundCall) values.getFirst()).interrupt();
                yield List.of(0L);
            }
            default -> {
                Arguments.Call call = CALLS.get(statement.call());
                Objects.requireNonNull(call, statement.call());
                List<String> texts = List.of(statement.arguments().split(",\\s*", -1));
                Arguments given = new Arguments(values, texts);
                yield statement.background()
                        ? List.of(start(statement, call, given))
                        : made(call, given);
            }
        };
    }

    private List<Object> made(Arguments.Call call, Arguments given) {
        try {
            Object answer = call.make(this, process, given);
            return answer instanceof List<?> several ? List.copyOf(several) : List.of(answer);
        } catch (ErrnoException e) {
            return List.of(e.errno());
        }
    }

    private BackgroundCall start(Statement statement, Arguments.Call call, Arguments given) {
        BackgroundCall started = new BackgroundCall();
        background.add(started);
        started.runsOn(process.start(statement.call(), beside -> started.ended(made(call, given))));
        return started;
    }

    /// Lets the calls in the background run until each has ended or waits, which is when the
    /// smallest step of virtual time can be made.
    private void settle() {
        if (background.stream().anyMatch(BackgroundCall::waits)) {
            try {
                process.poll(new PollFd[0], 1);
            } catch (ErrnoException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Ends the calls that still wait in the background.
    void end() {
        for (BackgroundCall call : background) {
            if (call.waits()) {
                call.interrupt();
                call.join();
            }
        }
    }

    private static boolean waits(Object call) {
        return ((BackgroundCall) call).waits();
    }

    /// The answer of the one that has ended and was not asked for yet.
    private List<Object> either(List<Object> calls) {
        for (Object call : calls) {
            if (!waits(call) && background.remove(call)) {
                return ((BackgroundCall) call).join();
            }
        }
        throw new IllegalStateException("all calls in the background wait");
    }

    private Credentials user(List<Object> values) {
        return values.isEmpty()
                ? process.credentials()
                : new Credentials(
                        (int) Expression.number(values.get(0)),
                        (int) Expression.number(values.get(1)),
                        Set.of(),
                        values.stream()
                                .skip(2)
                                .map(group -> (int) Expression.number(group))
                                .toList());
    }

    private Object fork(String name, Credentials user) {
        ScriptProcess fork =
                new ScriptProcess(
                        process.fork(user),
                        contract,
                        new HashMap<>(variables),
                        new ArrayList<>(labels),
                        background);
        forks.put(name, fork);
        return 0L;
    }

    AddressFamily family() {
        return Objects.requireNonNull(contract.family(), "family()");
    }

    Sockaddr address() {
        return contract.nextAddress();
    }

    Sockaddr address(String name) {
        return contract.address(name);
    }

    void putCredentials(ControlMessages into, int[] numbers) {
        contract.putCredentials(into, numbers[0], numbers[1], numbers[2]);
    }

    List<Object> credentials(Object value) {
        return contract.credentials(value);
    }

    /// A number that stands for the label in an epoll's answers, larger than an `int`.
    long label(String text) {
        labels.add(text);
        return (1L << 40) + labels.size() - 1;
    }

    String labelOf(long data) {
        long index = data - (1L << 40);
        return index >= 0 && index < labels.size() ? labels.get((int) index) : Long.toString(data);
    }

    /// An address of a family that no plug-in serves.
    private record Strange() implements Sockaddr {
        @Override
        public AddressFamily family() {
            return new AddressFamily(5, "AF_APPLETALK");
        }
    }
}
