package io.sockit.socket.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.socket.strand.WaitQueue;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// A buffer that is closed while somebody takes a message holds nothing afterwards.
public final class ClosedBuffers {
    private ClosedBuffers() {}

    @Outcome(id = "false", expect = ACCEPTABLE, desc = "empty")
    @Outcome(expect = FORBIDDEN, desc = "still holds a message")
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
        public void closes() {
            buffer.close();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = buffer.readable() || buffer.charged() != 0;
        }
    }

    @JCStressTest
    @State
    public static class MutantUnlocksBlindly extends Scene {
        public MutantUnlocksBlindly() {
            super(new UnlocksBlindly());
        }

        @Actor
        public void takes() {
            Stage.release(buffer.take());
        }

        @Actor
        public void closes() {
            buffer.close();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = buffer.readable() || buffer.charged() != 0;
        }
    }

    private static final class UnlocksBlindly extends MessageBuffer {
        UnlocksBlindly() {
            super(Stage.STRAND, new WaitQueue(), Stage.LIMIT);
        }

        @Override
        void lookAfterUnlocking() {}
    }
}
