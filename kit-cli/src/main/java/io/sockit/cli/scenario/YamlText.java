package io.sockit.cli.scenario;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.Node;

import java.util.Optional;

/// Turns text into YAML's nodes, which remember their places. Tags and classes make nothing here.
final class YamlText {
    /// Characters of a scenario.
    static final int MOST_CHARACTERS = 1 << 20;

    private static final int MOST_ALIASES = 1_000;

    private YamlText() {}

    /// The one document of a text.
    ///
    /// @return null if the text is empty
    static @Nullable Node compose(String source, String text) throws ScenarioException {
        Place whole = Place.of(source);
        if (text.length() > MOST_CHARACTERS) {
            throw new ScenarioException(
                    whole,
                    text.length() + " characters (expected: at most " + MOST_CHARACTERS + ")");
        }
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(source)
                        .setCodePointLimit(MOST_CHARACTERS)
                        .setMaxAliasesForCollections(MOST_ALIASES)
                        .setAllowNonScalarKeys(true) // Section refuses them, with their place
                        .build();
        try {
            return new Compose(settings).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException e) {
            throw new ScenarioException(place(source, e.getProblemMark()), oneLine(problem(e)));
        } catch (ReaderException e) {
            throw new ScenarioException(
                    place(source, text, e.getPosition()),
                    "character U+%04X (expected: printable text)".formatted(e.getCodePoint()));
        } catch (YamlVersionException e) {
            int major = e.getSpecVersion().getMajor();
            int minor = e.getSpecVersion().getMinor();
            throw new ScenarioException(
                    whole, "%%YAML %d.%d (expected: 1.2)".formatted(major, minor));
        } catch (YamlEngineException e) {
            throw new ScenarioException(whole, oneLine(String.valueOf(e.getMessage())));
        } catch (StackOverflowError e) {
            throw new ScenarioException(whole, "too many lists and maps inside each other");
        }
    }

    /// What is wrong, after what was expected if the parser says that.
    private static String problem(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "no YAML" : e.getProblem();
        String context = e.getContext() == null ? "" : e.getContext();
        return context.startsWith("expected") ? context + ", " + problem : problem;
    }

    /// The place of a node's begin.
    static Place place(String source, Optional<Mark> mark) {
        return mark.map(at -> new Place(source, at.getLine() + 1, at.getColumn() + 1, ""))
                .orElseGet(() -> Place.of(source));
    }

    /// @param position code points before it
    private static Place place(String source, String text, int position) {
        int[] before = text.codePoints().limit(position).toArray();
        int line = 1;
        int column = 1;
        for (int point : before) {
            column = point == '\n' ? 1 : column + 1;
            line += point == '\n' ? 1 : 0;
        }
        return new Place(source, line, column, "");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
