package io.sockit.socket.file;

import static io.sockit.api.Epoll.EPOLLET;
import static io.sockit.api.Epoll.EPOLLIN;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.api.EpollEvents;
import io.sockit.api.ErrnoException;
import io.sockit.socket.file.Stage.PlainFile;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/// Of two threads that wait in one epoll, the first runs out of time just when an event comes: what
/// it answers, and whether the second, behind it, goes on.
public final class WaitsPassedOn {
    private WaitsPassedOn() {}

    @Outcome(id = "0, false", expect = FORBIDDEN, desc = "told to the one that left")
    @Outcome(expect = ACCEPTABLE, desc = "answered")
    static class Scene {
        final PlainFile file = new PlainFile();
        final Waits epoll;

        Scene(Waits epoll) {
            this.epoll = epoll;
            Stage.add(epoll, file, EPOLLIN | EPOLLET);
        }

        int waits() {
            EpollEvents events = new EpollEvents(1);
            try {
                Waiter first = HostClock.system().waiter();
                epoll.await(first, Stage.descriptor(epoll), events, Waiter.NEVER);
            } catch (ErrnoException e) {
                throw new IllegalStateException(e);
            }
            return events.size();
        }

        void comes() {
            file.events = EPOLLIN;
            file.raise(EPOLLIN);
        }

        boolean secondGoesOn() {
            return epoll.secondSaw || epoll.second.await(0) == Wait.WOKEN;
        }
    }

    /// When the first thread would sleep, the second joins behind it and looks, and then the time
    /// of the first is over.
    static class Waits extends EpollFile {
        final Waiter second = HostClock.system().waiter();
        boolean secondSaw;

        Waits() {
            super(Stage.FILES);
        }

        @Override
        Wait sleep(Waiter waiter, long deadline) {
            second.begin();
            second.watch(this, EPOLLIN, true);
            secondSaw = readiness() != 0;
            return Wait.TIMED_OUT;
        }
    }

    private static final class JustLeaves extends Waits {
        @Override
        void passOn() {}
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new Waits());
        }

        @Actor
        public void first(IZ_Result r) {
            r.r1 = waits();
        }

        @Actor
        public void raises() {
            comes();
        }

        @Arbiter
        public void after(IZ_Result r) {
            r.r2 = r.r1 == 0 && secondGoesOn();
        }
    }

    @JCStressTest
    @State
    public static class MutantJustLeaves extends Scene {
        public MutantJustLeaves() {
            super(new JustLeaves());
        }

        @Actor
        public void first(IZ_Result r) {
            r.r1 = waits();
        }

        @Actor
        public void raises() {
            comes();
        }

        @Arbiter
        public void after(IZ_Result r) {
            r.r2 = r.r1 == 0 && secondGoesOn();
        }
    }
}
