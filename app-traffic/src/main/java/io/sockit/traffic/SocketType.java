package io.sockit.traffic;

import io.sockit.api.Sock;
import io.sockit.spi.ProgramArguments;

/// The argument `type` of a program: how its sockets carry data.
enum SocketType {
    DGRAM("dgram", Sock.SOCK_DGRAM),
    SEQPACKET("seqpacket", Sock.SOCK_SEQPACKET),
    STREAM("stream", Sock.SOCK_STREAM);

    static final String ARGUMENT = "type";

    /// One of [Sock].
    final int number;

    private final String text;

    SocketType(String text, int number) {
        this.text = text;
        this.number = number;
    }

    /// Datagrams where nothing else is asked for.
    static SocketType of(ProgramArguments arguments) {
        return of(arguments, DGRAM);
    }

    static SocketType of(ProgramArguments arguments, SocketType otherwise) {
        String wanted = arguments.text(ARGUMENT, otherwise.text);
        for (SocketType type : values()) {
            if (type.text.equals(wanted)) {
                return type;
            }
        }
        throw arguments.bad(ARGUMENT, "one of [dgram, seqpacket, stream]");
    }

    boolean connects() {
        return this != DGRAM;
    }
}
