package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Two UDP sockets of a host over its loopback, connected to each other.
@State(Scope.Benchmark)
public class SockitUdp extends SockitEnds {
    @Override
    int[] connected(Process process) throws ErrnoException {
        int near = bound(process);
        int far = bound(process);
        process.connect(near, process.getsockname(far));
        process.connect(far, process.getsockname(near));
        return new int[] {near, far};
    }

    private static int bound(Process process) throws ErrnoException {
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.bind(fd, Inet.inaddrLoopback(0));
        return fd;
    }
}
