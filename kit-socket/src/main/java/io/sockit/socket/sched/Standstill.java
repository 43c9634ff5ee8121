package io.sockit.socket.sched;

import io.sockit.socket.strand.Waiter;

/// The message that names every thread that waits, each with its call, descriptor and stack.
final class Standstill {
    private static final int STACKS = 100; // threads beyond are named without their stacks
    private static final int DEPTH = 20;
    private static final String PACKAGE = "io.sockit.socket";

    private final StringBuilder text = new StringBuilder();
    private final SteppedClock clock;
    private int count;

    Standstill(SteppedClock clock) {
        this.clock = clock;
    }

    /// @param where what the threads wait in; empty for what their waiters say
    void add(ScheduledThreads threads, String where) {
        for (ScheduledThread thread = threads.first(); thread != null; thread = thread.next) {
            Waiter waiter = thread.waiter;
            String what = where.isEmpty() && waiter != null ? waiter.description() : where;
            line("  ", thread.name() + " waits in " + what);
            if (count++ < STACKS) {
                stack(thread.thread);
            }
        }
    }

    /// From the caller of the kit on.
    private void stack(Thread thread) {
        boolean outside = false;
        int depth = 0;
        for (StackTraceElement element : thread.getStackTrace()) {
            outside |= !isInside(element.getClassName());
            if (outside && depth++ < DEPTH) {
                line("      at ", element);
            }
        }
    }

    private static boolean isInside(String name) {
        return name.startsWith("java.")
                || name.startsWith("jdk.")
                || name.startsWith(PACKAGE + ".call.")
                || name.startsWith(PACKAGE + ".file.")
                || name.startsWith(PACKAGE + ".sched.")
                || name.startsWith(PACKAGE + ".strand.");
    }

    private void line(String indent, Object content) {
        text.append(System.lineSeparator()).append(indent).append(content);
    }

    @Override
    public String toString() {
        return "nothing can happen any more in %s: no program can run and no timer is armed, but %s:%s"
                .formatted(clock, count == 1 ? "1 thread waits" : count + " threads wait", text);
    }
}
