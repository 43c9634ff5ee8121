package io.sockit.socket.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// A blocking `recv`, or a `poll`, comes back when a message comes, wherever it is just then: first
/// whether it has its result, second whether it parked with nobody left to wake it.
public final class CallsWoken {
    private CallsWoken() {}

    /// A socket, its descriptor 0, and a call that is to wait for a message.
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "comes back")
    @Outcome(expect = FORBIDDEN, desc = "parked for ever")
    abstract static class Scene {
        final Socket socket = Stage.socket();
        final DescriptorTable table = Stage.table(socket);
        volatile boolean came;
        boolean lost;

        void comes() {
            socket.soRcv.append(Stage.packet());
            came = true;
        }

        abstract boolean results() throws ErrnoException;

        boolean calls() {
            try {
                return results();
            } catch (ErrnoException e) {
                throw new IllegalStateException(e);
            }
        }

        /// In place of parking: who is not woken when the message is there never is.
        Wait sleep(Waiter waiter) {
            while (!came) {
                Thread.onSpinWait();
            }
            Wait end = waiter.await(0);
            lost |= end == Wait.TIMED_OUT;
            return end;
        }

        boolean receives(boolean looks) throws ErrnoException {
            socket.blockedReceives.put(new Receive(this, looks));
            byte[] data = new byte[1];
            return ReceiveCalls.receive(table.get(0, "recv"), data, 0, 1, 0, null, "recv") == 0;
        }

        boolean polls(boolean looks) throws ErrnoException {
            PollFd[] entries = {new PollFd(0, PollFd.POLLIN)};
            Waiter waiter = HostClock.system().waiter();
            return new Poll(this, entries, looks).await(waiter, Waiter.NEVER) == 1;
        }
    }

    @JCStressTest
    @State
    public static class ReceiveHolds extends Scene {
        @Override
        boolean results() throws ErrnoException {
            return receives(true);
        }

        @Actor
        public void calls(ZZ_Result r) {
            r.r1 = calls();
            r.r2 = lost;
        }

        @Actor
        public void brings() {
            comes();
        }
    }

    @JCStressTest
    @State
    public static class MutantReceiveJoinsBlindly extends Scene {
        @Override
        boolean results() throws ErrnoException {
            return receives(false);
        }

        @Actor
        public void calls(ZZ_Result r) {
            r.r1 = calls();
            r.r2 = lost;
        }

        @Actor
        public void brings() {
            comes();
        }
    }

    @JCStressTest
    @State
    public static class PollHolds extends Scene {
        @Override
        boolean results() throws ErrnoException {
            return polls(true);
        }

        @Actor
        public void calls(ZZ_Result r) {
            r.r1 = calls();
            r.r2 = lost;
        }

        @Actor
        public void brings() {
            comes();
        }
    }

    @JCStressTest
    @State
    public static class MutantPollJoinsBlindly extends Scene {
        @Override
        boolean results() throws ErrnoException {
            return polls(false);
        }

        @Actor
        public void calls(ZZ_Result r) {
            r.r1 = calls();
            r.r2 = lost;
        }

        @Actor
        public void brings() {
            comes();
        }
    }

    private static final class Receive extends BlockedReceive {
        private final Scene scene;
        private final boolean looks;

        Receive(Scene scene, boolean looks) {
            super(scene.socket);
            this.scene = scene;
            this.looks = looks;
        }

        @Override
        boolean cameMeanwhile(Descriptor through) {
            return looks && super.cameMeanwhile(through);
        }

        @Override
        Wait sleep(Waiter mine, long deadline) {
            return scene.sleep(mine);
        }
    }

    private static final class Poll extends PollCall {
        private final Scene scene;
        private final boolean looks;

        Poll(Scene scene, PollFd[] entries, boolean looks) {
            super(entries, scene.table);
            this.scene = scene;
            this.looks = looks;
        }

        @Override
        int cameMeanwhile() {
            return looks ? super.cameMeanwhile() : 0;
        }

        @Override
        Wait sleep(Waiter waiter, long deadline) {
            return scene.sleep(waiter);
        }
    }
}
