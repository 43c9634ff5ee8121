package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Whose turn it is where the budget ends before the work.
class WorkloadTest {
    private static final int BUDGET = 10;

    private final Workload work = new Workload();
    private final List<String> ran = new ArrayList<>();

    private Node node(String name, Consumer<Node> again) {
        return new Node(KitOwner.KIT) {
            @Override
            void perform() {
                ran.add(name);
                again.accept(this);
            }

            @Override
            void drop() {}
        };
    }

    private Node once(String name) {
        return node(name, it -> {});
    }

    private void settle(int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(Workload.OVER, work.settle(BUDGET));
        }
    }

    @Test
    void whatBringsItselfForEverKeepsNobodyElseOut() {
        work.add(node("endless", it -> work.add(it, false)), false);
        work.push(once("other"));
        work.add(once("last"), true);
        settle(2);
        assertEquals(List.of("other", "last"), ran.subList(BUDGET, BUDGET + 2));
    }

    @Test
    void whatArrivesForEverKeepsNobodyElseOut() {
        work.arrive(node("endless", work::push));
        settle(1);
        work.add(once("own"), false);
        settle(2);
        assertEquals(1, ran.stream().filter("own"::equals).count());
    }

    @Test
    void whatIsLeftComesBeforeWhatArrivesLater() {
        for (int i = 0; i < 3 * BUDGET; i++) {
            work.add(once("left"), i % 2 == 0);
        }
        settle(1);
        work.arrive(once("later"));
        settle(2);
        work.settle(BUDGET);
        assertEquals("later", ran.getLast());
        assertEquals(3 * BUDGET + 1, ran.size());
    }

    @Test
    void ordersAsBeforeOnceTheWorkIsDone() {
        for (int i = 0; i <= BUDGET; i++) {
            work.add(once("many"), false);
        }
        settle(1);
        work.settle(BUDGET);
        ran.clear();
        work.push(once("arrived"));
        work.add(once("own"), false);
        work.settle(BUDGET);
        assertEquals(List.of("own", "arrived"), ran);
    }
}
