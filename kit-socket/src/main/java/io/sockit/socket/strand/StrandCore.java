package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The door of a strand: one owner at a time, an inbox for who comes when it is taken, and the
/// rechecks between the two. Fields without another mark belong to whoever is inside.
@SuppressWarnings("ReferenceEquality") // identity is meant
abstract class StrandCore {
    private static final VarHandle OWNER =
            Fields.handle(MethodHandles.lookup(), "owner", Thread.class);
    private static final VarHandle VISITED =
            Fields.handle(MethodHandles.lookup(), "visitQueued", boolean.class);

    final Workload work = new Workload();

    private volatile @Nullable Thread owner;

    @SuppressWarnings("UnusedVariable") // see VISITED
    private volatile boolean visitQueued;

    private volatile boolean workLeft;
    @Nullable StrandCore nextVisit; // of the thread that set visitQueued

    private @Nullable ThreadState state; // of the thread that came in last
    private long entry; // counts entries
    private boolean timeKnown;
    private long time;

    abstract HostClock clock();

    /// How many items one entry runs before it leaves the rest to the helper.
    abstract int budget();

    /// Called outside with work left behind over budget.
    abstract void handOver();

    /// Called inside as the last thing before the release.
    ///
    /// @return whether the moment of the next timer is to be announced
    abstract boolean leaving();

    /// Announces the moment of the next timer. Outside.
    abstract void announce();

    /// Enters if the strand is free; then the thread must [#leave]. What others left before runs
    /// first.
    ///
    /// @return false where another thread is inside
    /// @throws IllegalStateException where this thread is inside a strand already
    public final boolean enter() {
        ThreadState mine = ThreadState.current();
        if (mine.inside != null || clock().strays) {
            beforeEntry(mine);
        }
        if (!tryEnter(mine)) {
            return false;
        }
        if (leftBehind() || work.arrivals()) {
            workLeft = work.settle(budget()) == Workload.OVER;
        }
        return true;
    }

    /// Leaves: runs what was brought meanwhile, releases, looks at the inbox again, and then wakes
    /// and visits.
    public final void leave() {
        ThreadState mine = state;
        if (mine == null || owner != Thread.currentThread()) {
            throw new IllegalStateException(Thread.currentThread() + " is not inside " + this);
        }
        exit(mine);
        if (mine.owes()) {
            mine.discharge();
        }
    }

    public final boolean inside() {
        return owner == Thread.currentThread();
    }

    public final long now() {
        if (!timeKnown) {
            time = clock().nanoTime();
            timeKnown = true;
        }
        return time;
    }

    /// Issues it after leaving; off the strand at once.
    public final void wake(Wakeable wakeable) {
        if (!inside()) {
            wakeElsewhere(wakeable);
        } else if (wakeable.markQueued()) {
            owed(wakeable);
        }
    }

    /// Off the strand. Taken out by kit-stress.
    void wakeElsewhere(Wakeable wakeable) {
        wakeable.issueOutside();
    }

    /// Raises events of a file: on the strand after it has been left, elsewhere at once. The caller
    /// has made the change before.
    public final void raise(Watched file, int events) {
        ThreadState mine = state;
        if (mine != null && inside()) {
            mine.note(file, events, entry);
        } else {
            file.raise(events);
        }
    }

    private void owed(Wakeable wakeable) {
        ThreadState mine = state;
        if (mine != null) {
            mine.addWake(wakeable);
        }
    }

    /// Sees that a node is run. It stands in no queue.
    final void bring(Node node, boolean atLast) {
        if (owner == Thread.currentThread()) {
            work.add(node, atLast);
            return;
        }
        ThreadState mine = ThreadState.current();
        if (mine.inside != null) {
            work.push(node);
            queueVisit(mine);
        } else if (tryEnter(mine)) {
            work.arrive(node);
            leave();
        } else {
            work.push(node);
            if (freeAfterPush() && tryEnter(mine)) {
                leave();
            }
        }
    }

    /// Runs what lies there if the strand is free.
    ///
    /// @return whether this thread was inside
    final boolean pump() {
        ThreadState mine = ThreadState.current();
        if (mine.inside != null || (!leftBehind() && !work.arrivals()) || !tryEnter(mine)) {
            return false;
        }
        leave();
        return true;
    }

    /// Pays a visit: another strand's thread comes with work that it left in the inbox.
    void visit(ThreadState mine) {
        clearVisit();
        if (work.arrivals() && tryEnter(mine)) {
            exit(mine);
        }
    }

    /// The thread inside, for the watchdog.
    final @Nullable Thread owner() {
        return owner;
    }

    final void outsideOnly(String what) {
        if (ThreadState.current().inside != null) {
            throw new IllegalStateException(what + " on a strand (it would wait)");
        }
    }

    private void queueVisit(ThreadState mine) {
        if (freeAfterPush() && !(boolean) VISITED.getAndSet(this, true)) {
            mine.addVisit(this);
        }
    }

    // ---- the rechecks, each of which kit-stress takes out once

    /// After a push: whether nobody is inside who would see it.
    boolean freeAfterPush() {
        return owner == null;
    }

    /// After the release: whether something came that its bringer could not run.
    boolean arrivedAfterRelease() {
        return work.arrivals();
    }

    /// Whether an entry left work over its budget: that is in no inbox any more.
    boolean leftBehind() {
        return workLeft;
    }

    /// Before looking at the inbox, so that who comes meanwhile queues a visit anew.
    void clearVisit() {
        VISITED.getAndSet(this, false);
    }

    /// Takes the strand if nobody has it.
    boolean take(Thread thread) {
        return OWNER.compareAndSet(this, null, thread);
    }

    // ---- entry and exit

    private void beforeEntry(ThreadState mine) {
        if (mine.inside != null) {
            throw new IllegalStateException(
                    Thread.currentThread() + " enters " + this + " from inside " + mine.inside);
        }
        clock().rejoin();
    }

    final boolean tryEnter(ThreadState mine) {
        Thread thread = Thread.currentThread();
        if (owner != null || !take(thread)) {
            return false;
        }
        if (state != mine) {
            state = mine;
        }
        mine.inside = this;
        work.tick();
        entry++;
        return true;
    }

    final void exit(ThreadState mine) {
        int left = budget(); // of all turns together: who brings on and on keeps nobody here
        do {
            left = work.settle(left);
            if (release(mine, left != Workload.OVER)) {
                announce();
            }
        } while (left != Workload.OVER && arrivedAfterRelease() && tryEnter(mine));
        if (left == Workload.OVER) {
            handOver();
        }
    }

    private boolean release(ThreadState mine, boolean done) {
        if (workLeft == done) {
            workLeft = !done;
        }
        boolean alarm = leaving();
        timeKnown = false;
        mine.inside = null;
        OWNER.setRelease(this, (Thread) null);
        VarHandle.fullFence(); // before the looks at the inbox and at the watches of what was noted
        return alarm;
    }
}
