package io.sockit.docs;

import io.sockit.test.calls.ShownErrors;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What errnos.txt beside this class expects of each call, and what tests show of it.
///
/// A section begins `== title: calls of the scripts: manual pages`. A line of it is an errno, the
/// columns of the table (`udp`: `inet` and `inet6`) in which it is expected, each with a test
/// `=Class.method` (or `=Class`, a program of a test) where no script shows it, and behind `-` why
/// it does not occur, in the
/// others or at all. Before all sections, `* ERRNO reason` is the reason of lines that give none.
final class ErrnoTable {
    /// The families, each with the test that runs the scripts for it; without one what needs none.
    private static final Map<String, @Nullable String> COLUMNS = columns();

    private static final List<String> UDP = List.of("inet", "inet6");

    final List<Section> sections = new ArrayList<>();
    private final Map<String, Map<String, List<String>>> shown = new TreeMap<>();

    /// The errors of a call.
    record Section(String title, Set<String> calls, String pages, List<Row> rows) {}

    /// An errno that a manual page names, or that tests show.
    ///
    /// @param tests by column, empty where scripts show it
    /// @param reason why it does not occur, or empty
    record Row(String errno, Map<String, String> tests, String reason) {}

    ErrnoTable() throws IOException {
        read(Checkout.read("kit-cli/src/test/resources/io/sockit/docs/errnos.txt"));
        for (Map.Entry<String, @Nullable String> column : COLUMNS.entrySet()) {
            String test = column.getValue();
            List<ShownErrors.Shown> errors =
                    test == null
                            ? ShownErrors.ofFiles()
                            : ShownErrors.of(column.getKey(), features(test));
            for (ShownErrors.Shown each : errors) {
                shown.computeIfAbsent(each.call() + " " + each.errno(), k -> new TreeMap<>())
                        .computeIfAbsent(column.getKey(), k -> new ArrayList<>())
                        .add(each.scenario());
            }
        }
    }

    private static Map<String, @Nullable String> columns() {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        columns.put("files", null);
        columns.put("unix", "proto-unix/src/test/java/io/sockit/unix/UnixCallScriptsTest.java");
        columns.put("inet", "proto-udp/src/test/java/io/sockit/udp/UdpCallScriptsTest.java");
        columns.put("inet6", "proto-udp/src/test/java/io/sockit/udp/Udp6CallScriptsTest.java");
        return columns;
    }

    /// What the test says that its family has.
    private static Set<String> features(String test) throws IOException {
        String returned =
                Checkout.matches("features\\(\\) \\{(.*?)}", Checkout.read(test))
                        .getFirst()
                        .group(1);
        return Checkout.matches("\"(\\w+)\"", returned).stream()
                .map(literal -> literal.group(1))
                .collect(Collectors.toSet());
    }

    private void read(String text) {
        Map<String, String> reasons = new TreeMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("* ")) {
                String[] parts = line.split(" ", 3);
                reasons.put(parts[1], parts[2]);
            } else if (line.startsWith("== ")) {
                String[] parts = line.substring(3).split(": ", -1);
                Set<String> calls = Set.of(parts[1].split(" ", -1));
                sections.add(new Section(parts[0], calls, parts[2], new ArrayList<>()));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                sections.getLast().rows().add(row(line, reasons));
            }
        }
    }

    private static Row row(String line, Map<String, String> reasons) {
        String[] parts = line.split(" - ?", 2);
        String[] words = parts[0].split(" ", -1);
        Map<String, String> tests = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] column = words[i].split("=", 2);
            for (String each : column[0].equals("udp") ? UDP : List.of(column[0])) {
                if (!COLUMNS.containsKey(each)) {
                    throw new IllegalArgumentException(
                            line + " (expected: one of " + COLUMNS.keySet() + ")");
                }
                tests.put(each, column.length > 1 ? column[1] : "");
            }
        }
        String reason = parts.length > 1 ? parts[1] : "";
        if (parts.length > 1 && reason.isEmpty()) {
            reason = reasons.getOrDefault(words[0], "");
        }
        if (tests.isEmpty() && reason.isEmpty()) {
            throw new IllegalArgumentException(line + " (expected: columns or a reason)");
        }
        return new Row(words[0], tests, reason);
    }

    /// The scenarios that show the errno of one of the section's calls.
    List<String> shown(Section section, String errno, String column) {
        return section.calls().stream()
                .sorted()
                .map(call -> shown.getOrDefault(call + " " + errno, Map.of()))
                .flatMap(columns -> columns.getOrDefault(column, List.of()).stream())
                .toList();
    }

    /// What scripts show, as `call ERRNO: [columns]`, but for what the sections expect.
    List<String> unexpected() {
        List<String> found = new ArrayList<>();
        shown.forEach(
                (what, columns) -> {
                    String[] parts = what.split(" ", 2);
                    List<String> left = new ArrayList<>(columns.keySet());
                    for (Section section : sections) {
                        if (section.calls().contains(parts[0])) {
                            section.rows().stream()
                                    .filter(row -> row.errno().equals(parts[1]))
                                    .forEach(row -> left.removeAll(row.tests().keySet()));
                        }
                    }
                    if (!left.isEmpty()) {
                        found.add(what + ": " + left);
                    }
                });
        return found;
    }

    /// The page.
    String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Section section : sections) {
            page.append("\n## ").append(section.title()).append("\n\n").append(section.pages());
            page.append("\n\n| errno |");
            COLUMNS.keySet().forEach(column -> page.append(' ').append(column).append(" |"));
            page.append(" shown by, or why it does not occur |\n| --- |");
            page.append(" ---: |".repeat(COLUMNS.size())).append(" --- |\n");
            for (Row row : section.rows()) {
                line(page, section, row);
            }
        }
        return page.toString();
    }

    private void line(StringBuilder page, Section section, Row row) {
        page.append("| `").append(row.errno()).append("` |");
        List<String> where = new ArrayList<>();
        for (String column : COLUMNS.keySet()) {
            List<String> scenarios = shown(section, row.errno(), column);
            String test = row.tests().getOrDefault(column, "");
            int count = scenarios.size() + (test.isEmpty() ? 0 : 1);
            page.append(count == 0 ? "" : " " + count).append(" |");
            scenarios.stream().limit(1).forEach(where::add);
            if (!test.isEmpty()) {
                where.add("`" + test + "`");
            }
        }
        List<String> places = where.stream().distinct().limit(2).toList();
        String text = String.join("; ", places);
        if (!row.reason().isEmpty()) {
            text += (text.isEmpty() ? "" : "; otherwise: ") + row.reason();
        }
        page.append(' ').append(text).append(" |\n");
    }

    private static final String HEAD =
            """
            # Errors by call

            Which errors each call answers, of those that its manual pages name and of all others
            that tests show, by family: `files` are pipes, eventfds, epolls, names and descriptors
            of any file, `unix` the three types of AF_UNIX, `inet` and `inet6` the datagrams and
            echo sockets of AF_INET and AF_INET6. A number counts the answers in [call
            scripts](call-scripts.md), which run on the kit and on a kernel alike, and other
            tests; one or two of them are named. An empty cell: the call has no such error there.
            What each socket answers in every family, as `EBADF` and `ENOTSOCK`, is under `files`.
            `ErrnoTableTest` makes this page from `errnos.txt` beside it, which holds the errors
            of the manual pages, and from the tests (`-Dsockit.docs=write`); it fails where an
            error that can occur has no test, where a test shows another one, and where this page
            says otherwise.
            """;
}
