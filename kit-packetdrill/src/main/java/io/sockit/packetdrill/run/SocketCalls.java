package io.sockit.packetdrill.run;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.packetdrill.run.Connection.State;

import java.util.Map;

/// socket, bind, listen, accept, connect, shutdown, close.
final class SocketCalls {
    private final Stage stage;
    private final Process process;
    private final Descriptors descriptors;
    private final Names names;

    SocketCalls(Stage stage, Descriptors descriptors) {
        this.stage = stage;
        this.process = stage.process;
        this.descriptors = descriptors;
        this.names = new Names(stage);
    }

    void into(Map<String, Calls.SystemCall> calls) {
        calls.put("socket", this::socket);
        calls.put("bind", this::bind);
        calls.put("listen", this::listen);
        calls.put("accept", given -> accept(given, 0));
        calls.put("accept4", given -> accept(given, given.integer(3)));
        calls.put("connect", this::connect);
        calls.put("shutdown", this::shutdown);
        calls.put("close", this::close);
    }

    private Answer socket(Arguments given) throws ErrnoException, DrillFailure {
        given.require(3, 3);
        int protocol = given.integer(2);
        int fd = process.socket(family(given), given.integer(1), protocol);
        Connection connection = new Connection(protocol);
        return Answer.descriptor(
                fd,
                () -> {
                    descriptors.opened(given.expected(), fd, connection);
                    stage.subject(connection);
                });
    }

    private AddressFamily family(Arguments given) throws DrillFailure {
        if (given.isAny(0)) {
            return stage.settings.variant().opensV4() ? Inet.AF_INET : Inet.AF_INET6;
        }
        int number = given.integer(0);
        return new AddressFamily(number, given.at(0).toString());
    }

    private Answer bind(Arguments given) throws ErrnoException, DrillFailure {
        given.require(3, 3);
        Sockaddr address = names.local(given.at(1));
        process.bind(descriptors.live(given.number(0)), address);
        if (given.isAny(1)) {
            Connection connection = descriptors.connection(given.number(0));
            connection.local(stage.local, stage.settings.bindPort());
        }
        return Answer.done();
    }

    private Answer listen(Arguments given) throws ErrnoException, DrillFailure {
        given.require(2, 2);
        process.listen(descriptors.live(given.number(0)), given.integer(1));
        descriptors.connection(given.number(0)).state = State.LISTENING;
        return Answer.done();
    }

    /// Answers a connection whose packets the script has seen.
    private Answer accept(Arguments given, int flags) throws ErrnoException, DrillFailure {
        given.require(3, 4);
        Message peer = new Message();
        int fd = process.accept(descriptors.live(given.number(0)), flags, peer);
        if (fd == Process.WOULD_BLOCK) {
            return Answer.failed(Errno.EAGAIN.linux());
        }
        Connection accepted = stage.subject();
        return Answer.descriptor(fd, () -> descriptors.opened(given.expected(), fd, accepted));
    }

    private Answer connect(Arguments given) throws ErrnoException, DrillFailure {
        given.require(2, 3);
        int fd = descriptors.live(given.number(0));
        Connection connection = descriptors.connection(given.number(0));
        Sockaddr peer = names.peer(given.at(1));
        if (peer.equals(Sockaddr.UNSPEC)) {
            process.connect(fd, peer);
            connection.state = State.NEW;
        } else {
            if (given.isAny(1)) {
                names.begins(connection); // before its packets are seen
            }
            process.connect(fd, peer);
        }
        return Answer.done();
    }

    private Answer shutdown(Arguments given) throws ErrnoException, DrillFailure {
        given.require(2, 2);
        process.shutdown(descriptors.live(given.number(0)), given.integer(1));
        return Answer.done();
    }

    private Answer close(Arguments given) throws ErrnoException, DrillFailure {
        given.require(1, 1);
        if (descriptors.closedFile(given.number(0))) {
            return Answer.done();
        }
        process.close(descriptors.live(given.number(0)));
        return Answer.done();
    }
}
