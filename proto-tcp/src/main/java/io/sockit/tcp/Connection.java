package io.sockit.tcp;

import io.sockit.api.Errno;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.StreamBuffers;
import io.sockit.spi.packet.Packet;
import io.sockit.tcp.TcpState.Event;

import org.jspecify.annotations.Nullable;

/// One connection: RFC 9293's transmission control block (§3.3.1), with its two directions, its
/// timers, and what both ends have agreed on. On the strand.
final class Connection implements Deadlines.Handler {
    final TcpTransport tcp;
    final StreamBuffers stream;
    final RoundTrip roundTrip = new RoundTrip();
    final Ecn ecn = new Ecn();
    final Deadlines deadlines;
    final Sender sender;
    final Receiver receiver;
    final Recovery recovery;
    final Retransmission retransmission;
    final Resending resending;
    final Congestion congestion;
    final Output output;
    final KeepAlive keepAlive;
    final Limits limits = new Limits(this);
    private final TcpPcb pcb;
    private final Acknowledgments acknowledgments;
    private final SegmentArrival arrival;

    private TcpState state = TcpState.CLOSED;
    private int iss; // initial send sequence number
    private int irs; // initial receive sequence number
    private int peerMss = 536;
    private boolean timestamps;
    private boolean sack;
    private boolean scaled;
    private int sendScale;
    private int receiveScale;
    private int timestampOffset;
    private int tsRecent;
    private long tsRecentAt;
    private int echoed; // TSecr of the segment at work
    private boolean hasEcho;
    private boolean orphan;
    private boolean receiveShut;
    private @Nullable Errno softError;
    private long answeredAt; // an out-of-window segment last

    Connection(TcpPcb pcb, TcpTransport tcp) {
        this.pcb = pcb;
        this.tcp = tcp;
        stream = pcb.stream();
        deadlines = new Deadlines(tcp.timers, this);
        sender = new Sender(this, stream);
        receiver = new Receiver(this, stream);
        recovery = new Recovery(this);
        retransmission = new Retransmission(this);
        resending = new Resending(this);
        congestion = new Congestion(this, pcb.settings().control(), tcp.initialWindow());
        output = new Output(this);
        keepAlive = new KeepAlive(this);
        acknowledgments = new Acknowledgments(this);
        arrival = new SegmentArrival(this);
    }

    // ---- opening

    /// Sends a SYN (RFC 9293 §3.10.1, active).
    void open() {
        begin(tcp.sequences.of(pcb), tcp.sequences.timestampOffset(pcb));
        state(Event.OPEN);
        TcpSysctls sysctls = tcp.sysctls;
        timestamps = sysctls.timestamps.value() != 0;
        sack = sysctls.sack.value();
        scaled = sysctls.windowScaling.value();
        receiveScale = scaled ? receiver.window().scale() : 0;
        if (sysctls.ecn.value() == 1) {
            ecn.ask();
        }
        tcp.counters.activeOpens.increment();
        sender.sendSyn();
        output.syn();
        retransmission.restart();
    }

    private void begin(int newIss, int newTimestampOffset) {
        iss = newIss;
        timestampOffset = newTimestampOffset;
        sender.mss(Math.min(peerMss, pathMss()));
    }

    /// Takes over what a listener has agreed on with the peer (RFC 9293 §3.10.7.2 and §3.10.7.4).
    void accept(SynRequest request, int window) {
        peerMss = request.mss;
        begin(request.iss, request.timestampOffset);
        state(Event.SYN);
        irs = request.irs;
        timestamps = request.timestamps;
        sack = request.sack;
        scaled = request.scale != Segment.NONE;
        sendScale = scaled ? request.scale : 0;
        receiveScale = scaled ? request.receiveScale : 0;
        if (request.ecn) {
            ecn.agree();
        }
        if (timestamps) {
            tsRecent = request.timestamp;
            tsRecentAt = now();
        }
        agree();
        receiver.synchronised(peerMss);
        receiver.advertiseUnscaled();
        sender.established();
        sender.open((long) window << sendScale, 0);
        if (request.measured != 0) {
            roundTrip.sample(request.measured, request.measured, 0, 0, now());
        }
        if (request.resent) {
            congestion.size(1); // RFC 5681 §3.1
        }
        state(Event.ACK_OF_SYN);
        opened();
    }

    /// The peer's SYN has come to our SYN.
    void takeSyn(Segment segment) {
        irs = segment.sequence;
        scaled &= segment.windowScale != Segment.NONE;
        sendScale = scaled ? Math.min(segment.windowScale, 14) : 0;
        receiveScale = scaled ? receiveScale : 0;
        sack &= segment.sackPermitted;
        timestamps &= segment.hasTimestamps;
        if (timestamps) {
            tsRecent = segment.timestamp;
            tsRecentAt = now();
        }
        peerMss = segment.mss == Segment.NONE ? 536 : segment.mss;
        agree();
        receiver.synchronised(peerMss);
    }

    private void agree() {
        int size = pathMss();
        int user = settings().maxSegment();
        int most = Math.min(size, peerMss);
        if (user != 0) {
            most = Math.min(most, user);
        }
        sender.mss(Math.max(8, most - (timestamps ? OutgoingOptions.TIMESTAMPS : 0)));
    }

    /// Bytes of data and options in the largest packet of the path.
    private int pathMss() {
        IpFlow way = way();
        int headers = (way.isV4() ? 20 : 40) + TcpHeader.BYTES;
        return Math.max(8, tcp.mtu(way) - headers);
    }

    /// What our SYN offers.
    OutgoingOptions.Offer offer(boolean answer) {
        return new OutgoingOptions.Offer(
                advertisedMss(),
                scaled ? receiver.window().scale() : Segment.NONE,
                sack,
                timestamps);
    }

    private int advertisedMss() {
        int user = settings().maxSegment();
        return user == 0 ? pathMss() : Math.min(pathMss(), user);
    }

    /// Data in the segments that the peer sends at most.
    int ownMss() {
        return Math.max(8, advertisedMss() - (timestamps ? OutgoingOptions.TIMESTAMPS : 0));
    }

    /// The path has become narrower or wider: so do the packets.
    void pathChanged() {
        int before = sender.mss();
        agree();
        if (sender.mss() < before) {
            sender.outstanding.cut(sender.mss());
        }
    }

    /// An ICMP error has told that a packet was too large: what was sent is sent again, in pieces,
    /// and this is no sign of congestion (RFC 1191 §6.5).
    void pathNarrowed() {
        int before = sender.mss();
        pathChanged();
        if (sender.mss() < before && !sender.outstanding.isEmpty()) {
            recovery.resendAll();
        }
    }

    void opened() {
        receiver.begin();
        keepAlive.heard();
    }

    // ---- what all parts ask

    TcpState state() {
        return state;
    }

    /// Does what an event asks for.
    void state(Event event) {
        TcpState to = state.next(event);
        if (to == null) {
            throw new IllegalStateException(state + ": " + event + " (expected: one it allows)");
        }
        state = to;
    }

    TcpSettings settings() {
        return pcb.settings();
    }

    TcpPcb pcb() {
        return pcb;
    }

    long now() {
        return tcp.strand.now();
    }

    IpFlow way() {
        return pcb.way();
    }

    int ports() {
        return (pcb.localPort() << 16) | pcb.peerPort();
    }

    boolean hasSack() {
        return sack;
    }

    boolean hasTimestamps() {
        return timestamps;
    }

    boolean isScaled() {
        return scaled;
    }

    int sendScale() {
        return sendScale;
    }

    int receiveScale() {
        return receiveScale;
    }

    int peerMss() {
        return peerMss;
    }

    // ---- sequence numbers

    int wireOut(long position) {
        return iss + 1 + (int) position;
    }

    long positionOut(int wire) {
        long near = sender.una();
        return near + (wire - wireOut(near));
    }

    int wireIn(long position) {
        return irs + 1 + (int) position;
    }

    long positionIn(int wire) {
        long near = receiver.next();
        return near + (wire - wireIn(near));
    }

    // ---- timestamps (RFC 7323)

    /// Our clock as the peer sees it.
    int timestamp() {
        return (int) (now() / RoundTrip.MILLISECOND) + timestampOffset;
    }

    int timestampOffset() {
        return timestampOffset;
    }

    int tsRecent() {
        return tsRecent;
    }

    long tsRecentAt() {
        return tsRecentAt;
    }

    void tsRecent(int timestamp) {
        tsRecent = timestamp;
        tsRecentAt = now();
    }

    void echo(Segment segment) {
        hasEcho = segment.hasTimestamps && timestamps && segment.has(TcpHeader.ACK);
        echoed = segment.timestampEcho;
    }

    /// Whether the segment at work answers something that was sent before a moment.
    boolean echoIsBefore(int moment) {
        return hasEcho && echoed != 0 && echoed - moment < 0;
    }

    /// Nanoseconds since what the segment at work answers was sent, or [AckReport#NONE].
    long echoedTime() {
        int millis = timestamp() - echoed;
        return hasEcho && echoed != 0 && millis >= 0
                ? Math.max(1, millis) * RoundTrip.MILLISECOND
                : AckReport.NONE;
    }

    // ---- what happens

    /// Takes over a segment of this connection.
    void arrived(Segment segment, Packet packet) {
        arrival.arrived(segment, packet);
    }

    Acknowledgments acknowledgments() {
        return acknowledgments;
    }

    /// Something from the peer has come.
    void heard() {
        keepAlive.heard();
    }

    /// Sends what may go now, data and acknowledgments.
    void pump() {
        if (state != TcpState.CLOSED) {
            sender.push();
            limits.noteSending(false);
        }
        if (state != TcpState.CLOSED) {
            receiver.acknowledge();
            receiver.watchReader();
        }
    }

    /// Whether to answer one more segment that is no good (a loop of two hosts would never end).
    boolean mayAnswer(boolean withData) {
        if (withData) {
            return true;
        }
        long limit = tcp.sysctls.invalidRateLimit.value() * RoundTrip.MILLISECOND;
        boolean may = answeredAt == 0 || now() - answeredAt >= limit;
        if (may) {
            answeredAt = now();
        }
        return may;
    }

    /// The program shuts its sending direction.
    void finish() {
        if (!sender.finQueued()) {
            sender.finish();
            if (state.allows(Event.CLOSE)) {
                state(Event.CLOSE);
            }
            sender.push(true, false);
        }
    }

    /// The program shuts its receiving direction: what comes is acknowledged and dropped.
    void receiveShut(boolean shut) {
        receiveShut = shut;
    }

    boolean receiveShut() {
        return receiveShut;
    }

    /// The socket has no descriptor any more.
    void orphan() {
        orphan = true;
    }

    boolean isOrphan() {
        return orphan;
    }

    void failedToSend(Errno errno) {
        softError = errno;
    }

    void softError(Errno errno) {
        softError = errno;
    }

    Errno softErrorOr(Errno otherwise) {
        Errno soft = softError;
        return soft == null ? otherwise : soft;
    }

    /// Ends at once with an error.
    ///
    /// @param tell whether the peer is sent a reset
    void fail(@Nullable Errno errno, boolean tell) {
        if (state == TcpState.CLOSED) {
            return;
        }
        if (tell && state.synchronised()) {
            output.reset();
        }
        if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
            tcp.counters.attemptFails.increment();
        } else if (state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT) {
            tcp.counters.estabResets.increment();
        }
        end();
        pcb.ended(errno);
    }

    /// The socket gives it up.
    ///
    /// @param tell whether the peer is sent a reset
    void drop(boolean tell) {
        if (tell) {
            output.reset();
        }
        end();
    }

    /// It has waited long enough for the peer's FIN.
    void expired() {
        end();
        pcb.ended(null);
    }

    /// Both ends have finished, and our acknowledgment of the peer's FIN may have to be sent again.
    void timeWait() {
        TimeWait record = new TimeWait(this, tcp);
        end();
        pcb.remembered(record);
    }

    /// The peer has acknowledged our FIN after its own.
    void closedInOrder() {
        end();
        pcb.ended(null);
    }

    private void end() {
        state = TcpState.CLOSED;
        deadlines.close();
        receiver.close();
        sender.outstanding.clear();
        stream.acknowledge(stream.sendEnd()); // it will never be sent
    }

    @Override
    public void sendDue(long now) {
        retransmission.due();
    }

    @Override
    public void acknowledgmentDue(long now) {
        receiver.heldLongEnough();
    }

    @Override
    public void keepDue(long now) {
        keepAlive.due();
    }
}
