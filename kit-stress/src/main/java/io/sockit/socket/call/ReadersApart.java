package io.sockit.socket.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.spi.packet.Packet;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import java.util.concurrent.atomic.AtomicInteger;

/// A reader inside so_rcv while the strand frees what was passed, or closes it: what the reader
/// finds, and what is freed in the end.
public final class ReadersApart {
    private ReadersApart() {}

    static class Scene {
        final Socket socket = Stage.socket();
        final ReceiveChain chain;
        private final int messages;
        private final AtomicInteger freed = new AtomicInteger();
        private boolean closed = true;

        Scene(boolean apart, int messages) {
            this.messages = messages;
            chain = apart ? new ReceiveChain(socket) : new LetsAllIn(socket);
            Stage.enter();
            for (int i = 0; i < messages; i++) {
                Packet message = Stage.message();
                message.charge(bytes -> freed.getAndIncrement(), 1);
                chain.add(message);
            }
            Stage.STRAND.leave();
        }

        /// @return how many messages it passed
        int readsAll() {
            int read = 0;
            if (chain.beginRead()) {
                for (; chain.peek() != null; read++) {
                    chain.pass();
                }
                chain.endReadAndLook();
            }
            return read;
        }

        /// @return 1 where a message that it looks at is freed meanwhile
        int looks() {
            int freedMeanwhile = 0;
            if (chain.beginRead()) {
                int before = freed.get();
                for (int i = 0; i < 20; i++) {
                    Thread.onSpinWait();
                }
                freedMeanwhile = freed.get() - before;
                chain.endReadAndLook();
            }
            return freedMeanwhile;
        }

        void reclaims() {
            Stage.enter();
            chain.reclaimPassed();
            Stage.STRAND.leave();
        }

        void closes() {
            Stage.enter();
            socket.change(Socket.DEAD, 0);
            closed = chain.close();
            Stage.STRAND.leave();
        }

        /// @return how many were freed, by a second try where the first found a reader
        int freedAtLast() {
            if (!closed) {
                closes();
            }
            return freed.get();
        }

        int left() {
            reclaims();
            return messages - freed.get();
        }
    }

    private static final class LetsAllIn extends ReceiveChain {
        LetsAllIn(Socket socket) {
            super(socket);
        }

        @Override
        boolean tryRead() {
            return true;
        }
    }

    @JCStressTest
    @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "each message was read once")
    @Outcome(expect = FORBIDDEN, desc = "a message is lost or doubled")
    @State
    public static class ReclaimHolds extends Scene {
        public ReclaimHolds() {
            super(true, 3);
        }

        @Actor
        public void reads(II_Result r) {
            r.r1 = readsAll();
        }

        @Actor
        public void frees() {
            reclaims();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = left();
        }
    }

    @JCStressTest
    @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "each message was read once")
    @Outcome(expect = FORBIDDEN, desc = "a message is lost or doubled")
    @State
    public static class MutantReclaimsWithoutTheWord extends Scene {
        public MutantReclaimsWithoutTheWord() {
            super(false, 3);
        }

        @Actor
        public void reads(II_Result r) {
            r.r1 = readsAll();
        }

        @Actor
        public void frees() {
            reclaims();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = left();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "freed once the reader was out")
    @Outcome(expect = FORBIDDEN, desc = "freed under the reader, or never")
    @State
    public static class CloseHolds extends Scene {
        public CloseHolds() {
            super(true, 2);
        }

        @Actor
        public void reads(II_Result r) {
            r.r1 = looks();
        }

        @Actor
        public void closesIt() {
            closes();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = freedAtLast();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "freed once the reader was out")
    @Outcome(expect = FORBIDDEN, desc = "freed under the reader, or never")
    @State
    public static class MutantClosesUnderTheReader extends Scene {
        public MutantClosesUnderTheReader() {
            super(false, 2);
        }

        @Actor
        public void reads(II_Result r) {
            r.r1 = looks();
        }

        @Actor
        public void closesIt() {
            closes();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = freedAtLast();
        }
    }
}
