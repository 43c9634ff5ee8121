package io.sockit.socket.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.ErrnoException;
import io.sockit.socket.strand.HostClock;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.List;

/// A pipe against what it is: a queue of numbered bytes.
class PipeModelTest {
    @Property(tries = 200)
    void isAQueueOfBytes(
            @ForAll @Size(max = 60) List<@IntRange(min = -20_000, max = 20_000) Integer> moves)
            throws ErrnoException {
        Pipe pipe = new Pipe(Files.of(HostClock.system()));
        byte[] some = new byte[20_000];
        long written = 0;
        long taken = 0;
        for (int move : moves) {
            for (int i = 0; move > 0 && i < move; i++) {
                some[i] = (byte) (written + i);
            }
            if (move > 0) {
                written += pipe.put(some, 0, move);
            } else {
                int got = pipe.take(some, 0, -move);
                assertEquals(Math.min(-move, written - taken), got);
                for (int i = 0; i < got; i++) {
                    assertEquals((byte) (taken + i), some[i]);
                }
                taken += got;
            }
            assertEquals(written - taken, pipe.available());
            assertEquals(written == taken, pipe.isEmpty());
        }
    }
}
