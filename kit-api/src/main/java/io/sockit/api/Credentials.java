package io.sockit.api;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The user that a process runs as, and what it may do (`struct cred`).
///
/// @param uid effective user
/// @param gid effective group
/// @param capabilities what it may do beyond the ordinary
/// @param groups the supplementary groups of `getgroups(2)`
public record Credentials(int uid, int gid, Set<Capability> capabilities, List<Integer> groups) {
    /// User 0 with every capability.
    public static final Credentials ROOT = new Credentials(0, 0, EnumSet.allOf(Capability.class));

    public Credentials {
        capabilities = Set.copyOf(capabilities);
        groups = List.copyOf(groups);
    }

    /// A user without supplementary groups.
    public Credentials(int uid, int gid, Set<Capability> capabilities) {
        this(uid, gid, capabilities, List.of());
    }

    /// An ordinary user without capabilities.
    public static Credentials user(int uid, int gid) {
        return new Credentials(uid, gid, Set.of());
    }

    public boolean has(Capability capability) {
        return capabilities.contains(capability);
    }

    /// Whether the user is in a group.
    public boolean isIn(int group) {
        return group == gid || groups.contains(group);
    }
}
