package io.sockit.cli.run;

import io.sockit.api.Host;
import io.sockit.api.PluginInfo;
import io.sockit.cli.scenario.Nearest;
import io.sockit.cli.scenario.Problems;
import io.sockit.cli.scenario.ProgramPlan;
import io.sockit.cli.scenario.Value;
import io.sockit.cli.term.Messages;
import io.sockit.spi.Contribution;
import io.sockit.spi.HostProgram;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A program that a name stands for: a plug-in's, or a class of the class path.
///
/// @param program the object, one for a host
/// @param source who is charged with its faults; null for a class of the class path
/// @param serves as it said
record FoundProgram(
        HostProgram program, @Nullable Contribution<HostProgram> source, boolean serves) {
    /// Finds a program and checks the names of its arguments.
    ///
    /// @return null where there is none, or it does not know an argument; the problem is noted
    static @Nullable FoundProgram find(Host host, ProgramPlan plan, Problems problems) {
        Value name = plan.program();
        Contribution<HostProgram> row = host.extensions().of(HostProgram.POINT).find(name.text());
        try {
            if (row != null) {
                if (!row.pin()) {
                    problems.add(name.place(), "plug-in " + row.plugin() + " is leaving");
                    return null;
                }
                return checked(row.value(), row, plan, problems);
            }
            if (name.text().indexOf('.') > 0) {
                return checked(ofClass(name.text()), null, plan, problems);
            }
            problems.add(
                    name.place(),
                    "program '%s' (%s, or a class)"
                            .formatted(name, Nearest.expected(name.text(), names(host))));
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            if (row != null) {
                row.fault(e);
            }
            problems.add(name.place(), "program '" + name + "': " + reason(e));
        }
        return null;
    }

    private static @Nullable FoundProgram checked(
            HostProgram program,
            @Nullable Contribution<HostProgram> row,
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
                                        Nearest.expected(argument.getKey(), known)));
            }
        }
        return fine ? new FoundProgram(program, row, program.serves()) : null;
    }

    private static HostProgram ofClass(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName(name, true, FoundProgram.class.getClassLoader());
        if (!HostProgram.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "is no program (expected: a class that implements "
                            + HostProgram.class.getName()
                            + ")");
        }
        return type.asSubclass(HostProgram.class).getConstructor().newInstance();
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case ClassNotFoundException e ->
                    "no such class (expected: on the class path; a plug-in's program goes by its"
                            + " contributed name)";
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
        List<String> names = new ArrayList<>();
        for (PluginInfo plugin : host.plugins().all()) {
            for (PluginInfo.Contribution row : plugin.contributions()) {
                if (row.kind().equals(HostProgram.POINT.name())) {
                    names.add(row.key());
                }
            }
        }
        return new TreeSet<>(names);
    }

    /// Charges its plug-in with what is not a program's to throw.
    void fault(Throwable failure) {
        if (source != null && (failure instanceof RuntimeException || failure instanceof Error)) {
            source.fault(failure);
        }
    }

    /// Lets its plug-in go.
    void release() {
        if (source != null) {
            source.release();
        }
    }
}
