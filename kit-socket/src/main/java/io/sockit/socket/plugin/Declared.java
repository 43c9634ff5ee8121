package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.spi.Plugin;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A plug-in that was found, and what it says of itself, asked once.
///
/// @param source the jar or folder of classes it came from
/// @param className its class
/// @param object the object that serves all hosts, if it is on the class path; null of one in a
///     folder, because each load makes its own
record Declared(
        String name,
        String version,
        List<String> requires,
        String source,
        String className,
        @Nullable Plugin object)
        implements LoadOrder.Step {
    private static final int LENGTH = 100;
    private static final int REQUIRED = 100;

    /// Asks a plug-in, which may answer anything.
    ///
    /// @param keep whether its object is to be kept
    static Declared ask(Plugin plugin, String source, boolean keep) throws RefusedException {
        String className = plugin.getClass().getName();
        String name = className;
        String asked = "name()";
        try {
            name = checked(plugin.name());
            asked = "version()";
            String version = checked(plugin.version());
            asked = "requires()";
            List<String> requires = plugin.requires().stream().limit(REQUIRED + 1).toList();
            requires.forEach(Declared::checked);
            if (requires.size() > REQUIRED) {
                throw new IllegalArgumentException("names more than " + REQUIRED + " plug-ins");
            }
            return new Declared(name, version, requires, source, className, keep ? plugin : null);
        } catch (Throwable failure) {
            throw new RefusedException(
                    Errno.EINVAL, source, name, asked + " failed: " + FaultText.of(failure));
        }
    }

    private static String checked(@Nullable String answer) {
        if (answer == null || !isPrintable(answer, LENGTH)) {
            throw new IllegalArgumentException(
                    "no name (expected: 1 to " + LENGTH + " printable characters)");
        }
        return answer;
    }

    /// Whether a text of a plug-in may be shown in a line of the kit.
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

    @Override
    public List<String> names() {
        return List.of(name);
    }

    RefusedException refuse(Errno errno, String reason) {
        return new RefusedException(errno, source, name, reason);
    }
}
