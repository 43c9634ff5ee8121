package io.sockit.test.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.test.calls.Expression.AnyOrder;
import io.sockit.test.calls.Expression.Entry;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class LanguageTest {
    @Nested
    class Values {
        @Test
        void areNumbersAndConstants() {
            assertEquals(List.of(7L, 16L, -1L), values("7, 0x10, -1"));
            assertEquals(List.of(0x802L), values("O_RDWR|O_NONBLOCK"));
            assertEquals(List.of(1L, 0L), values("yes no"));
            assertEquals(List.of(-2L), values("0xfffffffffffffffe"));
        }

        @Test
        void areBytes() {
            assertEquals(List.of("a\n\0\"\u00ff"), values("\"a\\n\\0\\\"\\xff\""));
            assertEquals(List.of("xxx"), values("\"x\"*3"));
        }

        @Test
        void areErrors() {
            assertEquals(List.of(Errno.EAGAIN), values("EAGAIN"));
        }

        @Test
        void areVariables() {
            assertEquals(
                    List.of(4L, List.of(3L)), Expression.values("s + 1, [s]", Map.of("s", 3L)));
        }

        @Test
        void areDescriptorsWithEvents() {
            Entry entry = (Entry) Expression.values("s:IN|OUT", Map.of("s", 3L)).getFirst();
            assertEquals("s", entry.label());
            assertEquals(3, entry.fd());
            assertEquals(5, entry.events());
            assertEquals(new Entry("-1", 8, 1), values("-1:IN").getFirst());
        }

        @Test
        void areListsInAnyOrder() {
            AnyOrder any = (AnyOrder) values("{7:IN, 8:OUT}").getFirst();
            assertTrue(any.holds(List.of(new Entry("8", 0, 4), new Entry("7", 0, 1))));
            assertFalse(any.holds(List.of(new Entry("8", 0, 4))));
        }

        @Test
        void areKnown() {
            assertThrows(IllegalArgumentException.class, () -> values("nobody"));
        }

        private static List<Object> values(String text) {
            return Expression.values(text, Map.of());
        }
    }

    @Nested
    class Statements {
        @Test
        void haveParts() {
            Statement parsed = Statement.parse("p: bg r, q = f(a, 1) -> 2", Set.of("kit"));
            assertEquals("p", parsed.process());
            assertTrue(parsed.background());
            assertEquals(List.of("r", "q"), parsed.targets());
            assertEquals("f", parsed.call());
        }

        @Test
        void expectWhatIsListedForThePlace() {
            String line = "join(r) -> \"x\" ! kit: EBADF because of this ! inet: 1 because of that";
            assertEquals("\"x\"", Statement.parse(line, Set.of()).expected());
            assertEquals("EBADF", Statement.parse(line, Set.of("kit", "ring")).expected());
            assertEquals("1", Statement.parse(line, Set.of("inet")).expected());
        }

        @Test
        void giveReasonsForDifferences() {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Statement.parse("f() -> 1 ! kit: 2", Set.of("kit")));
        }
    }

    @Nested
    class Files {
        @Test
        void haveScenariosWithNeeds() {
            List<Scenario> found =
                    Scenario.parse(
                            "# c\nneeds: pair\n\n== one\nf()\n== two\nneeds: oob x\n\ng()\n");
            assertEquals("one", found.get(0).name());
            assertEquals(Set.of("pair"), found.get(0).needs());
            assertEquals(List.of(new Scenario.Line(5, "f()")), found.get(0).lines());
            assertEquals(Set.of("pair", "oob", "x"), found.get(1).needs());
        }
    }
}
