package io.sockit.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

class SummaryTest {
    private static final Class<?> SUBJECT = UdpPingPong.class;

    private final StringWriter out = new StringWriter();

    private static final double MANY = 1e6;

    private static Measured measured(String name, double nanos, double bytes) {
        return measured(name, nanos, bytes, MANY);
    }

    private static Measured measured(String name, double nanos, double bytes, double operations) {
        return new Measured(
                SUBJECT.getName(), name, "", nanos, nanos * 0.9, nanos * 1.1, bytes, operations);
    }

    private static Comparison row(Bar bar, Comparison.Allocation allocation) {
        return new Comparison("proto-udp", SUBJECT, "sockit", "kernel", bar, allocation);
    }

    private boolean print(Comparison row, Measured... measured) {
        try (PrintWriter writer = new PrintWriter(out)) {
            return Summary.print(Verdict.of(List.of(row), List.of(measured)), writer);
        }
    }

    @Test
    void showsRatioWithTheSpreadOfBoth() {
        assertTrue(
                print(
                        row(new Bar.Share(0.125), Comparison.Allocation.NONE),
                        measured("sockit", 500, 0.1),
                        measured("kernel", 8000, 0)));

        String line = out.toString().lines().toList().get(2);
        assertEquals(
                List.of(
                        "UdpPingPong",
                        "500 ns",
                        "10%",
                        "kernel",
                        "8000 ns",
                        "10%",
                        "0.063",
                        "0.051-0.076",
                        "<= 0.125",
                        "0.1",
                        "yes"),
                List.of(line.strip().split(" {2,}", -1)));
    }

    @Test
    void failsWhereOursIsTooSlow() {
        assertFalse(
                print(
                        row(new Bar.Share(0.125), Comparison.Allocation.NONE),
                        measured("sockit", 1100, 0),
                        measured("kernel", 8000, 0)));

        assertTrue(out.toString().contains(" NO\n"), out.toString());
    }

    @Test
    void failsWhereOursAllocates() {
        assertFalse(
                print(
                        row(new Bar.Share(0.125), Comparison.Allocation.NONE),
                        measured("sockit", 500, 24),
                        measured("kernel", 8000, 0)));

        assertTrue(out.toString().contains("NO: B/op"), out.toString());
    }

    @Test
    void allowsWhatParkingAllocates() {
        Comparison row = row(new Bar.Share(0.125), Comparison.Allocation.AS_PARK);
        Measured kernel = measured("kernel", 8000, 200);
        Measured park = measured("park", 300, 128);

        assertTrue(print(row, measured("sockit", 500, 128.5), kernel, park));
        assertFalse(print(row, measured("sockit", 500, 160), kernel, park));
    }

    @Test
    void whatWasNotMeasuredIsNotMet() {
        Measured kernel = measured("kernel", 8000, 0);
        Bar open = new Bar.None();

        assertFalse(
                print(
                        row(open, Comparison.Allocation.NONE),
                        measured("sockit", 500, Double.NaN),
                        kernel));
        assertFalse(
                print(
                        row(open, Comparison.Allocation.AS_PARK),
                        measured("sockit", 500, 64),
                        kernel));
        assertFalse(
                print(
                        row(open, Comparison.Allocation.AS_PARK),
                        measured("sockit", 500, 64),
                        measured("park", 300, Double.NaN),
                        kernel));
        assertFalse(
                print(
                        row(new Bar.Share(0.125), Comparison.Allocation.NONE),
                        measured("sockit", 500, 0)));
    }

    /// On a busy machine an iteration of spinning threads has a few operations, which bear what JMH
    /// allocates in it.
    @Test
    void fewOperationsMayBearTheNoiseOfAnIteration() {
        Comparison row = row(new Bar.None(), Comparison.Allocation.NONE);

        assertTrue(print(row, measured("sockit", 4e6, 139, 100)));
        assertFalse(print(row, measured("sockit", 4e6, 139, 100_000)));
        assertFalse(print(row, measured("sockit", 4e6, 100_000, 100)));
    }

    @Test
    void holdsATimeWithoutABaseline() {
        Comparison row =
                new Comparison(
                        "kit-socket",
                        SUBJECT,
                        "sockit",
                        "",
                        new Bar.Time(2e6),
                        Comparison.Allocation.FREE);

        assertTrue(print(row, measured("sockit", 1.9e6, 9e5)));
        assertFalse(print(row, measured("sockit", 2.1e6, 9e5)));
    }
}
