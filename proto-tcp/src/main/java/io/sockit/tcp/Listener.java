package io.sockit.tcp;

import io.sockit.inet.InetSockaddr;
import io.sockit.spi.AcceptQueue;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// A listening socket: connections to be, whose SYN has come (so_q0), and the queue of those that
/// wait to be accepted (so_q). On the strand.
final class Listener {
    private final TcpPcb owner;
    private final TcpTransport tcp;
    private AcceptQueue queue;
    private @Nullable SynRequest first; // the list of all that wait
    private int waiting;
    private @Nullable TcpPcb spawned; // by a call under way

    Listener(TcpPcb owner, TcpTransport tcp, AcceptQueue queue) {
        this.owner = owner;
        this.tcp = tcp;
        this.queue = queue;
    }

    void queue(AcceptQueue newQueue) {
        queue = newQueue;
    }

    TcpPcb owner() {
        return owner;
    }

    int waiting() {
        return waiting;
    }

    // ---- so_q0

    /// Takes over a segment for which there is no connection (RFC 9293 §3.10.7.2).
    void arrived(Segment segment, Packet packet) {
        if (segment.has(TcpHeader.RST)) {
            packet.release();
        } else if (segment.has(TcpHeader.ACK)) {
            acknowledged(segment, packet);
        } else if (segment.has(TcpHeader.SYN)) {
            begin(segment, packet);
        } else {
            packet.release();
        }
    }

    private void begin(Segment segment, Packet packet) {
        TcpCounters counters = tcp.counters;
        int cookieMode = tcp.sysctls.syncookies.value();
        boolean crowded = cookieMode == 2 || waiting >= Math.max(1, queue.limit());
        if (crowded && cookieMode == 0) {
            counters.reqQFullDrop.increment();
            counters.drop(packet, counters.listenDrops);
            return;
        }
        if (queue.full()) {
            counters.listenOverflows.increment();
            counters.drop(packet, counters.listenDrops);
            return;
        }
        if (!crowded
                && cookieMode == 0
                && tcp.sysctls.maxSynBacklog.value() - waiting
                        < tcp.sysctls.maxSynBacklog.value() / 4) {
            counters.drop(packet, counters.listenDrops);
            return;
        }
        SynRequest request = new SynRequest(this, tcp, segment);
        tcp.table.enter(request, owner, packet);
        request.agree(owner.settings());
        if (crowded) {
            counters.reqQFullDoCookies.increment();
            counters.syncookiesSent.increment();
            request.answerByCookie(segment);
            tcp.table.remove(request);
        } else {
            add(request);
            request.begin();
        }
        packet.release();
    }

    /// An acknowledgment out of the blue: it may bring a cookie back.
    private void acknowledged(Segment segment, Packet packet) {
        if (tcp.sysctls.syncookies.value() != 0 && !segment.has(TcpHeader.SYN)) {
            SynRequest request = new SynRequest(this, tcp, segment);
            tcp.table.enter(request, owner, packet);
            boolean valid = request.recall(segment);
            tcp.table.remove(request);
            if (valid) {
                tcp.counters.syncookiesRecv.increment();
                if (!complete(request, segment, packet)) {
                    packet.release(); // the peer sends it again, with data
                }
                return;
            }
            tcp.counters.syncookiesFailed.increment();
        }
        tcp.answers.reset(segment, packet);
        packet.release();
    }

    private void add(SynRequest request) {
        SynRequest second = first;
        request.next = second;
        if (second != null) {
            second.before = request;
        }
        first = request;
        waiting++;
    }

    /// It is given up.
    void remove(SynRequest request) {
        tcp.table.remove(request);
        forget(request);
    }

    /// It is no longer in the table.
    void forget(SynRequest request) {
        SynRequest before = request.before;
        SynRequest next = request.next;
        if (before != null) {
            before.next = next;
        } else {
            first = next;
        }
        if (next != null) {
            next.before = before;
        }
        request.before = null;
        request.next = null;
        waiting--;
    }

    // ---- so_q

    boolean isFull() {
        return queue.full();
    }

    /// The peer has acknowledged our SYN: makes the connection, and has it take the segment over.
    ///
    /// @return false where there is no room for it, and the packet is the caller's
    boolean complete(SynRequest request, Segment segment, Packet packet) {
        if (queue.full()) {
            tcp.counters.listenOverflows.increment();
            tcp.counters.listenDrops.increment();
            return false;
        }
        Socket made = queue.spawn(socket -> accept(socket, request, segment));
        if (made == null) {
            tcp.counters.listenDrops.increment();
            return false;
        }
        tcp.counters.passiveOpens.increment();
        made.soState().connected();
        TcpPcb pcb = spawned;
        spawned = null;
        if (pcb != null) {
            pcb.arrived(segment, packet);
        }
        return true;
    }

    private TcpPcb accept(Socket socket, SynRequest request, Segment segment) {
        TcpPcb pcb = new TcpPcb(socket, tcp, owner.settings().copy());
        InetSockaddr from =
                tcp.services
                        .peers()
                        .of(
                                socket.soFamily(),
                                request.peerHigh(),
                                request.peerLow(),
                                request.peerPort(),
                                request.peerScope());
        tcp.table.accept(
                pcb, owner, request.localHigh(), request.localLow(), request.localScope(), from);
        pcb.accepted(request, segment.window);
        spawned = pcb;
        return pcb;
    }

    void close() {
        while (first != null) {
            first.giveUp();
        }
    }
}
