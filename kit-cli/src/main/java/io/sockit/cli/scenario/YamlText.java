package io.sockit.cli.scenario;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import java.util.Iterator;
import java.util.Optional;

/// From text to YAML's nodes, which remember where they stand. Nothing is made of tags or classes
/// here, and what hostile text could cost is bounded before the nodes are made.
final class YamlText {
    /// Characters of a scenario.
    static final int MOST_CHARACTERS = 1 << 20;

    /// Lists and maps inside each other.
    static final int MOST_DEPTH = 20;

    /// Lists, maps and texts.
    static final int MOST_NODES = 100_000;

    private static final int MOST_ALIASES = 1_000;

    private YamlText() {}

    /// The one document of a text.
    ///
    /// @return null where the text is empty
    static @Nullable Node compose(String source, String text) throws ScenarioException {
        if (text.length() > MOST_CHARACTERS) {
            throw new ScenarioException(
                    Place.of(source),
                    text.length() + " characters (expected: at most " + MOST_CHARACTERS + ")");
        }
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(source)
                        .setCodePointLimit(MOST_CHARACTERS)
                        .setMaxAliasesForCollections(MOST_ALIASES)
                        .setAllowNonScalarKeys(true) // said by who reads them, with their place
                        .build();
        refuseControls(source, text);
        try {
            measure(source, new Parse(settings).parseString(text).iterator());
            return new Compose(settings).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException e) {
            throw new ScenarioException(place(source, e.getProblemMark()), oneLine(problem(e)));
        } catch (YamlVersionException e) {
            throw new ScenarioException(
                    Place.of(source),
                    "%%YAML %d.%d (expected: 1.2)"
                            .formatted(
                                    e.getSpecVersion().getMajor(), e.getSpecVersion().getMinor()));
        } catch (YamlEngineException e) {
            throw new ScenarioException(Place.of(source), oneLine(String.valueOf(e.getMessage())));
        }
    }

    /// What is wrong, after what was expected where the parser says that.
    private static String problem(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "no YAML" : e.getProblem();
        String context = e.getContext() == null ? "" : e.getContext();
        return context.startsWith("expected") ? context + ", " + problem : problem;
    }

    /// Characters that YAML does not have (YAML 1.2 §5.1), for the parser does not say where.
    private static void refuseControls(String source, String text) throws ScenarioException {
        int line = 1;
        int column = 1;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int point = text.codePointAt(at);
            if (!StreamReader.isPrintable(point)) {
                throw new ScenarioException(
                        new Place(source, line, column, ""),
                        "character U+%04X (expected: printable text)".formatted(point));
            }
            column = point == '\n' ? 1 : column + 1;
            line += point == '\n' ? 1 : 0;
        }
    }

    private static void measure(String source, Iterator<Event> events) throws ScenarioException {
        int depth = 0;
        int nodes = 0;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> {
                    depth++;
                    nodes++;
                }
                case MappingEnd, SequenceEnd -> depth--;
                case Scalar, Alias -> nodes++;
                default -> {
                    // the frame of stream and document, and comments
                }
            }
            if (depth > MOST_DEPTH || nodes > MOST_NODES) {
                throw new ScenarioException(
                        place(source, event.getStartMark()),
                        "%d levels, %d nodes (expected: at most %d and %d)"
                                .formatted(depth, nodes, MOST_DEPTH, MOST_NODES));
            }
        }
    }

    /// Where a node begins.
    static Place place(String source, Optional<Mark> mark) {
        return mark.map(at -> new Place(source, at.getLine() + 1, at.getColumn() + 1, ""))
                .orElseGet(() -> Place.of(source));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
