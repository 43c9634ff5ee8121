package io.sockit.inet.transport;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.spi.TransportKey;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.CallContext;
import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Extensions;
import io.sockit.spi.Served;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.Strand;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The socket rows of both families (BSD `inetsw`), and `socket()` through them. On the strand.
@Singleton
public final class SocketRows implements ExtensionView.Listener<TransportKey, TransportProtocol> {
    private final List<Row> rows = new ArrayList<>();

    private record Row(
            TransportKey key, String name, Contribution<TransportProtocol> contribution) {}

    @Inject
    SocketRows(Extensions extensions, Strand strand) {
        strand.run(() -> extensions.of(TransportProtocol.POINT).listen(this));
    }

    @Override
    public void added(TransportKey key, Contribution<TransportProtocol> contribution) {
        try {
            rows.add(new Row(key, contribution.value().name(), contribution));
        } catch (Throwable failure) {
            contribution.fault(failure);
        }
    }

    @Override
    public void removed(TransportKey key, Contribution<TransportProtocol> contribution) {
        rows.removeIf(row -> row.key.equals(key));
    }

    public Served create(Socket socket, int protocol, CallContext call) throws ErrnoException {
        int type = socket.soType();
        Row row = find(type, protocol);
        if (row == null) {
            // Where no protocol is asked for, it is the type that is missing.
            boolean knownType =
                    protocol != Inet.IPPROTO_IP
                            && rows.stream().anyMatch(r -> r.key.type() == type);
            throw new ErrnoException(
                    knownType ? Errno.EPROTONOSUPPORT : Errno.ESOCKTNOSUPPORT,
                    "socket",
                    "%s, %s, protocol %d (expected: one of %s)"
                            .formatted(
                                    socket.soFamily(),
                                    Sock.name(type),
                                    protocol,
                                    rows.stream().map(Row::key).toList()));
        }
        int number = row.key.protocol();
        SocketOps ops = make(row.contribution, socket, protocol, call);
        return new Served(ops, number, row.name, row.contribution);
    }

    private static SocketOps make(
            Contribution<TransportProtocol> contribution,
            Socket socket,
            int protocol,
            CallContext call)
            throws ErrnoException {
        try {
            return contribution.value().create(socket, protocol, call);
        } catch (ErrnoException e) {
            throw e;
        } catch (Throwable failure) {
            contribution.fault(failure);
            throw new ErrnoException(
                    Errno.ENETDOWN,
                    "socket",
                    "plug-in "
                            + contribution.plugin()
                            + " failed with "
                            + failure.getClass().getName());
        }
    }

    private @Nullable Row find(int type, int protocol) {
        for (Row row : rows) {
            boolean matches =
                    protocol == Inet.IPPROTO_IP
                            ? row.key.byDefault()
                            : row.key.protocol() == protocol;
            if (row.key.type() == type && matches) {
                return row;
            }
        }
        return null;
    }
}
