package io.sockit.cli.scenario;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Reads the comparisons of a scenario: `- {recorded: dns.pcapng, answers: answers.pcapng}`.
final class ComparisonReader {
    private static final Set<String> KEYS = new TreeSet<>(List.of("recorded", "answers"));

    private final Reading reading;

    ComparisonReader(Reading reading) {
        this.reading = reading;
    }

    /// A comparison, or null with a problem noted.
    @Nullable ReplyComparison read(Reading.Item item) {
        Section section = Section.of(reading, item.node(), item.key(), KEYS);
        Path recorded = file(section.required("recorded"));
        Path answers = file(section.required("answers"));
        if (recorded != null && !Files.exists(recorded)) {
            reading.problem(section.place("recorded"), recorded + ": no such file");
        }
        return recorded == null || answers == null
                ? null
                : new ReplyComparison(recorded, answers, section.place());
    }

    private @Nullable Path file(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        try {
            return reading.folder().resolve(value.text()).normalize();
        } catch (InvalidPathException e) {
            reading.problem(value.place(), "'" + value + "' (expected: a file name)");
            return null;
        }
    }
}
