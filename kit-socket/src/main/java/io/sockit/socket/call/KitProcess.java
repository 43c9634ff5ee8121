package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.Credentials;
import io.sockit.api.Epoll;
import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.FileNames;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
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
import io.sockit.socket.file.EpollFile;
import io.sockit.socket.file.FileCalls;
import io.sockit.socket.file.OpenFile;
import io.sockit.socket.file.PollCall;
import io.sockit.socket.file.SelectCall;
import io.sockit.socket.names.ProcessFiles;

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
    private final ProcessFiles files;
    private final CallFrame frame;
    private final CallFrame dontWait;
    private volatile boolean closed;

    KitProcess(
            Calls calls,
            Host host,
            int pid,
            Credentials credentials,
            DescriptorTable table,
            ProcessFiles files) {
        this.calls = calls;
        this.host = host;
        this.pid = pid;
        this.credentials = credentials;
        this.table = table;
        this.files = files;
        this.frame = new CallFrame(credentials, pid, 0, table, files);
        this.dontWait = frame.with(Msg.MSG_DONTWAIT);
    }

    /// The context of a send, without allocation for what is usual.
    private CallFrame frame(int flags) {
        return switch (flags) {
            case 0 -> frame;
            case Msg.MSG_DONTWAIT -> dontWait;
            default -> frame.with(flags);
        };
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
    public FileNames files() {
        return files;
    }

    @Override
    public int socket(AddressFamily family, int type, int protocol) throws ErrnoException {
        int bare = bareType(Checks.given(family, "family", "socket"), type, "socket");
        Socket socket = calls.registry().create(family, bare, protocol, frame);
        socket.nonBlocking((type & Sock.SOCK_NONBLOCK) != 0);
        return table.open(socket, (type & Sock.SOCK_CLOEXEC) != 0, "socket");
    }

    private static int bareType(AddressFamily family, int type, String call) throws ErrnoException {
        int bare = type & ~TYPE_FLAGS;
        if ((bare & ~TYPE_MASK) != 0) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    call,
                    "type: "
                            + type
                            + " of "
                            + family
                            + " (expected: one with SOCK_NONBLOCK, SOCK_CLOEXEC at most)");
        }
        return bare;
    }

    Socket socketOf(int fd, String call) throws ErrnoException {
        return (Socket) throughSocket(fd, call).file;
    }

    private Descriptor throughSocket(int fd, String call) throws ErrnoException {
        Descriptor through = table.get(fd, call);
        if (through.file instanceof Socket) {
            return through;
        }
        throw new ErrnoException(Errno.ENOTSOCK, call, "fd: " + fd + " (expected: a socket)");
    }

    @Override
    public void bind(int fd, Sockaddr address) throws ErrnoException {
        SocketCalls.bind(socketOf(fd, "bind"), frame, address);
    }

    @Override
    public void connect(int fd, Sockaddr peer) throws ErrnoException {
        Descriptor through = throughSocket(fd, "connect");
        ConnectCalls.connect(through, (Socket) through.file, frame, peer);
    }

    @Override
    public void listen(int fd, int backlog) throws ErrnoException {
        ConnectCalls.listen(socketOf(fd, "listen"), backlog, frame);
    }

    @Override
    public int accept(int fd, int flags) throws ErrnoException {
        return AcceptCalls.accept(throughSocket(fd, "accept"), table, flags, null);
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
        Descriptor through = throughSocket(fd, "send");
        Socket socket = (Socket) through.file;
        return SendCalls.send(through, socket, frame(flags), data, offset, length, null, "send");
    }

    @Override
    public int sendto(int fd, byte[] data, int offset, int length, int flags, @Nullable Sockaddr to)
            throws ErrnoException {
        Descriptor through = throughSocket(fd, "sendto");
        Socket socket = (Socket) through.file;
        return SendCalls.send(through, socket, frame(flags), data, offset, length, to, "sendto");
    }

    @Override
    public long sendmsg(int fd, Message message, int flags) throws ErrnoException {
        Descriptor through = throughSocket(fd, "sendmsg");
        return SendCalls.send(through, (Socket) through.file, frame(flags), message, "sendmsg");
    }

    @Override
    public int recv(int fd, byte[] data, int offset, int length, int flags) throws ErrnoException {
        Descriptor through = throughSocket(fd, "recv");
        Socket socket = (Socket) through.file;
        return ReceiveCalls.receive(through, socket, data, offset, length, flags, null, "recv");
    }

    @Override
    public int recvfrom(int fd, byte[] data, int offset, int length, int flags, Message from)
            throws ErrnoException {
        Descriptor through = throughSocket(fd, "recvfrom");
        Socket socket = (Socket) through.file;
        return ReceiveCalls.receive(through, socket, data, offset, length, flags, from, "recvfrom");
    }

    @Override
    public long recvmsg(int fd, Message message, int flags) throws ErrnoException {
        Descriptor through = throughSocket(fd, "recvmsg");
        return ReceiveCalls.receive(through, (Socket) through.file, message, flags, "recvmsg");
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
        return PollCall.poll(entries, table, timeoutNanos);
    }

    @Override
    public void nonBlocking(int fd, boolean on) throws ErrnoException {
        table.get(fd, "fcntl").file.nonBlocking(on);
    }

    @Override
    public int dup(int fd) throws ErrnoException {
        return table.dup(fd, 0, false, "dup");
    }

    @Override
    public void close(int fd) throws ErrnoException {
        OpenFile file = table.close(fd, "close");
        if (file instanceof Socket socket) {
            Lingering.await(socket);
        }
    }

    @Override
    public int[] socketpair(AddressFamily family, int type, int protocol) throws ErrnoException {
        int bare = bareType(Checks.given(family, "family", "socketpair"), type, "socketpair");
        Socket[] pair = calls.registry().createPair(family, bare, protocol, frame);
        for (Socket socket : pair) {
            socket.nonBlocking((type & Sock.SOCK_NONBLOCK) != 0);
        }
        return AcceptCalls.openPair(table, pair, (type & Sock.SOCK_CLOEXEC) != 0);
    }

    @Override
    public int accept(int fd, int flags, Message peer) throws ErrnoException {
        Checks.given(peer, "peer", "accept");
        return AcceptCalls.accept(throughSocket(fd, "accept"), table, flags, peer);
    }

    @Override
    public int read(int fd, byte[] data, int offset, int length) throws ErrnoException {
        return FileCalls.read(table.get(fd, "read"), data, offset, length);
    }

    @Override
    public int write(int fd, byte[] data, int offset, int length) throws ErrnoException {
        return FileCalls.write(table.get(fd, "write"), frame, data, offset, length);
    }

    @Override
    public long readv(int fd, ByteBuffer... buffers) throws ErrnoException {
        return FileCalls.readv(table.get(fd, "readv"), buffers);
    }

    @Override
    public long writev(int fd, ByteBuffer... buffers) throws ErrnoException {
        return FileCalls.writev(table.get(fd, "writev"), frame, buffers);
    }

    @Override
    public int select(
            int nfds,
            @Nullable BitSet read,
            @Nullable BitSet write,
            @Nullable BitSet except,
            long timeoutNanos)
            throws ErrnoException {
        return SelectCall.select(table, nfds, read, write, except, timeoutNanos);
    }

    @Override
    public int epollCreate(int flags) throws ErrnoException {
        FileCalls.flags(flags, Epoll.EPOLL_CLOEXEC, "epoll_create1");
        return table.open(new EpollFile(calls.files()), flags != 0, "epoll_create1");
    }

    @Override
    public void epollCtl(int epfd, int operation, int fd, int events, long data)
            throws ErrnoException {
        Descriptor epoll = table.get(epfd, "epoll_ctl");
        Descriptor target = table.get(fd, "epoll_ctl");
        EpollFile.of(epoll, "epoll_ctl").control(operation, target, events, data);
    }

    @Override
    public int epollWait(int epfd, EpollEvents events, long timeoutNanos) throws ErrnoException {
        Descriptor through = table.get(epfd, "epoll_wait");
        return EpollFile.of(through, "epoll_wait").await(through, events, timeoutNanos);
    }

    @Override
    public int eventfd(int initial, int flags) throws ErrnoException {
        return FileCalls.eventfd(table, calls.files(), initial, flags);
    }

    @Override
    public int[] pipe(int flags) throws ErrnoException {
        return FileCalls.pipe(table, calls.files(), flags);
    }

    @Override
    public int fcntl(int fd, int command, int argument) throws ErrnoException {
        return FileCalls.fcntl(table, fd, command, argument);
    }

    @Override
    public int ioctl(int fd, int request, int argument) throws ErrnoException {
        return FileCalls.ioctl(table.get(fd, "ioctl"), request, argument);
    }

    @Override
    public Stat fstat(int fd) throws ErrnoException {
        return table.get(fd, "fstat").file.stat();
    }

    @Override
    public int dup2(int fd, int target) throws ErrnoException {
        FileCalls.dup2(table, fd, target);
        return target;
    }

    @Override
    public int dup3(int fd, int target, int flags) throws ErrnoException {
        FileCalls.dup3(table, fd, target, flags);
        return target;
    }

    @Override
    public int openFileLimit() {
        return table.limit();
    }

    @Override
    public void openFileLimit(int limit) throws ErrnoException {
        table.limit(limit);
    }

    @Override
    public void exec() throws ErrnoException {
        table.exec();
    }

    @Override
    public Process fork() {
        return fork(credentials);
    }

    @Override
    public Process fork(Credentials user) {
        return calls.adopt(host, user, table.fork(), files.fork(user));
    }

    @Override
    public ProgramThread start(String name, Program program) {
        return calls.start(name, false, new ProcessProgram(calls, this, program));
    }

    @Override
    public ProgramThread startVirtual(String name, Program program) {
        return calls.start(name, true, new ProcessProgram(calls, this, program));
    }

    @Override
    public void close() {
        closed = true;
        table.closeAll();
        calls.gone(this);
    }

    /// Whether it was closed as a whole.
    boolean closed() {
        return closed;
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
