package io.sockit.socket.control;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sysctls;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.Suggestion;
import io.sockit.spi.SysctlRegistry;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/// The settings of a host, each declared by an owner and gone with it. Thread-safe.
public final class SysctlTable implements Sysctls {
    private final ConcurrentSkipListMap<String, Setting> settings = new ConcurrentSkipListMap<>();

    /// Where one owner declares its settings.
    ///
    /// @param owner whose [#forget] takes them away
    public SysctlRegistry declaredBy(Owner owner) {
        return new Declaring(this, owner);
    }

    /// Takes away what an owner has declared.
    public void forget(Owner owner) {
        settings.values().removeIf(setting -> setting.owner.equals(owner));
    }

    <S extends Setting> S declare(S setting) {
        Setting other = settings.putIfAbsent(setting.name, setting);
        if (other != null) {
            throw new IllegalStateException(
                    "sysctl '%s' of %s is declared by %s already"
                            .formatted(setting.name, setting.owner.name(), other.owner.name()));
        }
        return setting;
    }

    @Override
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(settings.keySet()));
    }

    @Override
    public String get(String name) throws ErrnoException {
        return find(name).text();
    }

    @Override
    public void set(String name, String value) throws ErrnoException {
        Setting setting = find(name);
        if (!setting.parse(value.strip())) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "sysctl",
                    "%s: '%s' (expected: %s)".formatted(name, value, setting.allowed()));
        }
    }

    @Override
    public String describe(String name) throws ErrnoException {
        Setting setting = find(name);
        return setting.allowed() + ": " + setting.about;
    }

    private Setting find(String name) throws ErrnoException {
        Setting setting = settings.get(name);
        if (setting != null) {
            return setting;
        }
        throw new ErrnoException(
                Errno.ENOENT,
                "sysctl",
                "'%s' (%s)".formatted(name, Suggestion.expected(name, settings.keySet())));
    }
}
