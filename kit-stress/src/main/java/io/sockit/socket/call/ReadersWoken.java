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

/// Who joins the readers and then looks sees the message, or is woken: first whether it saw it,
/// second whether it was woken.
public final class ReadersWoken {
    private ReadersWoken() {}

    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "parked for ever")
    @Outcome(expect = ACCEPTABLE, desc = "goes on")
    static class Scene {
        private final WaitQueue readers;
        private final MessageBuffer buffer;
        private final Waiter waiter = HostClock.system().waiter();
        private final Packet packet = Stage.packet();

        Scene(WaitQueue readers, MessageBuffer buffer) {
            this.readers = readers;
            this.buffer = buffer;
        }

        Scene(WaitQueue readers) {
            this(readers, Stage.buffer(readers));
        }

        boolean waits() {
            waiter.begin();
            waiter.join(readers);
            return buffer.readable();
        }

        void change() {
            buffer.append(packet);
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
    public static class MutantLooksBeforePutting extends Scene {
        public MutantLooksBeforePutting() {
            this(new WaitQueue());
        }

        private MutantLooksBeforePutting(WaitQueue readers) {
            super(readers, new LooksBeforePutting(readers));
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

    private static final class LooksBeforePutting extends MessageBuffer {
        private boolean before;

        LooksBeforePutting(WaitQueue readers) {
            super(Stage.STRAND, readers, Stage.LIMIT);
        }

        @Override
        void put(Packet message) {
            before = super.awaited();
            Stage.linger();
            super.put(message);
        }

        @Override
        boolean awaited() {
            return before;
        }
    }
}
