package io.sockit.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.ErrnoException;
import io.sockit.api.FileNames;
import io.sockit.api.Process;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// docs/errnos.md is what tests show.
class ErrnoTableTest {
    private final ErrnoTable table;

    ErrnoTableTest() throws IOException {
        table = new ErrnoTable();
    }

    @Test
    void pageIsWhatTestsShow() throws IOException {
        if (System.getProperty("sockit.docs", "").equals("write")) {
            Files.writeString(Checkout.ROOT.resolve("docs/errnos.md"), table.markdown());
        }
        assertEquals(table.markdown(), Checkout.read("docs/errnos.md"));
    }

    @Test
    void everyExpectedErrorIsShown() throws IOException {
        List<Path> tests = Checkout.tests();
        List<String> missing = new ArrayList<>();
        for (ErrnoTable.Section section : table.sections) {
            for (ErrnoTable.Row row : section.rows()) {
                for (Map.Entry<String, String> column : row.tests().entrySet()) {
                    String test = column.getValue();
                    boolean isShown =
                            test.isEmpty()
                                    ? !table.shown(section, row.errno(), column.getKey()).isEmpty()
                                    : names(tests, test, row.errno());
                    if (!isShown) {
                        missing.add(section.title() + " " + row.errno() + " " + column);
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    /// Whether there is that test method, and it names the error.
    private static boolean names(List<Path> tests, String test, String errno) throws IOException {
        String[] parts = test.split("\\.", 2);
        String source = Checkout.source(tests, parts[0]);
        String method = parts.length == 1 ? source : Checkout.method(source, parts[1]).orElse("");
        return method.contains(errno);
    }

    @Test
    void everyShownErrorIsExpected() {
        assertEquals(List.of(), table.unexpected());
    }

    @Test
    void everyCallHasASection() {
        Set<String> calls = new TreeSet<>();
        for (Class<?> type : List.of(Process.class, FileNames.class)) {
            for (Method method : type.getMethods()) {
                if (List.of(method.getExceptionTypes()).contains(ErrnoException.class)) {
                    calls.add(method.getName().toLowerCase(Locale.ROOT));
                }
            }
        }
        Set<String> told =
                table.sections.stream()
                        .flatMap(section -> section.calls().stream())
                        .map(call -> call.replace("_", ""))
                        .collect(Collectors.toCollection(TreeSet::new));
        calls.removeAll(told);
        assertEquals(Set.of(), calls);
    }
}
