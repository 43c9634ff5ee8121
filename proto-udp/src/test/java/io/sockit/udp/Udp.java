package io.sockit.udp;

import io.sockit.api.AddressFamily;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.inet.SockaddrIn6;

import java.nio.charset.StandardCharsets;

/// The UDP sockets of a process, for tests: addresses and payloads are texts.
final class Udp {
    /// What [#receive] answers where there is no datagram.
    static final String NOTHING = "(nothing)";

    private static final int LONGEST = 0xffff;

    final Process process;

    private Udp(Process process) {
        this.process = process;
    }

    /// In a new process of the superuser.
    static Udp of(Host host) {
        return of(host.process());
    }

    static Udp of(Process process) {
        return new Udp(process);
    }

    /// An address of either family: `127.0.0.1:7`, `[::1]:7`.
    static Sockaddr address(String text) {
        return text.startsWith("[") ? SockaddrIn6.parse(text) : SockaddrIn.parse(text);
    }

    private int open(AddressFamily family) throws ErrnoException {
        return process.socket(family, Sock.SOCK_DGRAM, 0);
    }

    /// A socket of `AF_INET`.
    int inet() throws ErrnoException {
        return open(Inet.AF_INET);
    }

    /// A socket of `AF_INET6`.
    int inet6() throws ErrnoException {
        return open(Inet.AF_INET6);
    }

    /// A socket of the address's family that is bound to it.
    int bound(String address) throws ErrnoException {
        int fd = open(address(address).family());
        bind(fd, address);
        return fd;
    }

    /// A socket of the address's family that is connected to it.
    int connected(String address) throws ErrnoException {
        int fd = open(address(address).family());
        connect(fd, address);
        return fd;
    }

    void bind(int fd, String address) throws ErrnoException {
        process.bind(fd, address(address));
    }

    void connect(int fd, String address) throws ErrnoException {
        process.connect(fd, address(address));
    }

    void disconnect(int fd) throws ErrnoException {
        process.connect(fd, Sockaddr.UNSPEC);
    }

    String name(int fd) throws ErrnoException {
        return process.getsockname(fd).toString();
    }

    String peer(int fd) throws ErrnoException {
        return process.getpeername(fd).toString();
    }

    /// The port that a socket is bound to, or 0.
    int port(int fd) throws ErrnoException {
        String name = name(fd);
        return Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
    }

    void send(int fd, String text) throws ErrnoException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        process.send(fd, data, 0, data.length, 0);
    }

    void send(int fd, String text, String to) throws ErrnoException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        process.sendto(fd, data, 0, data.length, 0, address(to));
    }

    /// The next datagram's text, or [#NOTHING].
    String receive(int fd) throws ErrnoException {
        return receive(fd, new Message(), Msg.MSG_DONTWAIT);
    }

    /// The next datagram's text; waits for it.
    String await(int fd) throws ErrnoException {
        return receive(fd, new Message(), 0);
    }

    /// Who sent the next datagram, or [#NOTHING].
    String sender(int fd) throws ErrnoException {
        Message from = new Message();
        String text = receive(fd, from, Msg.MSG_DONTWAIT);
        return text.equals(NOTHING) ? NOTHING : String.valueOf(from.name());
    }

    private String receive(int fd, Message from, int flags) throws ErrnoException {
        byte[] data = new byte[LONGEST];
        int n = process.recvfrom(fd, data, 0, data.length, flags, from);
        return n == Process.WOULD_BLOCK ? NOTHING : new String(data, 0, n, StandardCharsets.UTF_8);
    }
}
