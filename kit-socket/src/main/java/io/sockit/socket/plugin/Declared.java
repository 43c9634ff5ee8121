package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.spi.Plugin;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a plug-in says of itself, asked once; the kit's own values, none of the plug-in's.
///
/// @param source the jar or folder of classes it came from
/// @param className its class
record Declared(
        String name, String version, List<String> requires, String source, String className) {
    private static final int LENGTH = 100;
    private static final int REQUIRED = 100;

    /// Asks a plug-in, which may answer anything.
    static Declared ask(Plugin plugin, String source) throws RefusedException {
        String className = plugin.getClass().getName();
        String name = text("name()", source, className, plugin::name);
        String version = text("version()", source, name, plugin::version);
        List<String> requires = requires(plugin, source, name);
        return new Declared(name, version, requires, source, className);
    }

    RefusedException refuse(Errno errno, String reason) {
        return new RefusedException(errno, source, name, reason);
    }

    private static String text(String what, String source, String who, Question question)
            throws RefusedException {
        String answer;
        try {
            answer = question.ask();
        } catch (Throwable failure) {
            throw refuse(source, who, what + " failed: " + FaultText.of(failure));
        }
        return name(what, source, who, answer);
    }

    private static String name(String what, String source, String who, @Nullable String answer)
            throws RefusedException {
        if (answer == null || !isPrintable(answer, LENGTH)) {
            throw refuse(
                    source, who, what + " is no name (expected: 1 to 100 printable characters)");
        }
        return answer;
    }

    /// Whether a plug-in's text may stand in a line of the kit's.
    static boolean isPrintable(String text, int most) {
        return !text.isBlank()
                && text.length() <= most
                && text.codePoints().noneMatch(Declared::isHidden);
    }

    /// Whether a character moves or turns what a reader sees.
    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }

    private static List<String> requires(Plugin plugin, String source, String who)
            throws RefusedException {
        List<String> names;
        try {
            names = plugin.requires().stream().limit(REQUIRED + 1).toList();
        } catch (Throwable failure) {
            throw refuse(source, who, "requires() failed: " + FaultText.of(failure));
        }
        if (names.size() > REQUIRED) {
            throw refuse(source, who, "requires() names more than " + REQUIRED + " plug-ins");
        }
        for (String name : names) {
            name("requires()", source, who, name);
        }
        return names;
    }

    private static RefusedException refuse(String source, String who, String reason) {
        return new RefusedException(Errno.EINVAL, source, who, reason);
    }

    private interface Question {
        @Nullable String ask();
    }
}
