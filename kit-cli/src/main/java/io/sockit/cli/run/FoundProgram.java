package io.sockit.cli.run;

import io.sockit.api.Host;
import io.sockit.api.PluginInfo;
import io.sockit.cli.scenario.Problems;
import io.sockit.cli.scenario.ProgramPlan;
import io.sockit.cli.scenario.Value;
import io.sockit.cli.term.Messages;
import io.sockit.spi.Contribution;
import io.sockit.spi.HostProgram;
import io.sockit.spi.Suggestion;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The program of a name: a plug-in's, or a class of the user.
///
/// @param program the object, one for a host
/// @param source the contribution charged with its faults; null for a class that is not a plug-in's
/// @param serves its answer to [HostProgram#serves]
record FoundProgram(HostProgram program, @Nullable Contribution<?> source, boolean serves) {
    /// Programs of other modules, which a class path may lack.
    private static final Map<String, String> MODULES =
            Map.of(
                    "dns", "app-dns",
                    "dns-client", "app-dns",
                    "echo", "app-traffic",
                    "sink", "app-traffic",
                    "source", "app-traffic",
                    "supervisor", "app-traffic",
                    "worker", "app-traffic");

    /// Finds a program and checks the names of its arguments.
    ///
    /// @return null if there is no such program, or it does not know an argument; the problem is
    ///     noted
    static @Nullable FoundProgram find(
            Host host, ProgramPlan plan, ProgramClasses classes, Problems problems) {
        Value name = plan.program();
        try {
            Contribution<HostProgram> row =
                    host.extensions().of(HostProgram.POINT).find(name.text());
            if (row != null) {
                return take(row, row::value, plan, problems);
            }
            ProgramClasses.Found found = classes.find(host, name.text());
            if (found != null) {
                return take(found.owner(), () -> made(found.type()), plan, problems);
            }
            problems.add(name.place(), unknown(host, name.text(), classes));
        } catch (LinkageError e) {
            problems.add(name.place(), "program '" + name + "': " + reason(e));
        }
        return null;
    }

    private interface Maker {
        HostProgram make() throws ReflectiveOperationException;
    }

    /// Pins its plug-in for as long as it is in use.
    private static @Nullable FoundProgram take(
            @Nullable Contribution<?> source, Maker maker, ProgramPlan plan, Problems problems) {
        Value name = plan.program();
        if (source != null && !source.pin()) {
            problems.add(name.place(), "plug-in " + source.plugin() + " is leaving");
            return null;
        }
        FoundProgram found = null;
        try {
            found = checked(maker.make(), source, plan, problems);
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            boolean its = !(e instanceof ReflectiveOperationException) || e.getCause() != null;
            if (source != null && its) {
                source.fault(e);
            }
            problems.add(name.place(), "program '" + name + "': " + reason(e));
        } finally {
            if (found == null && source != null) {
                source.release();
            }
        }
        return found;
    }

    private static @Nullable FoundProgram checked(
            HostProgram program,
            @Nullable Contribution<?> source,
            ProgramPlan plan,
            Problems problems) {
        Set<String> known = program.arguments();
        boolean fine = true;
        for (Map.Entry<String, Value> argument : plan.arguments().entrySet()) {
            if (!known.contains(argument.getKey())) {
                fine = false;
                problems.add(
                        argument.getValue().place(),
                        "no argument of program '%s' (%s)"
                                .formatted(
                                        plan.program(),
                                        Suggestion.expected(argument.getKey(), known)));
            }
        }
        return fine ? new FoundProgram(program, source, program.serves()) : null;
    }

    private static String unknown(Host host, String name, ProgramClasses classes) {
        if (name.indexOf('.') < 0) {
            String module = MODULES.get(name);
            return "program '%s' (%s, or a class%s)"
                    .formatted(
                            name,
                            Suggestion.expected(name, names(host)),
                            module == null ? "" : "; '" + name + "' is of module " + module);
        }
        String unreadable = classes.unreadable();
        return "program '%s': no such class (expected: on the class path, or in a jar of a folder of plug-ins%s)"
                .formatted(name, unreadable.isEmpty() ? "" : "; not read: " + unreadable);
    }

    private static HostProgram made(Class<?> type) throws ReflectiveOperationException {
        if (!HostProgram.class.isAssignableFrom(type)) {
            throw new ReflectiveOperationException(
                    "is no program (expected: a class that implements "
                            + HostProgram.class.getName()
                            + ")");
        }
        return type.asSubclass(HostProgram.class).getConstructor().newInstance();
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case NoSuchMethodException e -> "no public constructor without parameters";
            case InstantiationException e -> "is abstract (expected: a class to make objects of)";
            case IllegalAccessException e -> "is not public";
            case InvocationTargetException e when e.getCause() != null ->
                    "its constructor failed: " + Messages.of(e.getCause());
            default -> Messages.of(failure);
        };
    }

    /// The contributed names.
    private static Set<String> names(Host host) {
        return host.plugins().all().stream()
                .flatMap(plugin -> plugin.contributions().stream())
                .filter(row -> row.kind().equals(HostProgram.POINT.name()))
                .map(PluginInfo.Contribution::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Charges its plug-in with an unchecked exception or an error.
    void fault(Throwable failure) {
        if (source != null && (failure instanceof RuntimeException || failure instanceof Error)) {
            source.fault(failure);
        }
    }

    /// Releases its plug-in.
    void release() {
        if (source != null) {
            source.release();
        }
    }
}
