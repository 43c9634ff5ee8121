package io.sockit.bench;

import static io.sockit.api.PollFd.POLLOUT;

import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;

/// System calls alone: an option read, a datagram of 64 bytes sent to where nobody keeps it, a look
/// at a descriptor that is ready, and at a receive queue that is empty. The send has no baseline:
/// ours ends in a family that does nothing, a kernel's would cross all of UDP and IP.
@State(Scope.Thread)
public class SystemCalls {
    private final byte[] message = Payload.of(Payload.SMALL);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(Payload.SMALL);
    private final PollFd[] entries = {new PollFd(0, POLLOUT)};

    @Benchmark
    public int getsockopt(SockitDeadEnd end) throws ErrnoException {
        return end.process().getsockopt(end.fd(), SocketOptions.SO_RCVBUF);
    }

    @Benchmark
    public int kernelGetsockopt(KernelDeadEnd end) throws IOException {
        return end.channel().getOption(StandardSocketOptions.SO_RCVBUF);
    }

    /// Of an option that the protocol keeps, on the strand.
    @Benchmark
    public int getsockoptOfProtocol(SockitUdp udp) throws ErrnoException {
        return udp.process().getsockopt(udp.near(), Inet.IP_TTL);
    }

    @Benchmark
    public int send(SockitDeadEnd end) throws ErrnoException {
        return end.process().send(end.fd(), message, 0, message.length, 0);
    }

    @Benchmark
    public int poll(SockitDeadEnd end) throws ErrnoException {
        entries[0].set(end.fd(), POLLOUT);
        return end.process().poll(entries, 0);
    }

    @Benchmark
    public int kernelPoll(KernelDeadEnd end) throws IOException {
        return end.ready();
    }

    @Benchmark
    public int recv(SockitDeadEnd end) throws ErrnoException {
        return end.process().recv(end.fd(), message, 0, message.length, 0);
    }

    @Benchmark
    public int kernelRecv(KernelDeadEnd end) throws IOException {
        direct.clear();
        return end.channel().read(direct);
    }
}
