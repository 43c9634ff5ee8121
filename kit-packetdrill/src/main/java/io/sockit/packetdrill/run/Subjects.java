package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.inet.InetSockaddr;
import io.sockit.packetdrill.run.Connection.State;
import io.sockit.packetdrill.script.PacketSpec;
import io.sockit.packetdrill.script.PacketSpec.Icmp;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.TcpFlags;
import io.sockit.packetdrill.wire.Ends;

import org.jspecify.annotations.Nullable;

/// Which connection a script's packet is about. A listening socket's first segment makes a new one,
/// from a port of its own, and all that follows is about that.
final class Subjects {
    private static final int TCP = 6;
    private static final int FIRST_PORT = 40_001;

    private final Stage stage;
    private int nextPort = FIRST_PORT;

    Subjects(Stage stage) {
        this.stage = stage;
    }

    Connection of(PacketSpec packet) throws DrillFailure {
        Connection now = stage.subject();
        if (packet instanceof Tcp tcp) {
            if (!tcp.isOutbound() && (!stage.hasSubject() || now.state == State.LISTENING)) {
                return accepted(tcp);
            }
            boolean opens = tcp.has(TcpFlags.SYN) && !tcp.has(TcpFlags.ACK);
            if (tcp.isOutbound() && opens && now.state == State.CONNECTING) {
                now.state = State.SYN_SENT;
                now.scriptIsn(tcp.sequence());
            }
        }
        if (!stage.hasSubject()) {
            throw new DrillFailure("no socket that the packet could be about");
        }
        return now;
    }

    private Connection accepted(Tcp first) throws DrillFailure {
        Connection child = new Connection(TCP);
        child.state = State.SYN_RECEIVED;
        child.remoteIsn(first.sequence());
        child.remote(stage.remote, nextPort++);
        child.local(stage.local, stage.settings.bindPort());
        stage.subject(child);
        return child;
    }

    /// The addresses of a packet that comes in; a script's own ports go first.
    Ends inbound(Connection connection, PacketSpec packet) throws ErrnoException, DrillFailure {
        if (!connection.hasLocal()) {
            connection.local(stage.local, port(connection));
        }
        if (!connection.hasRemote()) {
            connection.remote(stage.remote, stage.settings.connectPort());
        }
        Ends ends = connection.inbound();
        if (ends == null) {
            throw new DrillFailure("no addresses for the packet");
        }
        int from = packet.envelope().sourcePort();
        int to = packet.envelope().destinationPort();
        return new Ends(
                ends.source(),
                from == 0 ? ends.sourcePort() : from,
                ends.destination(),
                to == 0 ? ends.destinationPort() : to);
    }

    /// The local port of a socket that has sent nothing: the one that it has, or is to have.
    private int port(Connection connection) throws ErrnoException, DrillFailure {
        int fd = connection.descriptor;
        int port =
                fd >= 0 && stage.process.getsockname(fd) instanceof InetSockaddr name
                        ? name.port()
                        : 0;
        return port == 0 ? stage.settings.bindPort() : port;
    }

    /// Whether a sent packet is one of the connection, whose local port it may tell.
    boolean concerns(Connection connection, PacketSpec expected, PacketSpec sent, Ends ends) {
        Ends inbound = connection.inbound();
        if (inbound != null && matches(inbound.swapped(), expected, ends)) {
            return true;
        }
        if (!begins(connection, sent) || !ends.destination().equals(stage.remote)) {
            return false;
        }
        connection.local(ends.source(), ends.sourcePort());
        Ends now = connection.inbound();
        return now != null && matches(now.swapped(), expected, ends);
    }

    private static boolean matches(Ends known, PacketSpec expected, Ends ends) {
        boolean addresses =
                known.source().equals(ends.source())
                        && known.destination().equals(ends.destination());
        if (expected instanceof Icmp) {
            return addresses && ends.sourcePort() == 0;
        }
        int from = expected.envelope().sourcePort();
        int to = expected.envelope().destinationPort();
        return addresses
                && ends.sourcePort() == (from == 0 ? known.sourcePort() : from)
                && ends.destinationPort() == (to == 0 ? known.destinationPort() : to);
    }

    private static boolean begins(Connection connection, PacketSpec sent) {
        return sent instanceof Tcp tcp
                ? connection.state == State.SYN_SENT
                        && tcp.has(TcpFlags.SYN)
                        && !tcp.has(TcpFlags.ACK)
                : connection.state == State.CONNECTING && connection.protocol != TCP;
    }

    /// Learns from a packet that comes in.
    static void cameIn(Connection connection, PacketSpec packet) {
        if (!(packet instanceof Tcp tcp) || !tcp.has(TcpFlags.ACK)) {
            return;
        }
        if (connection.state == State.SYN_ACK_SENT) {
            connection.state = State.ACKNOWLEDGED;
        } else if (connection.state == State.SYN_SENT && tcp.has(TcpFlags.SYN)) {
            connection.state = State.SYN_ACKED;
            connection.remoteIsn(tcp.sequence());
        }
    }

    /// Learns from a packet that was sent.
    static void wentOut(Connection connection, Tcp expected, @Nullable Tcp sent) {
        boolean answers = expected.has(TcpFlags.SYN) && expected.has(TcpFlags.ACK);
        if (connection.state == State.SYN_RECEIVED && answers) {
            connection.scriptIsn(expected.sequence());
            if (sent != null) {
                connection.liveIsn(sent.sequence());
                connection.state = State.SYN_ACK_SENT;
            }
        } else if (connection.state == State.SYN_SENT && sent != null && sent.has(TcpFlags.SYN)) {
            connection.liveIsn(sent.sequence());
        }
    }
}
