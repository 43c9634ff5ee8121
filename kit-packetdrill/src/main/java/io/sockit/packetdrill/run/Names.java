package io.sockit.packetdrill.run;

import io.sockit.api.NetAddress;
import io.sockit.api.Sockaddr;
import io.sockit.inet.SockaddrIn;
import io.sockit.inet.SockaddrIn6;
import io.sockit.packetdrill.run.Connection.State;
import io.sockit.packetdrill.script.Expr;

import java.util.List;

/// Socket addresses: `...` is the host's or the other end's, a structure says one, `AF_UNSPEC` is
/// the one without an address.
final class Names {
    private final Stage stage;

    Names(Stage stage) {
        this.stage = stage;
    }

    Sockaddr local(Expr value) throws DrillFailure {
        return value instanceof Expr.Any
                ? of(stage.local, stage.settings.bindPort())
                : given(value);
    }

    Sockaddr peer(Expr value) throws DrillFailure {
        return value instanceof Expr.Any
                ? of(stage.remote, stage.settings.connectPort())
                : given(value);
    }

    /// Marks a connection as one to the other end.
    void begins(Connection connection) throws DrillFailure {
        if (connection.state == State.NEW) {
            connection.state = State.CONNECTING;
            connection.remote(stage.remote, stage.settings.connectPort());
        }
    }

    private Sockaddr of(NetAddress address, int port) {
        return stage.settings.variant().opensV4()
                ? SockaddrIn.of(address, port)
                : SockaddrIn6.of(address, port, 0);
    }

    private Sockaddr given(Expr value) throws DrillFailure {
        if (value instanceof Expr.Name(String name) && name.equals("AF_UNSPEC")) {
            return Sockaddr.UNSPEC;
        }
        Expr.Struct struct = Arguments.struct(value);
        long family = Arguments.field(struct, "sa_family");
        if (family == Constants.number("AF_UNSPEC")) {
            return Sockaddr.UNSPEC;
        }
        int port = (int) Arguments.field(struct, "sin_port");
        if (struct.field("sin_addr") instanceof Expr.Apply(String function, List<Expr> arguments)
                && function.startsWith("inet")
                && arguments.size() == 1
                && arguments.getFirst() instanceof Expr.Text(String text)) {
            NetAddress address = stage.host.parse(text);
            return family == Constants.number("AF_INET")
                    ? SockaddrIn.of(address, port)
                    : SockaddrIn6.of(address, port, 0);
        }
        throw new DrillFailure(struct + " (expected: sin_addr=inet_addr(\"address\"))");
    }
}
