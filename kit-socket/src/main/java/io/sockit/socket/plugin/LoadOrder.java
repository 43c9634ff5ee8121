package io.sockit.socket.plugin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sorts steps so that each comes after those it requires. A required step that is missing is
/// ignored; steps that require each other in a circle are set aside.
///
/// @param sorted in the order of loading
/// @param circles what cannot be sorted, with the circle: `a -> b -> a`
record LoadOrder<S extends LoadOrder.Step>(List<S> sorted, Map<S, String> circles) {
    /// Something to be sorted.
    interface Step {
        Collection<String> names();

        Collection<String> requires();
    }

    static <S extends Step> LoadOrder<S> of(Collection<S> steps) {
        Sorter<S> sorter = new Sorter<>(steps);
        steps.forEach(sorter::visit);
        return new LoadOrder<>(sorter.sorted, sorter.circles);
    }

    private static final class Sorter<S extends Step> {
        final Map<String, S> byName = new HashMap<>();
        final Map<S, Boolean> done = new HashMap<>(); // false while it is on the path
        final Deque<S> path = new ArrayDeque<>();
        final List<S> sorted = new ArrayList<>();
        final Map<S, String> circles = new LinkedHashMap<>();

        Sorter(Collection<S> steps) {
            for (S step : steps) {
                step.names().forEach(name -> byName.putIfAbsent(name, step));
            }
        }

        void visit(S step) {
            Boolean state = done.putIfAbsent(step, false);
            if (state != null) {
                if (!state) {
                    circle(step);
                }
                return;
            }
            path.addLast(step);
            for (String name : step.requires()) {
                S required = byName.get(name);
                if (required != null) {
                    visit(required);
                }
            }
            path.removeLast();
            done.put(step, true);
            if (!circles.containsKey(step)) {
                sorted.add(step);
            }
        }

        /// All from `start` to the end of the path require each other.
        private void circle(S start) {
            List<S> members = new ArrayList<>(path);
            members = members.subList(members.indexOf(start), members.size());
            StringBuilder text = new StringBuilder();
            members.forEach(step -> text.append(nameOf(step)).append(" -> "));
            text.append(nameOf(start));
            members.forEach(step -> circles.put(step, text.toString()));
        }

        private String nameOf(S step) {
            return String.join("+", step.names());
        }
    }
}
