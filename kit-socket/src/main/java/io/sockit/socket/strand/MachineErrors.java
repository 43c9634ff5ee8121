package io.sockit.socket.strand;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/// Errors of the Java machine, out of memory or out of stack: the plug-in or listener in which one
/// comes up is not at fault. Thread-safe; nothing here throws, and the log has a line for the
/// first, second, fourth, eighth … error.
public final class MachineErrors {
    private static final String STRANDS = MachineErrors.class.getPackageName() + ".";
    private static final AtomicLong COUNT = new AtomicLong();

    private MachineErrors() {}

    /// Takes note of an error of the machine, so that its place can go on.
    ///
    /// @param where whose code met it, for the log
    /// @return false if it is some other failure, or code that called itself without end
    public static boolean took(Throwable thrown, String where) {
        if (!isOne(thrown)) {
            return false;
        }
        try {
            long count = COUNT.incrementAndGet();
            if (Long.bitCount(count) == 1) {
                System.getLogger(MachineErrors.class.getPackageName())
                        .log(Level.ERROR, where + " met error number " + count, thrown);
            }
        } catch (Throwable noMemoryForALine) {
            return true;
        }
        return true;
    }

    /// Whether it is an error of the machine: the program whose call met it is told so as it is.
    public static boolean isOne(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !isEndlessCall(thrown);
    }

    /// A stack trace holds its newest 1024 calls. If the strand that called is not among them, what
    /// it called has filled the stack; if it is, the stack was nearly full before.
    private static boolean isEndlessCall(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            for (StackTraceElement call : thrown.getStackTrace()) {
                if (call.getClassName().startsWith(STRANDS)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }
}
