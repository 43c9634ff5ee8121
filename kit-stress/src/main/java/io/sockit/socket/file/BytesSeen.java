package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Pipes and eventfds: a thread that waits sees what the other end does, or is told: first whether
/// it saw it, second whether it was told.
public final class BytesSeen {
    private BytesSeen() {}

    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "parked for ever")
    @Outcome(expect = ACCEPTABLE, desc = "goes on")
    static class Scene {
        final PipeEnd[] pipe = PipeEnd.pair(Stage.FILES);
        final EventFile event = new EventFile(Stage.FILES, 0, false);
        final Waiter waiter = HostClock.system().waiter();

        void fill() {
            while (Stage.write(pipe[1], 1 << 16) > 0) {
                pipe[1].nonBlocking(true);
            }
        }

        boolean sees(OpenFile file, int events) {
            return (file.readiness() & events) != 0;
        }

        void watch(OpenFile file, int events) {
            waiter.begin();
            waiter.watch(file, events, true);
        }

        boolean told() {
            boolean told = waiter.await(0) == Wait.WOKEN;
            end();
            return told;
        }

        /// Gives the pipe's pages back, which are counted.
        void end() {
            pipe[0].closed();
            pipe[1].closed();
        }
    }

    @JCStressTest
    @State
    public static class PipeReaderHolds extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            watch(pipe[0], POLLIN);
            r.r1 = sees(pipe[0], POLLIN);
        }

        @Actor
        public void writes() {
            Stage.write(pipe[1], 1);
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class MutantPipeReaderLooksFirst extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = sees(pipe[0], POLLIN);
            watch(pipe[0], POLLIN);
        }

        @Actor
        public void writes() {
            Stage.write(pipe[1], 1);
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class PipeEndHolds extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            watch(pipe[0], POLLIN | POLLHUP);
            r.r1 = sees(pipe[0], POLLHUP);
        }

        @Actor
        public void closes() {
            pipe[1].closed();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class PipeWriterHolds extends Scene {
        public PipeWriterHolds() {
            fill();
        }

        @Actor
        public void waits(ZZ_Result r) {
            watch(pipe[1], POLLOUT);
            r.r1 = sees(pipe[1], POLLOUT);
        }

        @Actor
        public void reads() {
            Stage.read(pipe[0], 1 << 16);
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class EventHolds extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            watch(event, POLLIN);
            r.r1 = sees(event, POLLIN);
        }

        @Actor
        public void writes() {
            Stage.write(event, 8);
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    /// What was written last before the writing end closed is read before the end.
    @JCStressTest
    @Outcome(id = "-11, true", expect = ACCEPTABLE, desc = "too early")
    @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "read")
    @Outcome(expect = FORBIDDEN, desc = "the end before the last byte")
    @State
    public static class LastByteHolds extends Scene {
        @Actor
        public void reads(IZ_Result r) {
            pipe[0].nonBlocking(true);
            r.r1 = Stage.read(pipe[0], 1);
        }

        @Actor
        public void writes() {
            Stage.write(pipe[1], 1);
            pipe[1].closed();
        }

        @Arbiter
        public void after(IZ_Result r) {
            r.r2 = Stage.read(pipe[0], 1) == (r.r1 == 1 ? 0 : 1);
            end();
        }
    }
}
