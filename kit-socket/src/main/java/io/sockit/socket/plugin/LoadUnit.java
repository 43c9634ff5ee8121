package io.sockit.socket.plugin;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Plug-ins that are loaded together or not at all: one of the class path, or those of one folder.
///
/// @param folder where they share a loader; null on the class path
record LoadUnit(List<Declared> members, @Nullable PluginFolder folder) implements LoadOrder.Step {
    @Override
    public List<String> names() {
        return members.stream().map(Declared::name).toList();
    }

    /// The required plug-ins of other units.
    @Override
    public Set<String> requires() {
        Set<String> names = new LinkedHashSet<>();
        for (Declared member : members) {
            names.addAll(member.requires());
        }
        names().forEach(names::remove);
        return names;
    }

    /// The unit without the plug-ins that a parent gives already, because a folder may hold copies
    /// of what it needs.
    ///
    /// @param given whether this very plug-in is loaded from elsewhere
    LoadUnit without(Predicate<Declared> given) {
        List<Declared> kept = new ArrayList<>();
        for (Declared member : members) {
            if (!neededHere(member.name()) || !given.test(member)) {
                kept.add(member);
            }
        }
        return new LoadUnit(List.copyOf(kept), folder);
    }

    private boolean neededHere(String name) {
        return members.stream().anyMatch(member -> member.requires().contains(name));
    }
}
