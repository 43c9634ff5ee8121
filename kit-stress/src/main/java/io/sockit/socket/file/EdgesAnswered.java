package io.sockit.socket.file;

import static io.sockit.api.Epoll.EPOLLET;
import static io.sockit.api.Epoll.EPOLLIN;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.socket.file.Stage.PlainFile;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// An edge-triggered item that changes while its epoll is harvested: what the harvest answers, and
/// what the next one does.
public final class EdgesAnswered {
    private EdgesAnswered() {}

    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "the edge is lost")
    @Outcome(expect = ACCEPTABLE, desc = "answered")
    static class Scene {
        final EpollFile epoll;
        final PlainFile file = new PlainFile();

        /// The item has arrived by an event that is over.
        Scene(EpollFile epoll) {
            this.epoll = epoll;
            Stage.add(epoll, file, EPOLLIN | EPOLLET);
            file.raise(EPOLLIN);
        }

        void change() {
            file.events = EPOLLIN;
            file.raise(EPOLLIN);
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new EpollFile(Stage.FILES));
        }

        @Actor
        public void waits(II_Result r) {
            r.r1 = Stage.answers(epoll);
        }

        @Actor
        public void raises() {
            change();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = Stage.answers(epoll);
        }
    }

    @JCStressTest
    @State
    public static class MutantClearsAfterTheLook extends Scene {
        public MutantClearsAfterTheLook() {
            super(new ClearsLate());
        }

        @Actor
        public void waits(II_Result r) {
            r.r1 = Stage.answers(epoll);
            ((ClearsLate) epoll).clearNow();
        }

        @Actor
        public void raises() {
            change();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = Stage.answers(epoll);
        }
    }

    private static final class ClearsLate extends EpollFile {
        private @Nullable EpollItem taken;

        ClearsLate() {
            super(Stage.FILES);
        }

        @Override
        void clearArrived(EpollItem item) {
            taken = item;
        }

        void clearNow() {
            if (taken != null) {
                super.clearArrived(taken);
            }
        }
    }

    /// Two threads that harvest: one event is answered to one of them. (An event that comes
    /// meanwhile is [Holds]'s: a scene has as many actors as a small machine has processors.)
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "answered once")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "answered once")
    @Outcome(expect = FORBIDDEN, desc = "lost or doubled")
    @State
    public static class OnceHolds {
        private final EpollFile epoll = new EpollFile(Stage.FILES);
        private final PlainFile file = new PlainFile();

        public OnceHolds() {
            Stage.add(epoll, file, EPOLLIN | EPOLLET);
            file.events = EPOLLIN;
            file.raise(EPOLLIN);
        }

        @Actor
        public void first(II_Result r) {
            r.r1 = Stage.answers(epoll);
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = Stage.answers(epoll);
        }
    }
}
