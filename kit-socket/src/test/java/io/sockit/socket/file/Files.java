package io.sockit.socket.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;
import io.sockit.socket.strand.HostClock;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.function.Executable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Open files of a test, without a host around them.
final class Files {
    private Files() {}

    static OpenFiles of(HostClock clock) {
        return new OpenFiles(clock, "test", new PacketPool(), new Settings());
    }

    static OpenFiles atMost(int max) {
        Settings settings = new Settings();
        settings.values.put("fs.file-max", max);
        return new OpenFiles(HostClock.system(), "test", new PacketPool(), settings);
    }

    static void refuses(Errno errno, Executable call) {
        assertEquals(errno, assertThrows(ErrnoException.class, call).errno());
    }

    /// A file whose readiness a test sets.
    static final class PlainFile extends OpenFile {
        volatile int events;
        volatile int looks;
        volatile boolean closed;

        PlainFile(OpenFiles files) {
            super(files);
        }

        /// Changes the level and tells of what is new.
        void change(int now) {
            int before = events;
            events = now;
            raise(now & ~before);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // counted by one thread
        public int readiness() {
            looks++;
            return events;
        }

        @Override
        protected void closed() {
            closed = true;
        }

        @Override
        public Stat stat() {
            return new Stat(inode(), 0);
        }
    }

    private static final class Settings implements SysctlRegistry {
        private final Map<String, Integer> values = new HashMap<>();

        @Override
        public IntSysctl integer(String name, int initial, int min, int max, String about) {
            return () -> values.getOrDefault(name, initial);
        }

        @Override
        public BooleanSysctl flag(String name, boolean initial, String about) {
            return () -> initial;
        }

        @Override
        public RangeSysctl range(
                String name, int first, int second, int min, int max, String about) {
            return () -> first;
        }

        @Override
        public TripleSysctl triple(String name, Triple initial, int min, int max, String about) {
            return () -> initial;
        }

        @Override
        public WordSysctl word(
                String name,
                String initial,
                Predicate<String> allows,
                String allowed,
                String about) {
            return () -> initial;
        }
    }
}
