package io.sockit.tcp;

import static io.sockit.inet.Inet.IPPROTO_TCP;
import static io.sockit.tcp.TcpHeader.ACK;
import static io.sockit.tcp.TcpHeader.CWR;
import static io.sockit.tcp.TcpHeader.ECE;
import static io.sockit.tcp.TcpHeader.RST;
import static io.sockit.tcp.TcpHeader.SYN;

import io.sockit.api.ErrnoException;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.PcbEntry;
import io.sockit.spi.Timer;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// A connection to be at a listener: SYN-RECEIVED without a socket, so that a flood of SYNs costs
/// little. On the strand.
final class SynRequest extends PcbEntry {
    private static final int LARGEST = 0xffff;

    @Nullable SynRequest next;
    @Nullable SynRequest before;

    // What both ends have agreed on.
    int iss;
    int irs;
    int mss;
    int scale;
    int receiveScale;
    boolean sack;
    boolean timestamps;
    boolean ecn;
    int timestamp;
    int timestampOffset;

    /// Nanoseconds from our SYN to its acknowledgment, or 0.
    long measured;

    /// Our SYN was sent again.
    boolean resent;

    private final Listener listener;
    private final TcpTransport tcp;
    private @Nullable Timer timer;
    private int window;
    private int ownMss;
    private int retries;
    private long sentAt;
    private boolean heldBack; // its acknowledgment came, but data is waited for

    /// @param segment the peer's SYN
    SynRequest(Listener listener, TcpTransport tcp, Segment segment) {
        this.listener = listener;
        this.tcp = tcp;
        irs = segment.sequence;
        mss = segment.mss == Segment.NONE ? 536 : Math.max(1, segment.mss);
        scale = segment.windowScale == Segment.NONE ? Segment.NONE : segment.windowScale;
        sack = segment.sackPermitted;
        timestamps = segment.hasTimestamps;
        timestamp = segment.timestamp;
        ecn = segment.has(ECE) && segment.has(CWR) && tcp.sysctls.ecn.value() != 0;
    }

    /// Chooses our side of the connection, both ends being known.
    void agree(TcpSettings settings) {
        TcpSysctls sysctls = tcp.sysctls;
        scale = sysctls.windowScaling.value() ? Math.min(scale, 14) : Segment.NONE;
        sack &= sysctls.sack.value();
        timestamps &= sysctls.timestamps.value() != 0;
        iss = tcp.sequences.of(this);
        timestampOffset = tcp.sequences.timestampOffset(this);
        IpFlow way = way();
        int headers = (way.isV4() ? 20 : 40) + TcpHeader.BYTES;
        ownMss = Math.max(8, tcp.mtu(way) - headers);
        if (settings.maxSegment() != 0) {
            ownMss = Math.min(ownMss, settings.maxSegment());
        }
        int size = ownMss - (timestamps ? OutgoingOptions.TIMESTAMPS : 0);
        int buffer = sysctls.memory.readMemory.value().usual() / 2;
        int clamp = settings.windowClamp();
        buffer = clamp == 0 ? buffer : Math.min(buffer, clamp);
        window = Math.min(LARGEST, buffer > size ? buffer / size * size : buffer);
        int largest = Math.max(buffer, sysctls.memory.readMemory.value().most());
        while (receiveScale < 14 && largest > LARGEST) {
            largest >>= 1;
            receiveScale++;
        }
    }

    private IpFlow way() {
        IpFlow way = listener.owner().answers();
        way.from(localHigh(), localLow(), localScope());
        way.to(peerHigh(), peerLow(), peerScope());
        return way;
    }

    void begin() {
        timer = tcp.timers.timer(this::expired);
        sentAt = tcp.strand.now();
        synAck(clock());
        timer.armIn(RoundTrip.INITIAL);
    }

    private int clock() {
        return (int) (tcp.strand.now() / RoundTrip.MILLISECOND) + timestampOffset;
    }

    private void synAck(int stamp) {
        Packet packet = tcp.services.pool().take();
        OutgoingOptions.Offer offer =
                new OutgoingOptions.Offer(
                        ownMss,
                        scale == Segment.NONE ? Segment.NONE : receiveScale,
                        sack,
                        timestamps);
        int length = TcpHeader.BYTES + offer.length();
        int at = packet.push(length);
        TcpHeader.write(
                packet.head(),
                at,
                (localPort() << 16) | peerPort(),
                iss,
                irs + 1,
                length,
                SYN | ACK | (ecn ? ECE : 0),
                window,
                0);
        OutgoingOptions.syn(packet.head(), at + TcpHeader.BYTES, offer, stamp, timestamp);
        IpFlow way = way();
        tcp.counters.outSegs.increment();
        try {
            tcp.services.output().route(way);
        } catch (ErrnoException e) {
            packet.release();
            return;
        }
        int checksum = way.checksum(packet, IPPROTO_TCP);
        TcpHeader.checksum(packet.head(), packet.headOffset(), checksum);
        try {
            tcp.services.output().output(packet, way, IPPROTO_TCP);
        } catch (ErrnoException e) {
            // Lost on the way, as far as the connection to be is concerned: it is sent again.
        }
    }

    private void expired(long now) {
        if (retries >= tcp.sysctls.retry.synackRetries.value()) {
            if (heldBack) {
                // It was acknowledged: whoever is there is served without data, too.
                giveUp();
                return;
            }
            tcp.counters.attemptFails.increment();
            giveUp();
            return;
        }
        retries++;
        resent = true;
        tcp.counters.retransSegs.increment();
        synAck(clock());
        long delay = RoundTrip.INITIAL << Math.min(retries, 16);
        arm(Math.min(delay, RoundTrip.MOST_TIMEOUT));
    }

    private void arm(long delay) {
        Timer mine = timer;
        if (mine != null) {
            mine.armIn(delay);
        }
    }

    void giveUp() {
        Timer mine = timer;
        if (mine != null) {
            mine.cancel();
        }
        listener.remove(this);
    }

    // ---- what arrives

    /// Takes over a segment (RFC 9293 §3.10.7.4, in SYN-RECEIVED).
    void arrived(Segment segment, Packet packet) {
        boolean again =
                segment.has(SYN)
                        && !segment.has(ACK)
                        && !segment.has(RST)
                        && segment.sequence == irs;
        boolean old = timestamps && segment.hasTimestamps && segment.timestamp - timestamp < 0;
        int offset = segment.sequence - (irs + 1);
        boolean inside = offset >= 0 && offset < Math.max(1, window);
        if (again && !old) {
            tcp.counters.retransSegs.increment();
            synAck(clock());
        } else if (old || !inside) {
            if (!segment.has(RST)) {
                acknowledge(packet);
            }
        } else if (segment.has(RST) || segment.has(SYN)) {
            if (segment.has(SYN) && !segment.has(RST)) {
                tcp.answers.reset(segment, packet);
            }
            tcp.counters.attemptFails.increment();
            giveUp();
        } else if (segment.has(ACK)) {
            acknowledged(segment, packet);
            return;
        }
        packet.release();
    }

    private void acknowledge(Packet packet) {
        tcp.answers.acknowledge(
                packet, iss + 1, irs + 1, window >>> receiveScale, clock(), timestamp, timestamps);
    }

    private void acknowledged(Segment segment, Packet packet) {
        if (segment.acknowledgment != iss + 1) {
            tcp.answers.reset(segment, packet);
            packet.release();
            return;
        }
        boolean bare = segment.span() == 0 && segment.sequence == irs + 1;
        if (bare && listener.owner().settings().deferAccept() > retries) {
            heldBack = true;
            packet.release();
            return;
        }
        if (timestamps && segment.hasTimestamps && segment.sequence == irs + 1) {
            timestamp = segment.timestamp;
        }
        measured = resent ? 0 : Math.max(1, tcp.strand.now() - sentAt);
        Timer mine = timer;
        if (mine != null) {
            mine.cancel();
        }
        tcp.table.remove(this); // the connection takes its place
        if (listener.complete(this, segment, packet)) {
            listener.forget(this);
            return;
        }
        if (tcp.sysctls.abortOnOverflow.value()) {
            tcp.answers.reset(segment, packet);
            listener.forget(this);
        } else {
            tcp.table.enter(this, listener.owner(), packet); // it tries again
            arm(RoundTrip.INITIAL << Math.min(retries, 6));
        }
        packet.release();
    }

    // ---- without memory

    /// Answers so that the peer's acknowledgment tells all that this record knows.
    void answerByCookie(Segment segment) {
        iss = tcp.cookies.make(this, segment.sequence, Math.min(mss, ownMss));
        int stamp = SynCookies.timestamp(clock(), scale, sack, ecn);
        if (!timestamps) {
            scale = Segment.NONE;
            sack = false;
            ecn = false;
        }
        synAck(stamp);
    }

    /// Takes what a cookie tells, if the segment brings one back.
    boolean recall(Segment segment) {
        irs = segment.sequence - 1;
        iss = segment.acknowledgment - 1;
        mss = tcp.cookies.check(this, irs, iss);
        if (mss == 0) {
            return false;
        }
        scale = Segment.NONE;
        sack = false;
        ecn = false;
        if (timestamps) {
            int echo = segment.timestampEcho;
            scale = SynCookies.scale(echo);
            sack = SynCookies.sack(echo);
            ecn = SynCookies.ecn(echo);
        }
        int cookie = iss;
        agree(listener.owner().settings());
        iss = cookie;
        return true;
    }
}
