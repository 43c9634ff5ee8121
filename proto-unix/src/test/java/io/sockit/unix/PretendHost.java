package io.sockit.unix;

import io.sockit.spi.FileHandle;
import io.sockit.spi.OffStrandTask;
import io.sockit.spi.Poke;
import io.sockit.spi.SocketOps;
import io.sockit.spi.Strand;
import io.sockit.spi.Task;
import io.sockit.spi.Timer;
import io.sockit.spi.Timers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Sockets without a kit, for the collector alone: descriptors are a number, what is unread a list.
final class PretendHost implements Strand, Timers {
    final List<Node> sockets = new ArrayList<>();
    final UnixCollector collector;
    private final Deque<Node> closing = new ArrayDeque<>();
    private Poke.@Nullable Handler work;
    private Timer.@Nullable Handler timer;
    private boolean poked;
    private boolean armed;

    PretendHost() {
        collector = new UnixCollector(this, this);
    }

    /// One socket, and its open file.
    final class Node extends UnixSocket implements FileHandle {
        final int number = sockets.size();
        int descriptors = 1;
        int references = 1;
        boolean closed;
        final Deque<UnixRights> unread = new ArrayDeque<>();
        @Nullable Node listener;

        Node() {
            super(null, null);
            sockets.add(this);
        }

        @Override
        UnixSocket holder() {
            return listener == null ? this : listener;
        }

        @Override
        public void retain() {
            references++;
        }

        @Override
        public void release() {
            if (--references == 0) {
                closing.add(this);
            } else if (vertex != null) {
                collector.candidate(vertex);
            }
        }

        @Override
        public int references() {
            return references;
        }

        @Override
        public SocketOps ops() {
            return this;
        }

        @Override
        public boolean close() {
            return true;
        }

        @Override
        public String state() {
            return "";
        }

        void send(List<Node> files) {
            arrive(rights(files));
        }

        /// What a call holds that [#send] has begun, as long as it waits.
        UnixRights rights(List<Node> files) {
            FileHandle[] handles = files.toArray(FileHandle[]::new);
            files.forEach(Node::retain);
            return new UnixRights(collector, 0, handles, null);
        }

        void arrive(UnixRights rights) {
            collector.enter(rights, this);
            unread.add(rights);
        }

        /// Takes the oldest message.
        void receive() {
            UnixRights rights = unread.poll();
            if (rights != null) {
                for (FileHandle file : rights.share()) {
                    ((Node) file).descriptors++;
                }
                rights.drop();
            }
        }

        void closeDescriptor() {
            descriptors--;
            release();
        }
    }

    /// Runs what was poked, and closes what has no reference.
    void run() {
        for (Node node = closing.poll(); node != null; node = closing.poll()) {
            node.closed = true;
            node.unread.forEach(UnixRights::drop);
            node.unread.clear();
        }
        if (poked && work != null) {
            poked = false;
            work.poked(1);
        }
    }

    void runAll() {
        while (poked || armed || !closing.isEmpty()) {
            run();
            if (!poked && armed && timer != null) {
                armed = false;
                timer.expired(0);
            }
        }
    }

    boolean waitsForTimer() {
        return armed;
    }

    // ---- what the collector sees

    @Override
    public boolean inside() {
        return true;
    }

    @Override
    public long now() {
        return 0;
    }

    @Override
    public Poke poke(Poke.Handler handler) {
        work = handler;
        return bits -> poked = true;
    }

    @Override
    public Poke batchPoke(Poke.Handler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Task task(Runnable run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OffStrandTask offStrand(Runnable run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> run) throws E {
        return run.run();
    }

    @Override
    public Timer timer(Timer.Handler handler) {
        timer = handler;
        return new Timer() {
            @Override
            public void arm(long deadlineNanos) {
                armed = true;
            }

            @Override
            public void armIn(long delayNanos) {
                armed = true;
            }

            @Override
            public boolean cancel() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean armed() {
                return armed;
            }

            @Override
            public long deadline() {
                return 0;
            }
        };
    }
}
