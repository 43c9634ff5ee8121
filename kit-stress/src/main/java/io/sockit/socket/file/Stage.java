package io.sockit.socket.file;

import io.sockit.api.ControlMessages;
import io.sockit.api.Credentials;
import io.sockit.api.Epoll;
import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;
import io.sockit.socket.strand.HostClock;
import io.sockit.spi.CallContext;
import io.sockit.spi.FileHandle;
import io.sockit.spi.SocketFiles;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/// What the scenes of this package play with.
final class Stage {
    static final OpenFiles FILES =
            new OpenFiles(HostClock.system(), "stress", new PacketPool(), new Initial());

    private Stage() {}

    static Descriptor descriptor(OpenFile file) {
        DescriptorTable table = new DescriptorTable(FILES);
        try {
            return table.get(table.add(file, false, "stress"), "stress");
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
    }

    static void add(EpollFile epoll, OpenFile file, int events) {
        file.retain();
        epoll.retain();
        try {
            epoll.control(Epoll.EPOLL_CTL_ADD, descriptor(file), events, 0);
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How many an epoll answers without waiting.
    static int answers(EpollFile epoll) {
        try {
            return epoll.await(descriptor(epoll), new EpollEvents(4), 0);
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
    }

    static int write(OpenFile file, int length) {
        try {
            byte[] data = new byte[length];
            data[0] = 1;
            data[length - 1] = 1;
            return file.write(descriptor(file), NoCall.MADE, data, 0, length);
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
    }

    static int read(OpenFile file, int length) {
        try {
            return file.read(descriptor(file), new byte[length], 0, length);
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The caller of a write, whom pipes and counters ask nothing.
    private enum NoCall implements CallContext {
        MADE;

        @Override
        public Credentials credentials() {
            return Credentials.ROOT;
        }

        @Override
        public int pid() {
            return 0;
        }

        @Override
        public SocketFiles fileNames() {
            throw new IllegalStateException("a call of no process");
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public @Nullable ControlMessages control() {
            return null;
        }

        @Override
        public FileHandle file(int fd) throws ErrnoException {
            throw new ErrnoException(Errno.EBADF, "file", "fd: " + fd);
        }

        @Override
        public int openFileLimit() {
            return 0;
        }
    }

    /// A file with a plain state: only fences order it.
    static final class PlainFile extends OpenFile {
        int events;

        PlainFile() {
            super(FILES);
        }

        @Override
        public int readiness() {
            return events;
        }

        @Override
        protected void closed() {}

        @Override
        public Stat stat() {
            return new Stat(inode(), 0);
        }
    }

    /// Every sysctl has its initial value.
    private static final class Initial implements SysctlRegistry {
        @Override
        public IntSysctl integer(String name, int initial, int min, int max, String about) {
            return () -> initial;
        }

        @Override
        public BooleanSysctl flag(String name, boolean initial, String about) {
            return () -> initial;
        }

        @Override
        public RangeSysctl range(
                String name, int first, int second, int min, int max, String about) {
            return () -> ((long) first << Integer.SIZE) | second;
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
