package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;

import java.util.Map;

/// read, write, send, recv and their kin. What is sent are zeros; what is received is counted.
final class DataCalls {
    private static final int TCP = 6;

    private final Process process;
    private final Descriptors descriptors;
    private final Names names;

    DataCalls(Stage stage, Descriptors descriptors) {
        this.process = stage.process;
        this.descriptors = descriptors;
        this.names = new Names(stage);
    }

    void into(Map<String, Calls.SystemCall> calls) {
        calls.put("read", this::read);
        calls.put("write", this::write);
        calls.put("readv", this::readv);
        calls.put("writev", this::writev);
        calls.put("recv", this::recv);
        calls.put("recvfrom", this::recvfrom);
        calls.put("send", this::send);
        calls.put("sendto", this::sendto);
    }

    private int fd(Arguments given) throws DrillFailure {
        return descriptors.live(given.number(0));
    }

    private Answer read(Arguments given) throws ErrnoException, DrillFailure {
        given.require(3, 3);
        int length = given.integer(2);
        return Answer.of(process.read(fd(given), given.buffer(1, length), 0, length));
    }

    private Answer write(Arguments given) throws ErrnoException, DrillFailure {
        given.require(3, 3);
        int length = given.integer(2);
        return Answer.of(process.write(fd(given), given.buffer(1, length), 0, length));
    }

    private Answer readv(Arguments given) throws ErrnoException, DrillFailure {
        given.require(3, 3);
        return Answer.of(process.readv(fd(given), Arguments.buffers(given.at(1), given.number(2))));
    }

    private Answer writev(Arguments given) throws ErrnoException, DrillFailure {
        given.require(3, 3);
        return Answer.of(
                process.writev(fd(given), Arguments.buffers(given.at(1), given.number(2))));
    }

    private Answer recv(Arguments given) throws ErrnoException, DrillFailure {
        given.require(4, 4);
        int length = given.integer(2);
        return Answer.of(
                process.recv(fd(given), given.buffer(1, length), 0, length, given.integer(3)));
    }

    private Answer recvfrom(Arguments given) throws ErrnoException, DrillFailure {
        given.require(6, 6);
        int length = given.integer(2);
        byte[] buffer = given.buffer(1, length);
        Message from = new Message();
        return Answer.of(process.recvfrom(fd(given), buffer, 0, length, given.integer(3), from));
    }

    private Answer send(Arguments given) throws ErrnoException, DrillFailure {
        given.require(4, 4);
        int length = given.integer(2);
        return Answer.of(
                process.send(fd(given), given.buffer(1, length), 0, length, given.integer(3)));
    }

    private Answer sendto(Arguments given) throws ErrnoException, DrillFailure {
        given.require(6, 6);
        int length = given.integer(2);
        byte[] buffer = given.buffer(1, length);
        int flags = given.integer(3);
        Connection connection = descriptors.connection(given.number(0));
        if (ignoresNames(connection, flags)) {
            return Answer.of(process.send(fd(given), buffer, 0, length, flags));
        }
        Sockaddr to = names.peer(given.at(4));
        if (given.isAny(4)) {
            names.begins(connection);
        }
        return Answer.of(process.sendto(fd(given), buffer, 0, length, flags, to));
    }

    /// Linux passes over the address on a TCP socket, but for the one of Fast Open.
    static boolean ignoresNames(Connection connection, int flags) throws DrillFailure {
        return connection.protocol == TCP && (flags & Constants.number("MSG_FASTOPEN")) == 0;
    }
}
