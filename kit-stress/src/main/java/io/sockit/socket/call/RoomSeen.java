package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLOUT;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.strand.Watched;
import io.sockit.spi.packet.Packet;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// A sender that waits for room in so_snd, and a message that is freed: first whether the sender
/// saw the room, second whether it was told.
public final class RoomSeen {
    private RoomSeen() {}

    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "the sender waits beside room")
    @Outcome(expect = ACCEPTABLE, desc = "seen or told")
    static class Scene {
        final Socket socket = Stage.socket();
        final Waiter waiter = HostClock.system().waiter();
        final SendRoom room;
        private final Packet message = Stage.message();

        Scene() {
            room = room(socket);
            socket.soSnd = room;
            Stage.enter();
            room.charge(message);
            Stage.STRAND.leave();
            socket.sendLimit = (int) room.charged();
        }

        SendRoom room(Socket of) {
            return new SendRoom(of);
        }

        boolean looks() {
            waiter.begin();
            waiter.watch(socket, POLLOUT, false);
            return socket.hasSendRoom();
        }

        void frees() {
            message.release();
        }

        void freesOnStrand() {
            Stage.enter();
            message.release();
            Stage.STRAND.leave();
        }

        boolean told() {
            return waiter.await(0) == Wait.WOKEN;
        }
    }

    @JCStressTest
    @State
    public static class OffStrandHolds extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = looks();
        }

        @Actor
        public void releases() {
            frees();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class OnStrandHolds extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = looks();
        }

        @Actor
        public void releases() {
            freesOnStrand();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class MutantLooksFirst extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = socket.hasSendRoom();
            looks();
        }

        @Actor
        public void releases() {
            frees();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class MutantTellsFirst extends Scene {
        @Override
        SendRoom room(Socket of) {
            return new TellsFirst(of);
        }

        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = looks();
        }

        @Actor
        public void releases() {
            frees();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    private static final class TellsFirst extends SendRoom {
        private final Socket socket;

        TellsFirst(Socket socket) {
            super(socket);
            this.socket = socket;
        }

        @Override
        public void uncharge(int bytes) {
            Watched.raiseSoon(socket, POLLOUT);
            for (int i = 0; i < 20; i++) {
                Thread.onSpinWait(); // more time for the sender
            }
            super.uncharge(bytes);
        }

        @Override
        void tell() {}
    }
}
