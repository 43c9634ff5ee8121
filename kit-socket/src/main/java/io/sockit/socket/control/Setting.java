package io.sockit.socket.control;

import io.sockit.socket.strand.Owner;

import java.util.regex.Pattern;

/// A setting: its value as text, and as what its owner reads. Thread-safe.
abstract sealed class Setting permits NumberSetting, TripleSetting, WordSetting {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,10}");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    final String name;
    final Owner owner;
    final String about;
    private final String allowed;

    /// Runs after each new value.
    volatile Runnable whenSet = () -> {};

    /// @param allowed type and range, for messages
    Setting(String name, Owner owner, String about, String allowed) {
        this.name = name;
        this.owner = owner;
        this.about = about;
        this.allowed = allowed;
    }

    /// Sets the value that the owner declares.
    final void initially(String text) {
        if (!parse(text)) {
            throw new IllegalArgumentException(
                    "sysctl %s: initial value %s (expected: %s)".formatted(name, text, allowed));
        }
    }

    /// Type and range, for messages.
    final String allowed() {
        return allowed;
    }

    abstract String text();

    /// Takes a value over.
    ///
    /// @return false, and nothing changed, if it is not allowed
    abstract boolean parse(String text);

    static String[] parts(String text) {
        return SPACE.split(text, -1);
    }

    /// The number of a text, or one outside every range of `int`.
    static long number(String text) {
        return INTEGER.matcher(text).matches() ? Long.parseLong(text) : Long.MIN_VALUE;
    }
}
