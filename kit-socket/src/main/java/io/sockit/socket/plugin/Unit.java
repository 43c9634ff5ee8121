package io.sockit.socket.plugin;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What is loaded at once or not at all: one plug-in of the class path, or those of one folder.
///
/// @param folder where they share a loader; null on the class path
record Unit(List<Member> members, @Nullable PluginFolder folder) implements Order.Step {
    @Override
    public List<String> names() {
        return members.stream().map(member -> member.declared().name()).toList();
    }

    /// Those of other units.
    @Override
    public Set<String> requires() {
        Set<String> names = new LinkedHashSet<>();
        for (Member member : members) {
            names.addAll(member.declared().requires());
        }
        names().forEach(names::remove);
        return names;
    }

    /// Without those that a parent gives already: a folder may hold copies of what it needs.
    ///
    /// @param given whether this very plug-in is loaded from elsewhere
    Unit without(Predicate<Declared> given) {
        List<Member> kept = new ArrayList<>();
        for (Member member : members) {
            if (!neededHere(member.declared().name()) || !given.test(member.declared())) {
                kept.add(member);
            }
        }
        return new Unit(List.copyOf(kept), folder);
    }

    private boolean neededHere(String name) {
        return members.stream().anyMatch(member -> member.declared().requires().contains(name));
    }
}
