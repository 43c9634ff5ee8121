package io.sockit.socket.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A reader that ends its wait with its buffer offered, and a sender that finds the buffer: first
/// the byte that the sender has given, second the byte that the reader has got.
public final class OffersTaken {
    private static final byte[] DATA = {7};

    private OffersTaken() {}

    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "taken back")
    @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "handed over")
    @Outcome(expect = FORBIDDEN, desc = "a byte is lost, or comes from nowhere")
    static class Scene {
        private final byte[] buffer = new byte[1];
        private final Offer offer;

        Scene(Offer offer) {
            this.offer = offer;
            offer.make(buffer, 0, 1, Stage.STRAND.clock().ownWaiter());
        }

        int gives() {
            if (offer.tryTake(1) == 0) {
                return 0;
            }
            try {
                offer.fill(DATA, 0);
            } catch (ArrayIndexOutOfBoundsException e) {
                return DATA[0]; // given to a buffer that is gone
            }
            return DATA[0];
        }

        int withdraws() {
            return offer.withdraw() == 0 ? 0 : buffer[0];
        }
    }

    /// Looks whether it is offered still, and takes it back then.
    private static final class Looks extends Offer {
        @Override
        boolean tryWithdraw() {
            return isOpen();
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new Offer());
        }

        @Actor
        public void gives(II_Result r) {
            r.r1 = gives();
        }

        @Actor
        public void reads(II_Result r) {
            r.r2 = withdraws();
        }
    }

    @JCStressTest
    @State
    public static class MutantLooks extends Scene {
        public MutantLooks() {
            super(new Looks());
        }

        @Actor
        public void gives(II_Result r) {
            r.r1 = gives();
        }

        @Actor
        public void reads(II_Result r) {
            r.r2 = withdraws();
        }
    }
}
