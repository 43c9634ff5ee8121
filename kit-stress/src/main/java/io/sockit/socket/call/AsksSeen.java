package io.sockit.socket.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import java.util.concurrent.atomic.AtomicInteger;

/// Two threads that ask the strand to do something for one socket: first the state that the
/// strand's last look found, second the bits that it was asked with.
public final class AsksSeen {
    private AsksSeen() {}

    @Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "all seen")
    @Outcome(expect = FORBIDDEN, desc = "forgotten")
    static class Scene {
        private final AtomicInteger state = new AtomicInteger();
        private final Watching registry;
        private final Socket socket;
        private int seen;
        private int asked;

        Scene(boolean late) {
            registry = new Watching(this, late);
            socket = Stage.socket(registry);
        }

        void ask(int bit) {
            state.addAndGet(bit);
            registry.ask(socket, bit);
        }

        void answer(II_Result r) {
            registry.settle();
            r.r1 = seen;
            r.r2 = asked;
        }
    }

    /// Notes what it is asked, in place of doing it.
    private static final class Watching extends SocketRegistry {
        private final Scene scene;
        private final boolean late;

        Watching(Scene scene, boolean late) {
            super(Stage.SERVICES, Stage.files());
            this.scene = scene;
            this.late = late;
        }

        @Override
        int takeAsked(Socket socket) {
            return late ? socket.asked : super.takeAsked(socket);
        }

        @Override
        void serve(Socket socket, int bits) {
            scene.seen = scene.state.get();
            scene.asked |= bits;
            if (late) {
                for (int i = 0; i < 20; i++) {
                    Thread.onSpinWait(); // more time for the other thread
                }
                super.takeAsked(socket);
            }
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(false);
        }

        @Actor
        public void one() {
            ask(1);
        }

        @Actor
        public void two() {
            ask(2);
        }

        @Arbiter
        public void after(II_Result r) {
            answer(r);
        }
    }

    @JCStressTest
    @State
    public static class MutantClearsAfterTheLook extends Scene {
        public MutantClearsAfterTheLook() {
            super(true);
        }

        @Actor
        public void one() {
            ask(1);
        }

        @Actor
        public void two() {
            ask(2);
        }

        @Arbiter
        public void after(II_Result r) {
            answer(r);
        }
    }
}
