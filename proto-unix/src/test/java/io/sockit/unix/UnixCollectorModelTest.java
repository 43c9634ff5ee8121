package io.sockit.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.spi.FileHandle;
import io.sockit.unix.PretendHost.Node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// The collector against a model that asks after each move what can be reached, and what its work
/// costs.
class UnixCollectorModelTest {
    private static final int MOVES = 3_000;
    private static final int MOST = 40;

    private final PretendHost host = new PretendHost();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void closesWhatCannotBeReachedAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < MOVES; i++) {
            move(random);
            if (random.nextInt(3) == 0) {
                host.run();
            }
            if (random.nextInt(50) == 0) {
                host.runAll();
                check(true, "move " + i);
                host.sockets.removeIf(node -> node.closed);
            } else {
                check(false, "move " + i);
            }
        }
        for (Node node : List.copyOf(host.sockets)) {
            while (node.descriptors > 0) {
                node.closeDescriptor();
            }
        }
        host.runAll();
        assertTrue(host.sockets.stream().allMatch(node -> node.closed));
        assertEquals(0, host.collector.inFlight());
    }

    private void move(SplittableRandom random) {
        List<Node> open = host.sockets.stream().filter(node -> node.descriptors > 0).toList();
        if (open.size() < 3 || (host.sockets.size() < MOST && random.nextInt(6) == 0)) {
            host.new Node();
            return;
        }
        Node node = open.get(random.nextInt(open.size()));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> send(random, open);
            case 3, 4 -> node.receive();
            case 5 -> {
                node.retain();
                node.descriptors++;
            }
            default -> node.closeDescriptor();
        }
    }

    private void send(SplittableRandom random, List<Node> open) {
        List<Node> files = new ArrayList<>();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            files.add(open.get(random.nextInt(open.size())));
        }
        List<Node> reached = List.copyOf(reached());
        Node to = reached.get(random.nextInt(reached.size()));
        if (!to.closed && to.references > 0 && to.unread.size() < 8) {
            UnixRights rights = to.rights(files);
            if (random.nextInt(4) == 0) { // another thread, while the call waits
                files.getFirst().closeDescriptor();
            }
            to.arrive(rights);
        }
    }

    private void check(boolean exactly, String where) {
        Set<Node> reached = reached();
        for (Node node : host.sockets) {
            if (reached.contains(node)) {
                assertFalse(node.closed, () -> where + ": closed: " + node.number);
                for (UnixRights rights : node.unread) {
                    assertTrue(rights.receiver != null, () -> where + ": lost at " + node.number);
                }
            } else if (exactly) {
                assertTrue(node.closed, () -> where + ": left: " + node.number);
            }
        }
    }

    private Set<Node> reached() {
        Set<Node> reached = new HashSet<>();
        Deque<Node> next = new ArrayDeque<>();
        host.sockets.stream().filter(node -> node.descriptors > 0).forEach(next::add);
        for (Node node = next.poll(); node != null; node = next.poll()) {
            if (reached.add(node)) {
                for (UnixRights rights : node.unread) {
                    for (FileHandle file : rights.files) {
                        next.add((Node) file);
                    }
                }
            }
        }
        return reached;
    }

    @Test
    void closesSocketWhoseDescriptorWasClosedWhileTheCallWaited() {
        Node node = host.new Node();
        UnixRights rights = node.rights(List.of(node, node));
        node.closeDescriptor();
        host.runAll();
        assertFalse(node.closed);
        node.arrive(rights);
        host.runAll();
        assertTrue(node.closed);
        assertEquals(0, host.collector.inFlight());
    }

    /// Pairs that hold each other, beside others in flight.
    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 100_000})
    void closesCircleInStepsThatDoNotDependOnWhatIsInFlight(int inFlight) {
        Node keeper = host.new Node();
        for (int i = 0; i < inFlight; i++) {
            Node held = host.new Node();
            keeper.send(List.of(held));
            held.closeDescriptor();
            host.runAll();
        }
        long before = host.collector.steps();
        for (int i = 0; i < 100; i++) {
            Node one = host.new Node();
            Node other = host.new Node();
            one.send(List.of(other, one));
            other.send(List.of(one));
            one.closeDescriptor();
            other.closeDescriptor();
            host.run();
            host.run();
            host.run();
            assertTrue(one.closed && other.closed);
        }
        assertEquals(1_400, host.collector.steps() - before);
    }

    /// A chain whose live end is closed first, so that each search would go to the far end.
    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 10_000})
    void paysForEachCloseWithCreditAndTheTimerForTheRest(int length) {
        Node last = host.new Node();
        List<Node> chain = new ArrayList<>();
        Node holder = last;
        for (int i = 0; i < length; i++) {
            Node node = host.new Node();
            holder.send(List.of(node));
            chain.add(node);
            holder = node;
        }
        long most = 0;
        for (Node node : chain) {
            node.closeDescriptor();
            long before = host.collector.steps();
            host.run();
            most = Math.max(most, host.collector.steps() - before);
        }
        assertTrue(most <= UnixCollector.SLICE, "steps in one run: " + most);
        assertTrue(host.collector.steps() <= (long) length * UnixCollector.CREDIT);
        host.runAll();
        assertTrue(chain.stream().noneMatch(node -> node.closed));
        last.closeDescriptor();
        host.runAll();
        assertTrue(chain.stream().allMatch(node -> node.closed));
    }
}
