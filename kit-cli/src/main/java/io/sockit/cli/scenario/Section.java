package io.sockit.cli.scenario;

import io.sockit.spi.Suggestion;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of one map of a scenario. A key that is unknown, given twice or of the wrong kind is
/// noted as a problem and left out. Single-threaded.
final class Section {
    private final Reading reading;
    private final Place place;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean isMap = true;

    /// A key's place and its value.
    record Entry(Place place, Node node) {}

    private Section(Reading reading, Place place) {
        this.reading = reading;
        this.place = place;
    }

    /// A map whose keys are given.
    static Section of(Reading reading, Node node, String key, Set<String> known) {
        Section section = open(reading, node, key);
        section.entries
                .entrySet()
                .removeIf(
                        entry -> {
                            if (known.contains(entry.getKey())) {
                                return false;
                            }
                            reading.problem(
                                    entry.getValue().place(),
                                    "unknown key ("
                                            + Suggestion.expected(entry.getKey(), known)
                                            + ")");
                            return true;
                        });
        return section;
    }

    /// A map of any keys.
    static Section open(Reading reading, Node node, String key) {
        Section section = new Section(reading, reading.place(node, key));
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(section::add);
        } else {
            section.isMap = false;
            reading.problem(section.place, Reading.kind(node) + " (expected: keys with values)");
        }
        return section;
    }

    private void add(NodeTuple tuple) {
        Node keyNode = tuple.getKeyNode();
        if (!reading.look(place)) {
            return;
        }
        if (!(keyNode instanceof ScalarNode scalar)) {
            reading.problem(
                    reading.place(keyNode, place.key()),
                    Reading.kind(keyNode) + " as a key (expected: a name)");
            return;
        }
        String name = scalar.getValue();
        Place at = reading.place(keyNode, path(name));
        if (entries.putIfAbsent(name, new Entry(at, tuple.getValueNode())) != null) {
            reading.problem(at, "given twice");
        }
    }

    private String path(String name) {
        return place.key().isEmpty() ? name : place.key() + "." + name;
    }

    Reading reading() {
        return reading;
    }

    Place place() {
        return place;
    }

    /// Whether the node was not a map, which is noted already.
    boolean isBroken() {
        return !isMap;
    }

    Collection<String> names() {
        return entries.keySet();
    }

    Place place(String name) {
        return find(name).map(Entry::place).orElse(place);
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /// A text, or null if the key is missing or its value is not a text.
    @Nullable Value text(String name) {
        Entry entry = entries.get(name);
        return entry == null ? null : reading.text(entry.node(), path(name));
    }

    /// A text that must be there; null with a problem noted if it is missing.
    @Nullable Value required(String name) {
        if (!entries.containsKey(name)) {
            if (isMap) {
                reading.problem(place, "'" + name + "' is missing");
            }
            return null;
        }
        return text(name);
    }

    List<Value> texts(String name) {
        return find(name).map(e -> reading.texts(e.node(), path(name))).orElse(List.of());
    }

    List<Reading.Item> items(String name) {
        return find(name).map(e -> reading.items(e.node(), path(name), false)).orElse(List.of());
    }

    boolean isEmptyList(String name) {
        return find(name)
                .filter(e -> e.node() instanceof SequenceNode list && list.getValue().isEmpty())
                .isPresent();
    }

    /// An inner map of any keys; an empty one if it is missing.
    Section inside(String name) {
        Entry entry = entries.get(name);
        return entry == null
                ? new Section(reading, place)
                : open(reading, entry.node(), path(name));
    }
}
