package io.sockit.socket.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.WaitQueue;
import io.sockit.socket.strand.Waiter;
import io.sockit.spi.packet.Packet;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Who joins the writers and then looks sees the room, or is woken: first whether it saw it, second
/// whether it was woken.
public final class WritersWoken {
    private WritersWoken() {}

    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "parked for ever")
    @Outcome(expect = ACCEPTABLE, desc = "goes on")
    static class Scene {
        private final WaitQueue writers;
        private final SendBuffer buffer;
        private final Waiter waiter = HostClock.system().waiter();
        private final Packet packet = Stage.packet();

        Scene(WaitQueue writers, SendBuffer buffer) {
            this.writers = writers;
            this.buffer = buffer;
            buffer.charge(packet);
        }

        Scene(WaitQueue writers) {
            this(writers, new SendBuffer(writers, 1, bits -> writers.wakeAll(), 1));
        }

        boolean waits() {
            Stage.linger(); // a release takes longer than joining
            waiter.begin();
            waiter.join(writers);
            return buffer.hasRoom();
        }

        void change() {
            packet.release();
        }

        boolean woken() {
            return waiter.await(0) == Wait.WOKEN;
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new WaitQueue());
        }

        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = waits();
        }

        @Actor
        public void changes() {
            change();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }

    @JCStressTest
    @State
    public static class MutantLooksBeforeLowering extends Scene {
        public MutantLooksBeforeLowering() {
            this(new WaitQueue());
        }

        private MutantLooksBeforeLowering(WaitQueue writers) {
            super(writers, new LooksBeforeLowering(writers));
        }

        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = waits();
        }

        @Actor
        public void changes() {
            change();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }

    private static final class LooksBeforeLowering extends SendBuffer {
        private boolean before;

        LooksBeforeLowering(WaitQueue writers) {
            super(writers, 1, bits -> writers.wakeAll(), 1);
        }

        @Override
        void lower(int bytes) {
            before = super.awaited();
            Stage.linger();
            super.lower(bytes);
        }

        @Override
        boolean awaited() {
            return before;
        }
    }
}
