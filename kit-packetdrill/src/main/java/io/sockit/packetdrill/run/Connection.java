package io.sockit.packetdrill.run;

import io.sockit.api.NetAddress;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.TcpFlags;
import io.sockit.packetdrill.script.TcpOption;
import io.sockit.packetdrill.wire.Ends;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a script's packets are about: a socket, or a connection on its way to one. It maps the
/// script's numbers, which count from 0, onto those that the host and the other end have chosen.
/// One thread at a time.
final class Connection {
    private static final long MASK = 0xffff_ffffL;

    /// How far it has come, as far as a script's packets tell.
    enum State {
        NEW,
        /// `connect` or `sendto` is called.
        CONNECTING,
        SYN_SENT,
        SYN_ACKED,
        LISTENING,
        SYN_RECEIVED,
        SYN_ACK_SENT,
        ACKNOWLEDGED
    }

    final int protocol;
    State state = State.NEW;

    /// The kit's descriptor, or -1 before `accept`.
    int descriptor = -1;

    private @Nullable NetAddress local;
    private int localPort;
    private @Nullable NetAddress remote;
    private int remotePort;

    private long remoteIsn;
    private long liveIsn;
    private long scriptIsn;

    private final Map<Long, Long> timestamps = new HashMap<>();
    private boolean stamped;
    private long firstScriptStamp;
    private long firstLiveStamp;
    private long scriptLabel = -1;
    private long liveLabel;

    Connection(int protocol) {
        this.protocol = protocol;
    }

    void local(NetAddress address, int port) {
        local = address;
        localPort = port;
    }

    void remote(NetAddress address, int port) {
        remote = address;
        remotePort = port;
    }

    boolean hasLocal() {
        return local != null && localPort != 0;
    }

    boolean hasRemote() {
        return remote != null && remotePort != 0;
    }

    /// Its addresses as they are in packets that come in, or null where they are not known.
    @Nullable Ends inbound() {
        NetAddress from = remote;
        NetAddress to = local;
        return from == null || to == null ? null : new Ends(from, remotePort, to, localPort);
    }

    /// The other end's first sequence number, which is the same in the script and on the wire.
    void remoteIsn(long isn) {
        remoteIsn = isn;
    }

    /// The host's first sequence number in the script.
    void scriptIsn(long isn) {
        scriptIsn = isn;
    }

    /// The host's first sequence number on the wire.
    void liveIsn(long isn) {
        liveIsn = isn;
    }

    /// What the host sent, in the script's numbers. Those of a SYN are absolute in a script.
    Tcp toScript(Tcp sent) {
        boolean syn = sent.has(TcpFlags.SYN);
        long own = syn ? liveIsn - scriptIsn : liveIsn;
        long other = syn ? 0 : remoteIsn;
        List<TcpOption> options = new ArrayList<>();
        for (TcpOption option : known(sent)) {
            options.add(shifted(option, -other));
        }
        return new Tcp(
                sent.envelope(),
                sent.flags(),
                sent.ace(),
                sent.sequence() - own & MASK,
                sent.payload(),
                sent.has(TcpFlags.ACK) ? sent.ack() - other & MASK : sent.ack(),
                sent.window(),
                sent.urgent(),
                options);
    }

    /// What the script sends, in the numbers of the wire.
    ///
    /// @param scaled whether an echo of a timestamp that was not sent is interpolated
    Tcp toWire(Tcp script, boolean scaled) throws DrillFailure {
        boolean syn = script.has(TcpFlags.SYN);
        long own = syn ? liveIsn - scriptIsn : liveIsn;
        List<TcpOption> options = new ArrayList<>();
        for (TcpOption option : known(script)) {
            TcpOption mapped = shifted(option, own);
            boolean echoes = script.has(TcpFlags.ACK) && option.kind() == TcpOption.TIMESTAMP;
            options.add(echoes ? echoed(option, scaled) : mapped);
        }
        return new Tcp(
                script.envelope(),
                script.flags(),
                script.ace(),
                script.sequence() + (syn ? 0 : remoteIsn) & MASK,
                script.payload(),
                script.has(TcpFlags.ACK) ? script.ack() + own & MASK : script.ack(),
                script.window(),
                script.urgent(),
                options);
    }

    /// A sequence number of the host's, quoted by an ICMP message.
    long quoted(long sequence) {
        return sequence + liveIsn & MASK;
    }

    private static List<TcpOption> known(Tcp packet) {
        List<TcpOption> options = packet.options();
        return options == null ? List.of() : options;
    }

    private static TcpOption shifted(TcpOption option, long by) {
        if (option.kind() != TcpOption.SACK) {
            return option;
        }
        long[] edges = new long[option.numbers()];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = option.number(i) + by & MASK;
        }
        return TcpOption.sack(edges);
    }

    private TcpOption echoed(TcpOption option, boolean scaled) throws DrillFailure {
        long echo = option.number(1);
        Long live = timestamps.get(echo);
        if (live == null && scaled && stamped) {
            live = echo - firstScriptStamp + firstLiveStamp & MASK;
        }
        if (live == null) {
            throw new DrillFailure(
                    "TS ecr %d (expected: a TS val that the host has sent)".formatted(echo));
        }
        return TcpOption.timestamp(option.number(0), live);
    }

    /// Learns which timestamp of the wire a script's one stands for.
    ///
    /// @return the sent one, counted as the script counts: from its first one
    long learnTimestamp(long script, long live) {
        timestamps.put(script, live);
        if (!stamped) {
            stamped = true;
            firstScriptStamp = script;
            firstLiveStamp = live;
        }
        return firstScriptStamp + live - firstLiveStamp & MASK;
    }

    /// Whether a flow label changes when the script's does.
    boolean sameFlow(long script, long live) {
        boolean same = scriptLabel < 0 || (script == scriptLabel) == (live == liveLabel);
        scriptLabel = script;
        liveLabel = live;
        return same && live != 0;
    }
}
