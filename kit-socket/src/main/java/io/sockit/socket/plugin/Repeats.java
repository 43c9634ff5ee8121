package io.sockit.socket.plugin;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Looks for attributes that a manifest gives again and again. The JDK logs five lines for each of
/// them, whenever it reads the manifest; a few are met in honest jars.
final class Repeats {
    /// So many are borne.
    static final int MOST = 100;

    private static final Pattern FOLD = Pattern.compile("(\\r\\n|\\r|\\n) ");

    private Repeats() {}

    /// The attribute that is one too many, or null. Sections of one name are one section.
    static @Nullable String find(byte[] manifest) {
        Map<String, Set<String>> sections = new HashMap<>();
        Set<String> names = new HashSet<>();
        int repeats = 0;
        boolean begins = false;
        String text = new String(manifest, StandardCharsets.ISO_8859_1);
        for (String line : FOLD.matcher(text).replaceAll("").split("\\r\\n|\\r|\\n", -1)) {
            String name = line.substring(0, Math.max(0, line.indexOf(':')));
            name = name.toLowerCase(Locale.ROOT);
            if (begins && name.equals("name")) {
                names = sections.computeIfAbsent(line, key -> new HashSet<>());
            } else if (!line.isEmpty() && !names.add(name) && ++repeats > MOST) {
                return name;
            }
            begins = line.isEmpty();
        }
        return null;
    }
}
