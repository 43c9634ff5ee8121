package io.sockit.tcp;

/// Makes [TcpInfo]. On the strand.
final class Info {
    private static final long MICROSECOND = 1_000;

    private Info() {}

    static TcpInfo of(TcpPcb pcb) {
        Connection c = pcb.connection();
        if (c == null) {
            return none(pcb.isListening() ? TcpState.LISTEN : TcpState.CLOSED);
        }
        long now = c.now();
        long least = c.roundTrip.least();
        int threshold = c.congestion.threshold();
        return new TcpInfo(
                c.state().number(),
                c.recovery.phase().number(),
                c.retransmission.timeouts(),
                c.retransmission.windowProbes(),
                c.retransmission.backoff(),
                (c.hasTimestamps() ? 1 : 0)
                        | (c.hasSack() ? 2 : 0)
                        | (c.isScaled() ? 4 : 0)
                        | (c.ecn.isAgreed() ? 8 : 0),
                c.sendScale(),
                c.receiveScale(),
                c.roundTrip.timeout() / MICROSECOND,
                c.receiver.heldFor() / MICROSECOND,
                c.sender.mss(),
                c.receiver.usualSize(),
                c.sender.outstanding.count(),
                c.sender.outstanding.sacked(),
                c.sender.outstanding.lost(),
                c.sender.outstanding.resent(),
                (now - c.sender.lastSentAt()) / RoundTrip.MILLISECOND,
                (now - c.receiver.lastDataAt()) / RoundTrip.MILLISECOND,
                (now - c.keepAlive.heardAt()) / RoundTrip.MILLISECOND,
                c.tcp.mtu(c.way()),
                c.receiver.window().threshold(),
                c.roundTrip.smoothed() / MICROSECOND,
                c.roundTrip.deviation() / MICROSECOND,
                threshold,
                c.congestion.size(),
                c.ownMss(),
                c.recovery.reordering(),
                c.receiver.window().size(),
                c.recovery.undo.total(),
                Math.max(0, c.sender.una()),
                Math.max(0, c.receiver.next()),
                c.sender.unsent(),
                least == Long.MAX_VALUE ? 0 : least / MICROSECOND,
                c.recovery.delivered(),
                c.limits.busy() / MICROSECOND,
                c.limits.byWindow() / MICROSECOND,
                c.limits.byBuffer() / MICROSECOND,
                c.recovery.rack.timesReordered());
    }

    private static TcpInfo none(TcpState state) {
        return new TcpInfo(
                state.number(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }
}
