package io.sockit.bench;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Two single-producer, single-consumer rings of message slots, one a direction: the least that can
/// carry copied messages between two threads, and so the floor for all that does more.
@State(Scope.Benchmark)
public class Ring {
    final Way there = new Way();
    final Way back = new Way();

    /// One direction. One thread offers, one polls.
    @SuppressWarnings("UnusedVariable") // read through their handles
    static final class Way {
        private static final int SLOTS = 256;
        private static final VarHandle HEAD;
        private static final VarHandle TAIL;

        static {
            try {
                HEAD = MethodHandles.lookup().findVarHandle(Way.class, "head", long.class);
                TAIL = MethodHandles.lookup().findVarHandle(Way.class, "tail", long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final byte[] slots = new byte[SLOTS * Payload.SMALL];
        private long head;

        private long tail;

        /// Whether there was room.
        boolean offer(byte[] message) {
            long next = (long) TAIL.getOpaque(this);
            if (next - (long) HEAD.getAcquire(this) == SLOTS) {
                return false;
            }
            System.arraycopy(message, 0, slots, offset(next), Payload.SMALL);
            TAIL.setRelease(this, next + 1);
            return true;
        }

        /// Whether there was a message.
        boolean poll(byte[] target) {
            long next = (long) HEAD.getOpaque(this);
            if (next == (long) TAIL.getAcquire(this)) {
                return false;
            }
            System.arraycopy(slots, offset(next), target, 0, Payload.SMALL);
            HEAD.setRelease(this, next + 1);
            return true;
        }

        void put(byte[] message) {
            while (!offer(message)) {
                Thread.onSpinWait();
            }
        }

        void take(byte[] target) {
            while (!poll(target)) {
                Thread.onSpinWait();
            }
        }

        private static int offset(long number) {
            return (int) (number % SLOTS) * Payload.SMALL;
        }
    }
}
