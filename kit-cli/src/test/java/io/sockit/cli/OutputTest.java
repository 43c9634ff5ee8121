package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

class OutputTest {
    private final List<IOException> told = new ArrayList<>();

    /// What `| head` leaves behind.
    private static final class Closed extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException("Broken pipe");
        }
    }

    @Test
    void tellsOnceThatItsReaderLeft() {
        Output output = new Output(new Closed(), told::add);
        PrintWriter out = new PrintWriter(output, true, UTF_8);
        out.println("one");
        out.println("two");

        assertTrue(output.failed());
        assertEquals(1, told.size());
        assertTrue(Output.isClosedPipe(told.getFirst()));
    }

    @Test
    void writesWhatItCan() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Output output = new Output(written, told::add);
        output.write('o');
        new PrintWriter(output, true, UTF_8).println("ne");

        assertFalse(output.failed());
        assertEquals("one" + System.lineSeparator(), written.toString(UTF_8));
        assertFalse(Output.isClosedPipe(new IOException("No space left on device")));
    }
}
