package io.sockit.test;

import java.lang.management.ManagementFactory;

import javax.management.JMException;
import javax.management.ObjectName;

/// The heap that sockets, or whatever else there may be many of, take: live bytes of the whole
/// machine after a full collection, before and after many have been made.
public final class HeapUse {
    private static final int ATTEMPTS = 3;

    private HeapUse() {}

    /// Makes one more.
    @FunctionalInterface
    public interface Step<E extends Exception> {
        void run() throws E;
    }

    /// Makes many, which must stay reachable, and some before the first look, so that what is made
    /// once is not counted. Measures several times, as other threads allocate too.
    ///
    /// @param count how many to make each time: 20,000 or more make the rest negligible
    /// @return bytes of each, headers, padding and its place in tables included
    public static <E extends Exception> double perItem(int count, Step<E> step) throws E {
        make(count / 8, step);
        double least = Double.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            long before = live();
            make(count, step);
            least = Math.min(least, (live() - before) / (double) count);
        }
        return least;
    }

    private static <E extends Exception> void make(int count, Step<E> step) throws E {
        for (int i = 0; i < count; i++) {
            step.run();
        }
    }

    /// The last line of a class histogram: `Total  <objects>  <bytes>`.
    private static long live() {
        try {
            Object histogram =
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "gcClassHistogram",
                                    new Object[] {new String[0]},
                                    new String[] {String[].class.getName()});
            String text = histogram.toString().strip();
            return Long.parseLong(text.substring(text.lastIndexOf(' ') + 1));
        } catch (JMException e) {
            throw new IllegalStateException("gcClassHistogram: no answer (expected: HotSpot)", e);
        }
    }
}
