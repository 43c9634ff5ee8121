package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.unix.Unix;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Two stream sockets of `AF_UNIX`, from `socketpair`.
@State(Scope.Benchmark)
public class SockitUnix extends SockitEnds {
    private final int type;

    public SockitUnix() {
        this(Sock.SOCK_STREAM);
    }

    private SockitUnix(int type) {
        this.type = type;
    }

    @Override
    int[] connected(Process process) throws ErrnoException {
        return process.socketpair(Unix.AF_UNIX, type, 0);
    }

    /// Two datagram sockets.
    public static class Datagrams extends SockitUnix {
        public Datagrams() {
            super(Sock.SOCK_DGRAM);
        }
    }

    /// Two sockets of `SOCK_SEQPACKET`.
    public static class Seqpackets extends SockitUnix {
        public Seqpackets() {
            super(Sock.SOCK_SEQPACKET);
        }
    }
}
