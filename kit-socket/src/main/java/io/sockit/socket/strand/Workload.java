package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a strand has to do. [#push] and [#arrivals] are for any thread, all else for whoever is
/// inside; the watchdog reads how far it is.
final class Workload {
    private static final VarHandle ITEMS =
            Fields.handle(MethodHandles.lookup(), "items", long.class);

    /// Work is left over budget.
    static final int OVER = -1;

    /// So many batches in a row over budget, some 16 million items, are taken for endless.
    private static final int ENDLESS = 1 << 15;

    private final Inbox inbox = new Inbox();
    private final NodeQueue next = new NodeQueue();
    private final NodeQueue arrived = new NodeQueue();
    private final NodeQueue last = new NodeQueue();

    private int batches; // in a row, each over budget
    private @Nullable String endless;

    private @Nullable Owner running;
    private long items;

    void push(Node node) {
        inbox.push(node);
    }

    boolean arrivals() {
        return !inbox.isEmpty();
    }

    /// Adds what is brought inside: to be run next, or as the last of the batch.
    void add(Node node, boolean atLast) {
        (atLast ? last : next).add(node);
    }

    /// Adds behind what lies in the inbox.
    void arrive(Node node) {
        inbox.moveTo(arrived);
        arrived.add(node);
    }

    /// Runs all there is: what this entry brought itself, then what arrived, then what waits for
    /// the end of the batch. What is left over budget lines up behind what arrived, so that nobody
    /// who brings on and on keeps others out for ever, and before what arrives later.
    ///
    /// @return what is left of the budget; [#OVER] where it was used up before the work was
    int settle(int budget) {
        int left = budget;
        Owner ran = KitOwner.KIT;
        while (left > 0) {
            Node node = poll();
            if (node == null) {
                batches = 0;
                return left;
            }
            ran = node.owner;
            run(node);
            left--;
        }
        if (idle()) {
            batches = 0;
            return 0;
        }
        queueUp();
        endless = ++batches % ENDLESS == 0 ? busy(ran) : null;
        return OVER;
    }

    /// Whose work has not let the strand rest for very long, as of the last batch; or null.
    @Nullable String endless() {
        return endless;
    }

    private String busy(Owner lastRun) {
        Set<String> names = new LinkedHashSet<>();
        names.add(lastRun.name());
        arrived.each(node -> names.add(node.owner.name()));
        return String.join(", ", names);
    }

    private boolean idle() {
        return next.isEmpty() && arrived.isEmpty() && last.isEmpty() && inbox.isEmpty();
    }

    /// Puts all there is behind what has waited longest.
    private void queueUp() {
        inbox.moveTo(arrived);
        last.moveTo(arrived);
        next.moveTo(arrived);
    }

    private @Nullable Node poll() {
        Node node = next.poll();
        if (node == null) {
            node = arrived.poll();
        }
        if (node == null) {
            node = last.poll();
        }
        if (node == null && !inbox.isEmpty()) {
            inbox.moveTo(arrived);
            node = arrived.poll();
        }
        return node;
    }

    private void run(Node node) {
        Owner owner = node.owner;
        if (!owner.alive()) {
            node.drop();
            return;
        }
        begin(owner);
        try {
            node.perform();
        } catch (Throwable t) {
            owner.fault(t);
        }
        running = null;
    }

    /// Drops every node of an owner.
    void forget(Owner owner) {
        inbox.moveTo(arrived);
        next.forget(owner);
        arrived.forget(owner);
        last.forget(owner);
    }

    /// Marks the begin of an item.
    void begin(Owner owner) {
        running = owner;
        tick();
    }

    /// Counts, so that the watchdog sees it get on.
    void tick() {
        ITEMS.setOpaque(this, items + 1);
    }

    long itemsSeen() {
        return (long) ITEMS.getOpaque(this);
    }

    /// Whose item runs, as far as another thread can tell.
    @Nullable Owner running() {
        return running;
    }
}
