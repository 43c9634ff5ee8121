package io.sockit.packetdrill.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Collectors;

class WordsTest {
    private static String words(String text) throws ShellException {
        return Words.of(text).stream()
                .map(word -> word.operator() ? "<" + word.text() + ">" : word.text())
                .collect(Collectors.joining("|"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "sysctl -q a=\"1 2\" ! sysctl|-q|a=1 2",
                "echo 'a b'c # no ! echo|a bc",
                "a;b && c || d ! a|<;>|b|<&&>|c|<||>|d",
                "a > /dev/null 2>&1 ! a|<>>|/dev/null|<2>>|&1",
                "a &> f | b ! a|<&>>|f|<|>|b",
                "x=$((2*3+4)) ! x=10",
                "/tmp/r_${PPID}.sh ! /tmp/r_PPID.sh",
            })
    void areSplit(String text, String expected) throws ShellException {
        assertEquals(expected, words(text));
    }

    @Test
    void goOnBehindABackslash() throws ShellException {
        assertEquals("a|b|<;>|c", words("a \\\n b\nc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo $HOME", "'open", "\"open", "sleep 1 &", "echo $((a))"})
    void areRefused(String text) {
        assertThrows(ShellException.class, () -> words(text));
    }
}
