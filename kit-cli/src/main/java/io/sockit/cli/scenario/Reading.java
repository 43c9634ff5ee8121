package io.sockit.cli.scenario;

import io.sockit.spi.Quantity;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One reading of a scenario: its source, its problems, and a bound on the nodes that are read,
/// since aliases can make a short text long. Single-threaded.
final class Reading {
    private static final int MOST_LOOKS = 100_000;

    private final String source;
    private final Path folder;
    private final Problems problems;
    private int looks;

    Reading(String source, Path folder, Problems problems) {
        this.source = source;
        this.folder = folder;
        this.problems = problems;
    }

    Path folder() {
        return folder;
    }

    Problems problems() {
        return problems;
    }

    void problem(Place place, String message) {
        problems.add(place, message);
    }

    Place place(Node node, String key) {
        return YamlText.place(source, node.getStartMark()).key(key);
    }

    /// Counts a node that is read; false if it is beyond the bound.
    boolean look(Place place) {
        if (++looks == MOST_LOOKS) {
            problem(place, "too much by way of aliases (expected: at most " + looks + " nodes)");
        }
        return looks < MOST_LOOKS && !problems.full();
    }

    /// A text, or null with a problem noted.
    @Nullable Value text(Node node, String key) {
        Place place = place(node, key);
        if (!look(place)) {
            return null;
        }
        if (node instanceof ScalarNode scalar && !(scalar.isPlain() && isNull(scalar.getValue()))) {
            return new Value(scalar.getValue(), place);
        }
        problem(place, kind(node) + " (expected: a value)");
        return null;
    }

    /// A whole number, or `otherwise` for a missing or wrong one.
    long number(@Nullable Value value, long otherwise, long min, long max) {
        Long number = value == null ? null : whole(value.text());
        if (value != null && (number == null || number < min || number > max)) {
            problem(value.place(), "'%s' (expected: %d to %d)".formatted(value, min, max));
            return otherwise;
        }
        return number == null ? otherwise : number;
    }

    private static @Nullable Long whole(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// A time in nanoseconds; 0 for a missing or wrong one.
    long nanos(@Nullable Value value) {
        Long nanos = value == null ? null : Quantity.NANOS.parse(value.text());
        if (value != null && nanos == null) {
            String expected = Quantity.NANOS.expected();
            problem(value.place(), "'%s' (expected: %s)".formatted(value, expected));
        }
        return nanos == null ? 0 : nanos;
    }

    /// Whether a word is the second of two; a missing or wrong one counts as the first.
    boolean isSecond(@Nullable Value value, String first, String second) {
        if (value == null || value.text().equals(first)) {
            return false;
        }
        if (!value.text().equals(second)) {
            problem(value.place(), "'%s' (expected: %s or %s)".formatted(value, first, second));
        }
        return value.text().equals(second);
    }

    /// The texts of a list, or the single text in its place.
    List<Value> texts(Node node, String key) {
        List<Value> values = new ArrayList<>();
        for (Item item : items(node, key, true)) {
            Value value = text(item.node(), item.key());
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /// One node of a list.
    record Item(Node node, String key) {}

    /// The nodes of a list.
    ///
    /// @param alone whether a single node is taken as a list of one
    List<Item> items(Node node, String key, boolean alone) {
        List<Item> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                items.add(new Item(item, key + "[" + items.size() + "]"));
            }
        } else if (alone) {
            items.add(new Item(node, key));
        } else {
            problem(place(node, key), kind(node) + " (expected: a list)");
        }
        return items;
    }

    static String kind(Node node) {
        return switch (node.getNodeType()) {
            case SCALAR -> {
                String text = ((ScalarNode) node).getValue();
                yield text.isEmpty() ? "nothing" : "'" + text + "'";
            }
            case SEQUENCE -> "a list";
            case MAPPING -> "keys with values";
            case ANCHOR -> "an alias";
        };
    }

    private static boolean isNull(String plain) {
        return plain.isEmpty() || plain.equals("null") || plain.equals("~");
    }
}
