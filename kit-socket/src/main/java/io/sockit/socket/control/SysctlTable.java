package io.sockit.socket.control;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sysctls;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.Suggestion;
import io.sockit.spi.SysctlRegistry;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/// The settings of a host, each declared by an owner and gone with it. Thread-safe.
public final class SysctlTable implements Sysctls {
    private final ConcurrentSkipListMap<String, Setting> settings = new ConcurrentSkipListMap<>();

    /// The registry in which one owner declares its settings.
    ///
    /// @param owner whose [#forget] takes them away
    public SysctlRegistry declaredBy(Owner owner) {
        return new SysctlRegistry() {
            @Override
            public IntSysctl integer(String name, int initial, int min, int max, String about) {
                NumberSetting setting = NumberSetting.number(name, owner, about, min, max);
                declare(setting).initially("" + initial);
                return setting::first;
            }

            @Override
            public BooleanSysctl flag(String name, boolean initial, String about) {
                NumberSetting setting = NumberSetting.flag(name, owner, about);
                declare(setting).initially(initial ? "1" : "0");
                return () -> setting.first() != 0;
            }

            @Override
            public RangeSysctl range(
                    String name, int first, int second, int min, int max, String about) {
                NumberSetting setting = NumberSetting.pair(name, owner, about, min, max);
                declare(setting).initially(first + " " + second);
                return setting::pair;
            }

            @Override
            public TripleSysctl triple(
                    String name, Triple initial, int min, int max, String about) {
                TripleSetting setting = new TripleSetting(name, owner, about, min, max);
                declare(setting)
                        .initially(initial.least() + " " + initial.usual() + " " + initial.most());
                return setting::value;
            }

            @Override
            public WordSysctl word(
                    String name,
                    String initial,
                    Predicate<String> allows,
                    String allowed,
                    String about) {
                WordSetting setting = new WordSetting(name, owner, about, allows, allowed);
                setting.first(initial);
                declare(setting);
                return setting::text;
            }
        };
    }

    /// Takes away what an owner has declared.
    public void forget(Owner owner) {
        settings.values().removeIf(setting -> setting.owner.equals(owner));
    }

    private Setting declare(Setting setting) {
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
        setting.whenSet.run();
    }

    /// Has something run after each new value of a setting, on the thread that sets it.
    public void whenSet(String name, Runnable then) {
        Objects.requireNonNull(settings.get(name), name).whenSet = then;
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
