package io.sockit.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.test.calls.ShownErrors;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;

/// docs/unix-cases.md names scenarios and tests that are there.
class UnixCasesTest {
    private static final String NOT = "does not apply: ";

    @Test
    void everyRowNamesWhatShowsIt() throws IOException {
        List<Path> tests = Checkout.tests();
        Set<String> scenarios = Set.copyOf(ShownErrors.scenarios());
        List<MatchResult> rows =
                Checkout.matches(
                        "\n\\| (?!situation|---)([^|\n]+) \\| ([^|\n]+) \\|(?=\n)",
                        Checkout.read("docs/unix-cases.md"));
        List<String> missing = new ArrayList<>();
        for (MatchResult row : rows) {
            String shown = row.group(2);
            if (shown.startsWith(NOT)) {
                assertTrue(shown.length() > NOT.length(), row.group());
                continue;
            }
            for (String each : shown.split("; ", -1)) {
                String name = each.replaceAll("^`|`$", "");
                if (!scenarios.contains(name) && !isTest(tests, name)) {
                    missing.add(row.group(1) + ": " + name);
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(rows.size() > 150, rows.size() + " rows");
    }

    private static boolean isTest(List<Path> tests, String name) throws IOException {
        String[] parts = name.split("\\.", 2);
        String source = Checkout.source(tests, parts[0]);
        return parts.length == 1
                ? !source.isEmpty()
                : Checkout.method(source, parts[1]).isPresent();
    }
}
