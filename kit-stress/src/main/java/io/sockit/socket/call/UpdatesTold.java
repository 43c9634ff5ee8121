package io.sockit.socket.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// A protocol that wants to be told when the reader has passed a position, and the reader that
/// passes it: first whether the reader tells, second whether the strand found it passed.
public final class UpdatesTold {
    private UpdatesTold() {}

    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "the window stays shut")
    @Outcome(expect = ACCEPTABLE, desc = "told")
    static class Scene {
        private final Streams streams;
        private boolean found;

        Scene() {
            streams = streams(Stage.socket());
        }

        Streams streams(Socket socket) {
            return new Watching(socket, this);
        }

        boolean wants() {
            streams.updateAt(1);
            return found;
        }

        boolean passes() {
            return streams.pass(1);
        }
    }

    /// Notes that the protocol is to be told.
    private static class Watching extends Streams {
        private final Scene scene;

        Watching(Socket socket, Scene scene) {
            super(socket);
            this.scene = scene;
        }

        @Override
        void askToTell() {
            scene.found = true;
        }
    }

    private static final class LooksFirst extends Watching {
        LooksFirst(Socket socket, Scene scene) {
            super(socket, scene);
        }

        @Override
        public void updateAt(long position) {
            if (readPosition() >= position) {
                askToTell();
            }
            wantUpdateAt(position);
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        @Actor
        public void wants(ZZ_Result r) {
            r.r2 = wants();
        }

        @Actor
        public void reads(ZZ_Result r) {
            r.r1 = passes();
        }
    }

    @JCStressTest
    @State
    public static class MutantLooksFirst extends Scene {
        @Override
        Streams streams(Socket socket) {
            return new LooksFirst(socket, this);
        }

        @Actor
        public void wants(ZZ_Result r) {
            r.r2 = wants();
        }

        @Actor
        public void reads(ZZ_Result r) {
            r.r1 = passes();
        }
    }
}
