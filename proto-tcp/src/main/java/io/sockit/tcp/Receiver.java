package io.sockit.tcp;

import io.sockit.spi.StreamReceive;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The receiving direction of a connection (RFC 9293 §3.8.6): what has arrived, the window that the
/// peer is offered, and when its bytes are acknowledged. On the strand.
///
/// ```
///    unread          next              right edge
///  ────┼───────────────┼────────────────────┼────
///      └── in so_rcv ──┘   ▒▒▒ islands ▒▒▒
///      └────────── buffer ──────────────────┘
/// ```
final class Receiver {
    private static final int QUICK = 16; // acknowledgments that are not held back at first
    private static final long HELD_LEAST = 40 * RoundTrip.MILLISECOND;
    private static final long HELD_MOST = 200 * RoundTrip.MILLISECOND;
    private static final long NONE = Sender.NONE;

    final OutOfOrder outOfOrder = new OutOfOrder();
    final SackBlocks sacks;
    private final Connection connection;
    private final StreamReceive stream;
    private final ReceiveWindow window;

    private long next = -1; // RCV.NXT; the SYN is at -1
    private long acknowledged = -1; // RCV.NXT as the peer was last told
    private long finAt = NONE; // a FIN that has arrived behind a gap
    private boolean finished; // the FIN has arrived in order

    // Delayed acknowledgments (RFC 1122 §4.2.3.2), held back for `held` nanoseconds.
    private boolean owed;
    private boolean owedNow;
    private boolean pushed; // since the last acknowledgment, a small segment with PSH has come
    private int quick;
    private long held; // 0 before the first data
    private long lastDataAt;
    private boolean interactive; // data went back soon after some had come
    private int usualSize = 536; // of the peer's segments
    private int lastSize;

    Receiver(Connection connection, StreamReceive stream) {
        this.connection = connection;
        this.stream = stream;
        window = new ReceiveWindow(connection, stream);
        sacks = new SackBlocks(connection);
    }

    /// The connection is open.
    void begin() {
        lastDataAt = connection.now();
    }

    ReceiveWindow window() {
        return window;
    }

    long next() {
        return next;
    }

    boolean isFinished() {
        return finished;
    }

    int usualSize() {
        return usualSize;
    }

    /// The peer's SYN has come.
    void synchronised(int peerMss) {
        next = 0;
        acknowledged = 0;
        usualSize = Math.clamp(Math.min(peerMss, window.size() / 2), 88, 536);
    }

    // ---- the window

    /// What the peer is told of the window from now on: the field of the header (RFC 7323 §2.3).
    int advertise() {
        acknowledged = next;
        return window.advertise(next, usualSize, outOfOrder.bytes());
    }

    /// The window of a SYN, which is not scaled.
    int advertiseUnscaled() {
        acknowledged = next;
        return window.first(next);
    }

    /// Whether a segment lies in the window in part (RFC 9293 §3.4, with Linux's tolerance for old
    /// right edges).
    boolean accepts(long start, long end) {
        return end >= window.told() && start <= next + window.open(next);
    }

    // ---- what arrives

    /// Takes over the data of an acceptable segment.
    ///
    /// @param start of its data
    /// @param fin whether a FIN follows it
    /// @return whether the peer's FIN has arrived in order now
    boolean data(Packet packet, long start, boolean fin, boolean push) {
        int length = packet.length();
        long end = start + length + (fin ? 1 : 0);
        if (start == next || (start < next && end > next)) {
            return inOrder(packet, start, end, fin, push);
        }
        if (end <= next) {
            connection.tcp.counters.dsackOldSent.increment();
            sacks.twice(start, end);
            acknowledgeSoon();
            packet.release();
        } else if (start >= next + window.open(next)) {
            acknowledgeSoon();
            connection.tcp.counters.drop(packet, connection.tcp.counters.outOfWindow);
        } else {
            behindGap(packet, start, start + length, fin);
        }
        return false;
    }

    /// As after a segment that is no use: the acknowledgment tells where things stand.
    void acknowledgeSoon() {
        quick(QUICK);
        owed = true;
    }

    private boolean inOrder(Packet packet, long start, long end, boolean fin, boolean push) {
        if (start < next) {
            sacks.twice(start, next);
        }
        long room = window.open(next);
        if (room == 0 && packet.length() > 0) {
            acknowledgeSoon();
            connection.tcp.counters.drop(packet, connection.tcp.counters.outOfWindow);
            return false;
        }
        packet.consume((int) Math.min(next - start, packet.length()));
        boolean whole = packet.length() <= room;
        if (!whole) {
            packet.trim((int) room);
        }
        boolean hadIslands = !outOfOrder.isEmpty() || finAt != NONE;
        take(packet, push);
        fillGap();
        if (hadIslands && outOfOrder.isEmpty()) {
            owedNow = true; // RFC 5681 §4.2
        }
        sacks.trim(next);
        boolean finished = (fin && whole && next == end - 1) || finAt == next;
        return finished && finArrived();
    }

    private boolean finArrived() {
        next++;
        finAt = NONE;
        finished = true;
        owed = true;
        outOfOrder.clear();
        sacks.clear();
        return true;
    }

    private void take(Packet packet, boolean push) {
        int length = packet.length();
        int size = packet.segmentSize();
        if (length == 0) {
            packet.release();
            return;
        }
        next += length;
        measure(size == 0 ? length : size, push);
        arrivedAt(connection.now());
        deliver(packet);
        window.grow(length);
    }

    private void deliver(Packet packet) {
        int length = packet.length();
        packet.arrived();
        if (!stream.receive(packet)) {
            packet.release();
            return;
        }
        window.delivered(length);
    }

    private void fillGap() {
        @Nullable Packet island = outOfOrder.takeUpTo(next);
        while (island != null) {
            next += island.length();
            deliver(island);
            island = outOfOrder.takeUpTo(next);
        }
        stream.hold(window.heldChange(outOfOrder.charged()));
    }

    private void behindGap(Packet packet, long start, long end, boolean fin) {
        TcpCounters counters = connection.tcp.counters;
        counters.ofoQueue.increment();
        owed = true;
        if (fin) {
            finAt = end;
        }
        if (start == end) {
            packet.release();
            return;
        }
        if (!connection.tcp.services.pool().admits(0)) {
            counters.drop(packet, counters.ofoDrop);
            return;
        }
        measure(packet.length(), false);
        packet.arrived();
        if (!outOfOrder.add(packet, start, end)) {
            counters.ofoMerge.increment();
        }
        if (outOfOrder.twiceEnd() > outOfOrder.twiceStart()) {
            counters.dsackOfoSent.increment();
            sacks.twice(outOfOrder.twiceStart(), outOfOrder.twiceEnd());
        }
        while (outOfOrder.charged() > window.mostOutOfOrder() && outOfOrder.islands() > 1) {
            counters.rcvPruned.increment();
            outOfOrder.prune();
        }
        sacks.note(outOfOrder.lastStart(), outOfOrder.lastEnd());
        window.grow((int) (end - start));
        stream.hold(window.heldChange(outOfOrder.charged()));
    }

    /// A segment that was received before has come again (RFC 2883 §4.1).
    void cameTwice(long start, long end) {
        quick(QUICK);
        connection.tcp.counters.dsackOldSent.increment();
        sacks.twice(start, Math.min(end, next));
    }

    // ---- acknowledgments

    /// Learns how large the peer's segments are.
    private void measure(int length, boolean push) {
        if (length >= usualSize) {
            usualSize = Math.min(length, connection.ownMss());
            return;
        }
        if (push) {
            pushed = true;
        }
        if (length + TcpHeader.BYTES >= 536 + TcpHeader.BYTES
                || (length + TcpHeader.BYTES >= 88 && !push)) {
            // A full one of a smaller size, twice in a row, or so it seems.
            if (length == lastSize) {
                usualSize = length;
            }
            lastSize = length;
        }
    }

    /// Data has arrived: how long an acknowledgment is held back follows the pace of the peer.
    private void arrivedAt(long now) {
        owed = true;
        if (held == 0) {
            quick(QUICK);
            held = HELD_LEAST;
        } else {
            long gap = now - lastDataAt;
            if (gap <= HELD_LEAST / 2) {
                held = held / 2 + HELD_LEAST / 2;
            } else if (gap < held) {
                held = Math.min(held / 2 + gap, connection.roundTrip.timeout());
            } else if (gap > connection.roundTrip.timeout()) {
                quick(QUICK); // the peer starts slowly again
            }
        }
        lastDataAt = now;
    }

    /// Acknowledges at once for a while.
    private void quick(int most) {
        long segments = window.size() / (2L * usualSize);
        int wanted = (int) Math.min(Math.max(segments, 2), most);
        quick = Math.max(quick, wanted);
    }

    /// The peer's congestion marks begin, or it restarts: tell it soon.
    void quickly() {
        quick(QUICK);
        interactive = false;
        held = HELD_LEAST;
        owedNow = true;
        owed = true;
    }

    boolean isInteractive() {
        return interactive;
    }

    void interactive(boolean is) {
        interactive = is;
    }

    private boolean isQuick() {
        return quick > 0 && !interactive;
    }

    /// Data goes out: soon after some came in, so that a later acknowledgment may well ride along.
    void dataSent(long now) {
        if (held != 0 && now - lastDataAt < held) {
            interactive = true;
        }
        acknowledgmentSent();
    }

    /// The peer has been told what has arrived.
    void acknowledgmentSent() {
        if (quick > 0) {
            quick--;
            if (quick == 0) {
                held = HELD_LEAST;
            }
        }
        owed = false;
        owedNow = false;
        pushed = false;
        if (connection.deadlines.acknowledgment() != Deadlines.NEVER) {
            connection.deadlines.acknowledgment(Deadlines.NEVER);
        }
    }

    /// Nanoseconds that an acknowledgment is held back.
    long heldFor() {
        return held;
    }

    long lastDataAt() {
        return lastDataAt;
    }

    /// TCP_QUICKACK.
    void quickAcknowledge(boolean on) {
        interactive = !on;
        if (on && owed) {
            connection.output.acknowledge();
        }
    }

    /// Acknowledges what has arrived, at once or later.
    void acknowledge() {
        if (!owed && !owedNow) {
            return;
        }
        boolean muchNews =
                next - acknowledged > usualSize && window.wouldNotShrink(next, usualSize);
        if (muchNews || isQuick() || owedNow || !outOfOrder.isEmpty()) {
            connection.output.acknowledge();
        } else {
            hold();
        }
    }

    private void hold() {
        long delay = held;
        if (delay > HELD_LEAST) {
            long most = interactive || pushed ? HELD_MOST : 500 * RoundTrip.MILLISECOND;
            long trip = connection.roundTrip.smoothed();
            if (trip != 0) {
                most = Math.min(most, Math.max(trip, HELD_LEAST));
            }
            delay = Math.min(delay, most);
        }
        delay = Math.min(Math.max(delay, 1), HELD_MOST);
        long now = connection.now();
        long due = connection.deadlines.acknowledgment();
        if (due != Deadlines.NEVER) {
            if (due - now <= held / 4) {
                connection.output.acknowledge();
                return;
            }
            if (due <= now + delay) {
                return;
            }
        }
        connection.deadlines.acknowledgment(now + delay);
    }

    /// The acknowledgment has been held back long enough.
    void heldLongEnough() {
        if (!owed) {
            return;
        }
        if (interactive) {
            interactive = false;
            held = HELD_LEAST;
        } else {
            held = Math.min(2 * held, connection.roundTrip.timeout());
        }
        connection.tcp.counters.delayedAcks.increment();
        connection.output.acknowledge();
    }

    /// The program has read what it was to be told of: perhaps the peer waits for the window, or
    /// for an acknowledgment that need not be held back any longer.
    void read() {
        if (owed && (next - acknowledged > usualSize || (pushed && !interactive && allRead()))) {
            connection.output.acknowledge();
        } else if (!finished && window.hasGrownMuch(next, usualSize)) {
            connection.output.acknowledge();
        }
        watchReader();
    }

    private boolean allRead() {
        return stream.receiveStart() >= stream.receiveEnd();
    }

    /// Asks to be told when the program has read enough that the peer should know.
    void watchReader() {
        stream.updateAt(window.tellAt(next, owed && pushed && !interactive));
    }

    void close() {
        outOfOrder.clear();
        stream.hold(window.heldChange(0));
    }
}
