package io.sockit.bench;

import static io.sockit.bench.Comparison.Allocation.AS_PARK;
import static io.sockit.bench.Comparison.Allocation.FREE;
import static io.sockit.bench.Comparison.Allocation.NONE;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What is compared with what, and the bar it must clear.
final class Catalogue {
    private static final Bar OPEN = new Bar.None();
    private static final Bar A_FORTIETH = new Bar.Share(1.0 / 40);
    private static final Bar A_THIRTIETH = new Bar.Share(1.0 / 30);
    private static final Bar A_FIFTEENTH = new Bar.Share(1.0 / 15);
    private static final Bar A_TENTH = new Bar.Share(0.1);

    /// At least five times the rate.
    private static final Bar A_FIFTH = new Bar.Share(0.2);

    /// At least 2.5 times the rate.
    private static final Bar TWO_FIFTHS = new Bar.Share(0.4);

    private static final Bar NO_SLOWER = new Bar.Share(1);
    private static final Bar FIVE_HALVES = new Bar.Share(2.5);
    private static final Bar THREE_HALVES = new Bar.Share(1.5);

    /// At least 0.4 times the bytes a second.
    private static final Bar FOUR_TENTHS = new Bar.Share(1 / 0.4);

    /// At least 1.4 times the packets a second.
    private static final Bar SEVEN_FIFTHS = new Bar.Share(1 / 1.4);

    private static final Bar THIRTY_NANOS = new Bar.Time(30);
    private static final Bar TWICE = new Bar.Share(2);
    private static final Bar TWO_MILLIS = new Bar.Time(2e6);

    /// A million a second.
    private static final Bar A_MICRO = new Bar.Time(1e3);

    static final List<Comparison> ROWS =
            List.of(
                    row("kit-api", PacketHeaders.class, "freshArray", OPEN, NONE),
                    row("kit-api", PacketPayload.class, "arraycopy", OPEN, NONE),
                    row("kit-api", ChecksumSum.class, "arraycopy", FOUR_TENTHS, NONE),
                    row("kit-socket", StrandEntry.class, "lock", OPEN, NONE),
                    row("kit-socket", StrandHandOff.class, "lock", OPEN, NONE),
                    row("kit-socket", TimerArming.class, "executor", OPEN, NONE),
                    call("getsockopt", "kernelGetsockopt"),
                    protocolOption(),
                    call("send", ""),
                    call("poll", "kernelPoll"),
                    call("recv", "kernelRecv"),
                    row("kit-socket", HostLife.class, "", TWO_MILLIS, FREE),
                    row("dev-loopback", LoopbackTurn.class, "", OPEN, NONE),
                    reading(),
                    row("dev-pcap", CaptureDelivery.class, "", A_MICRO, FREE),
                    row("proto-udp", UdpPingPong.class, "kernel", A_FORTIETH, NONE),
                    row("proto-udp", UdpPingPong.class, "pipe", OPEN, NONE),
                    row("proto-udp", UdpPingPong.class, "ring", OPEN, NONE),
                    row("proto-udp", UdpOneWay.class, "kernel", A_FORTIETH, NONE),
                    row("proto-udp", UdpOneWay.class, "ring", OPEN, NONE),
                    row("proto-udp", UdpLink.class, "loopback", FIVE_HALVES, NONE),
                    row("proto-udp", UdpRouted.class, "direct", OPEN, NONE),
                    row("proto-udp", UdpBulk.class, "arraycopies", THREE_HALVES, NONE),
                    row("proto-udp", UdpVirtualThreads.class, "kernel", A_THIRTIETH, AS_PARK),
                    row("proto-udp", UdpVirtualThreads.class, "park", OPEN, AS_PARK),
                    row("proto-udp", UdpAcrossThreads.class, "kernel", OPEN, NONE),
                    row("proto-udp", UdpAcrossThreads.class, "ring", OPEN, NONE),
                    new Comparison("proto-udp", BusyHosts.class, "thousand", "two", TWICE, FREE),
                    row("proto-unix", UnixPingPong.class, "kernel", A_FIFTEENTH, NONE),
                    row("proto-unix", UnixPingPong.class, "datagram", NO_SLOWER, NONE),
                    message("seqpackets"),
                    message("datagrams"),
                    row("proto-unix", UnixBulk.class, "kernel", TWO_FIFTHS, NONE),
                    row("proto-unix", UnixBulk.class, "arraycopy", TWICE, NONE),
                    row("proto-unix", UnixBulk.class, "arraycopies", OPEN, NONE),
                    row("proto-unix", UnixSocketpair.class, "kernel", A_FIFTH, FREE),
                    row("proto-unix", UnixVirtualThreads.class, "kernel", A_TENTH, AS_PARK),
                    row("proto-unix", UnixVirtualThreads.class, "park", OPEN, AS_PARK));

    private Catalogue() {}

    private static Comparison row(
            String module,
            Class<?> subject,
            String theirs,
            Bar bar,
            Comparison.Allocation allocation) {
        return new Comparison(module, subject, "sockit", theirs, bar, allocation);
    }

    private static Comparison call(String ours, String theirs) {
        return new Comparison("kit-socket", SystemCalls.class, ours, theirs, OPEN, NONE);
    }

    private static Comparison message(String ours) {
        return new Comparison("proto-unix", UnixPingPong.class, ours, "datagram", OPEN, NONE);
    }

    private static Comparison protocolOption() {
        String ours = "getsockoptOfProtocol";
        return new Comparison("kit-socket", SystemCalls.class, ours, "", THIRTY_NANOS, NONE);
    }

    /// Beside tcpdump only where that is installed.
    private static Comparison reading() {
        return Tcpdump.isInstalled()
                ? row("dev-pcap", CaptureReading.class, "tcpdump", SEVEN_FIFTHS, FREE)
                : row("dev-pcap", CaptureReading.class, "", OPEN, FREE);
    }

    static SortedSet<String> modules() {
        SortedSet<String> modules = new TreeSet<>();
        ROWS.forEach(row -> modules.add(row.module()));
        return modules;
    }

    /// The rows of these modules, all where none is named.
    static List<Comparison> of(Collection<String> modules) {
        return ROWS.stream()
                .filter(row -> modules.isEmpty() || modules.contains(row.module()))
                .toList();
    }

    /// Patterns that take in the benchmarks of these rows and no others.
    static List<String> patterns(List<Comparison> rows) {
        return rows.stream()
                .map(row -> "^" + Pattern.quote(row.subject().getName()) + "\\.")
                .distinct()
                .toList();
    }
}
