package io.sockit.socket.control;

import io.sockit.socket.strand.Owner;

import java.util.function.Predicate;

/// A setting that is a word, such as a name. Thread-safe.
final class WordSetting extends Setting {
    private final Predicate<String> allows;
    private volatile String value = "";

    WordSetting(String name, Owner owner, String about, Predicate<String> allows, String allowed) {
        super(name, owner, about, allowed);
        this.allows = allows;
    }

    /// The value that the owner declares, which is not asked about.
    void first(String word) {
        value = word;
    }

    @Override
    String text() {
        return value;
    }

    @Override
    boolean parse(String text) {
        boolean is = parts(text).length == 1 && allows.test(text);
        if (is) {
            value = text;
        }
        return is;
    }
}
