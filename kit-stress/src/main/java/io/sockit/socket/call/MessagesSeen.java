package io.sockit.socket.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.socket.strand.WaitQueue;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// While one of two messages is taken, the other one is seen: who is woken for it and looks just
/// then would otherwise wait for ever.
public final class MessagesSeen {
    private MessagesSeen() {}

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "seen")
    @Outcome(expect = FORBIDDEN, desc = "in neither place")
    static class Scene {
        final MessageBuffer buffer;

        Scene(MessageBuffer buffer) {
            this.buffer = buffer;
            buffer.append(Stage.packet());
            buffer.append(Stage.packet());
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(Stage.buffer(new WaitQueue()));
        }

        @Actor
        public void takes() {
            Stage.release(buffer.take());
        }

        @Actor
        public void looks(Z_Result r) {
            r.r1 = buffer.readable();
        }
    }

    @JCStressTest
    @State
    public static class MutantMovesUnannounced extends Scene {
        public MutantMovesUnannounced() {
            super(new Unannounced());
        }

        @Actor
        public void takes() {
            Stage.release(buffer.take());
        }

        @Actor
        public void looks(Z_Result r) {
            r.r1 = buffer.readable();
        }
    }

    private static final class Unannounced extends MessageBuffer {
        Unannounced() {
            super(Stage.STRAND, new WaitQueue(), Stage.LIMIT);
        }

        @Override
        void announce() {}
    }
}
