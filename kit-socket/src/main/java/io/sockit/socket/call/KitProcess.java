package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.Credentials;
import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.api.Stat;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.file.DescriptorTable;
import io.sockit.socket.file.OpenFile;
import io.sockit.socket.file.PollCall;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// A process: finds the descriptor and hands over to the second level. Thread-safe.
final class KitProcess implements Process {
    private static final int TYPE_FLAGS = Sock.SOCK_NONBLOCK | Sock.SOCK_CLOEXEC;
    private static final int TYPE_MASK = 0xf;

    private final Calls calls;
    private final Host host;
    private final int pid;
    private final Credentials credentials;
    private final DescriptorTable table;

    KitProcess(Calls calls, Host host, int pid, Credentials credentials, DescriptorTable table) {
        this.calls = calls;
        this.host = host;
        this.pid = pid;
        this.credentials = credentials;
        this.table = table;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public int socket(AddressFamily family, int type, int protocol) throws ErrnoException {
        Checks.given(family, "family", "socket");
        int bare = type & ~TYPE_FLAGS;
        if ((bare & ~TYPE_MASK) != 0) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "socket",
                    "type: " + type + " (expected: one with SOCK_NONBLOCK, SOCK_CLOEXEC at most)");
        }
        CallFrame call = new CallFrame(credentials, 0);
        Socket socket = calls.registry().create(family, bare, protocol, call);
        socket.nonBlocking((type & Sock.SOCK_NONBLOCK) != 0);
        return install(socket);
    }

    private int install(Socket file) throws ErrnoException {
        try {
            return table.open(file, "socket");
        } catch (ErrnoException e) {
            file.retain();
            file.release();
            throw e;
        }
    }

    Socket socketOf(int fd, String call) throws ErrnoException {
        OpenFile file = table.get(fd, call).file;
        if (file instanceof Socket socket) {
            return socket;
        }
        throw new ErrnoException(Errno.ENOTSOCK, call, "fd: " + fd + " (expected: a socket)");
    }

    @Override
    public void bind(int fd, Sockaddr address) throws ErrnoException {
        SocketCalls.bind(socketOf(fd, "bind"), credentials, address);
    }

    @Override
    public void connect(int fd, Sockaddr peer) throws ErrnoException {
        SocketCalls.connect(socketOf(fd, "connect"), credentials, peer);
    }

    @Override
    public void listen(int fd, int backlog) throws ErrnoException {
        throw SocketCalls.notSupported(socketOf(fd, "listen"), "listen");
    }

    @Override
    public int accept(int fd, int flags) throws ErrnoException {
        throw SocketCalls.notSupported(socketOf(fd, "accept"), "accept");
    }

    @Override
    public void shutdown(int fd, int how) throws ErrnoException {
        SocketCalls.shutdown(socketOf(fd, "shutdown"), how);
    }

    @Override
    public Sockaddr getsockname(int fd) throws ErrnoException {
        return SocketCalls.getsockname(socketOf(fd, "getsockname"));
    }

    @Override
    public Sockaddr getpeername(int fd) throws ErrnoException {
        return SocketCalls.getpeername(socketOf(fd, "getpeername"));
    }

    @Override
    public int send(int fd, byte[] data, int offset, int length, int flags) throws ErrnoException {
        Descriptor through = table.get(fd, "send");
        return SendCall.send(through, credentials, data, offset, length, flags, null, "send");
    }

    @Override
    public int sendto(int fd, byte[] data, int offset, int length, int flags, @Nullable Sockaddr to)
            throws ErrnoException {
        Descriptor through = table.get(fd, "sendto");
        return SendCall.send(through, credentials, data, offset, length, flags, to, "sendto");
    }

    @Override
    public long sendmsg(int fd, Message message, int flags) throws ErrnoException {
        return SendCall.send(table.get(fd, "sendmsg"), credentials, message, flags, "sendmsg");
    }

    @Override
    public int recv(int fd, byte[] data, int offset, int length, int flags) throws ErrnoException {
        Descriptor through = table.get(fd, "recv");
        return ReceiveCalls.receive(through, data, offset, length, flags, null, "recv");
    }

    @Override
    public int recvfrom(int fd, byte[] data, int offset, int length, int flags, Message from)
            throws ErrnoException {
        Descriptor through = table.get(fd, "recvfrom");
        return ReceiveCalls.receive(through, data, offset, length, flags, from, "recvfrom");
    }

    @Override
    public long recvmsg(int fd, Message message, int flags) throws ErrnoException {
        return ReceiveCalls.receive(table.get(fd, "recvmsg"), message, flags, "recvmsg");
    }

    @Override
    public <T> T getsockopt(int fd, SocketOption<T> option) throws ErrnoException {
        return OptionCalls.get(socketOf(fd, "getsockopt"), option);
    }

    @Override
    public <T> void setsockopt(int fd, SocketOption<T> option, T value) throws ErrnoException {
        OptionCalls.set(socketOf(fd, "setsockopt"), option, value, credentials);
    }

    @Override
    public int poll(PollFd[] entries, long timeoutNanos) throws ErrnoException {
        return PollCall.poll(entries, table, calls.clock(), timeoutNanos);
    }

    @Override
    public void nonBlocking(int fd, boolean on) throws ErrnoException {
        table.get(fd, "fcntl").file.nonBlocking(on);
    }

    @Override
    public int dup(int fd) throws ErrnoException {
        return table.dup(fd, "dup");
    }

    @Override
    public void close(int fd) throws ErrnoException {
        table.close(fd, "close");
    }

    @Override
    public int[] socketpair(AddressFamily family, int type, int protocol) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int accept(int fd, int flags, Message peer) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int read(int fd, byte[] data, int offset, int length) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int write(int fd, byte[] data, int offset, int length) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public long readv(int fd, ByteBuffer... buffers) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public long writev(int fd, ByteBuffer... buffers) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int select(
            int nfds,
            @Nullable BitSet read,
            @Nullable BitSet write,
            @Nullable BitSet except,
            long timeoutNanos)
            throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int epollCreate(int flags) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public void epollCtl(int epfd, int operation, int fd, int events, long data)
            throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int epollWait(int epfd, EpollEvents events, long timeoutNanos) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int eventfd(int initial, int flags) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int[] pipe(int flags) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int fcntl(int fd, int command, int argument) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int ioctl(int fd, int request, int argument) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public Stat fstat(int fd) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int dup2(int fd, int target) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int dup3(int fd, int target, int flags) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public int openFileLimit() {
        throw new AssertionError("draft");
    }

    @Override
    public void openFileLimit(int limit) throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public void exec() throws ErrnoException {
        throw new AssertionError("draft");
    }

    @Override
    public Process fork() {
        return calls.adopt(host, credentials, table.fork());
    }

    @Override
    public ProgramThread start(String name, Program program) {
        return calls.start(name, false, () -> program.run(this));
    }

    @Override
    public ProgramThread startVirtual(String name, Program program) {
        return calls.start(name, true, () -> program.run(this));
    }

    @Override
    public void close() {
        table.closeAll();
        calls.gone(this);
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
