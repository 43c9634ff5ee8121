package io.sockit.api;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// A process of a host: credentials, a descriptor table, and the BSD system calls. Thread-safe, for
/// platform and virtual threads.
///
/// Every call throws [ErrnoException]: `EBADF` where the descriptor is not open, `ENOTSOCK` where
/// it is no socket, `EINTR` where the thread is interrupted before anything was done (the flag
/// stays set). A call that would block on a non-blocking descriptor, or under [Msg#MSG_DONTWAIT],
/// returns [#WOULD_BLOCK]; one whose time-out ran out throws `EAGAIN` as POSIX has it for
/// `SO_RCVTIMEO` (connect: `EINPROGRESS`, as on Linux). Closing a descriptor wakes the calls that
/// entered through it with `EBADF`. There are no signals: a broken pipe is `EPIPE` alone.
@SuppressWarnings("AvoidCommonTypeNames") // the kernel's name for it
public interface Process extends AutoCloseable {
    /// What a call returns instead of blocking.
    int WOULD_BLOCK = -11;

    /// The socket's own time-out holds.
    long NO_TIMEOUT = -1;

    /// The process whose program the calling thread runs: set on program threads, and inherited by
    /// the platform and virtual threads that they start. Not inherited by threads of a pool that
    /// another thread has started, such as the common one.
    ///
    /// @return null for a thread that runs no program; a caller that serves such threads too brings
    ///     a process of its own for them
    static @Nullable Process current() {
        return Kit.provider().currentProcess();
    }

    Host host();

    int pid();

    Credentials credentials();

    /// The host's file names as this process sees them.
    FileNames files();

    /// Opens a socket.
    ///
    /// @param type one of [Sock], with `SOCK_NONBLOCK` and `SOCK_CLOEXEC` or-ed in
    /// @param protocol a number, or 0 for the type's default
    /// @return the lowest free descriptor
    /// @throws ErrnoException `EAFNOSUPPORT`, `ESOCKTNOSUPPORT`, `EPROTONOSUPPORT`, `EMFILE`,
    ///     `EACCES`
    int socket(AddressFamily family, int type, int protocol) throws ErrnoException;

    void bind(int fd, Sockaddr address) throws ErrnoException;

    /// Opens two sockets that are connected to each other.
    ///
    /// @param type as for [#socket]
    /// @return two descriptors
    /// @throws ErrnoException as [#socket]; `EOPNOTSUPP` where the type has no pairs
    int[] socketpair(AddressFamily family, int type, int protocol) throws ErrnoException;

    /// Connects to a peer. A datagram socket takes it at once, in place of an earlier one, and
    /// [Sockaddr#UNSPEC] dissolves the association. A stream socket waits until the peer has
    /// answered, at most `SO_SNDTIMEO`.
    ///
    /// @throws ErrnoException `EINPROGRESS` where it would wait and is not to: `poll` answers
    ///     POLLOUT at the end and `SO_ERROR` how it went; `EALREADY` while that is under way;
    ///     `EISCONN`; `ECONNREFUSED`, `ETIMEDOUT` and others of the protocol
    void connect(int fd, Sockaddr peer) throws ErrnoException;

    /// Accepts connections from now on; a listening socket takes the new backlog.
    ///
    /// @param backlog connections that may wait to be accepted; at most `net.core.somaxconn`, which
    ///     a negative one asks for
    /// @throws ErrnoException `EOPNOTSUPP` where the socket's type does not listen, `EINVAL` where
    ///     it is connected
    void listen(int fd, int backlog) throws ErrnoException;

    /// Takes the oldest connection that waits, as `accept4`.
    ///
    /// @param flags of `SOCK_NONBLOCK` and `SOCK_CLOEXEC`; nothing else is inherited from the
    ///     listening descriptor
    /// @return its descriptor, or [#WOULD_BLOCK]
    /// @throws ErrnoException `EINVAL` where the socket does not listen, `EOPNOTSUPP` where its
    ///     type never does, `EMFILE` and `ENFILE` with the connection left in the queue
    int accept(int fd, int flags) throws ErrnoException;

    /// Accepts as [#accept(int, int)], within the time-out of `peer`, and puts the peer's address
    /// into its name.
    int accept(int fd, int flags, Message peer) throws ErrnoException;

    /// @param how one of `SHUT_RD`, `SHUT_WR`, `SHUT_RDWR`
    void shutdown(int fd, int how) throws ErrnoException;

    Sockaddr getsockname(int fd) throws ErrnoException;

    /// @throws ErrnoException `ENOTCONN`
    Sockaddr getpeername(int fd) throws ErrnoException;

    /// Sends to the connected peer.
    ///
    /// @return bytes taken, or [#WOULD_BLOCK]
    int send(int fd, byte[] data, int offset, int length, int flags) throws ErrnoException;

    /// Sends to an address.
    ///
    /// @return bytes taken, or [#WOULD_BLOCK]
    int sendto(int fd, byte[] data, int offset, int length, int flags, Sockaddr to)
            throws ErrnoException;

    /// Sends what remains in the message's buffers, with its control messages.
    ///
    /// @return bytes taken, or [#WOULD_BLOCK]
    /// @throws ErrnoException `EINVAL` for a control message that the socket does not know, or
    ///     whose value is none
    long sendmsg(int fd, Message message, int flags) throws ErrnoException;

    /// Receives.
    ///
    /// @return bytes put, 0 at the end of a stream or for an empty datagram, or [#WOULD_BLOCK];
    ///     under [Msg#MSG_TRUNC] the datagram's full length
    int recv(int fd, byte[] data, int offset, int length, int flags) throws ErrnoException;

    /// Receives as [#recv] and puts the sender into `from`'s name, the flags into its flags and
    /// what else came along into its control messages; the message's buffers are not used, its
    /// time-out is.
    int recvfrom(int fd, byte[] data, int offset, int length, int flags, Message from)
            throws ErrnoException;

    /// Receives into the message's buffers, name, control messages and flags.
    ///
    /// @return as for [#recv]
    long recvmsg(int fd, Message message, int flags) throws ErrnoException;

    /// Reads from any kind of file: a socket as [#recv] without flags, the reading end of a pipe,
    /// eight bytes of an eventfd in the byte order of the machine.
    ///
    /// @return bytes put, 0 at the end, or [#WOULD_BLOCK]
    /// @throws ErrnoException `EBADF` for the writing end of a pipe, `EINVAL` for an epoll
    int read(int fd, byte[] data, int offset, int length) throws ErrnoException;

    /// Writes to any kind of file, as [#read] reads.
    ///
    /// @return bytes taken, or [#WOULD_BLOCK]
    /// @throws ErrnoException `EPIPE` where no reader is left
    int write(int fd, byte[] data, int offset, int length) throws ErrnoException;

    /// Reads into buffers one after the other.
    ///
    /// @return as for [#read]
    long readv(int fd, ByteBuffer... buffers) throws ErrnoException;

    /// Writes what remains in the buffers, one after the other.
    ///
    /// @return as for [#write]
    long writev(int fd, ByteBuffer... buffers) throws ErrnoException;

    <T> T getsockopt(int fd, SocketOption<T> option) throws ErrnoException;

    /// @throws ErrnoException `ENOPROTOOPT` for an option that is not served, `EINVAL` or `EDOM`
    ///     for its value
    <T> void setsockopt(int fd, SocketOption<T> option, T value) throws ErrnoException;

    /// Waits until one of the entries is ready.
    ///
    /// @param timeoutNanos 0 to look only, negative for ever
    /// @return how many entries have results
    int poll(PollFd[] entries, long timeoutNanos) throws ErrnoException;

    /// Waits as [#poll], with sets of descriptors, which are left with those that are ready.
    ///
    /// @param nfds one more than the highest descriptor that is looked at
    /// @param except descriptors with an exceptional condition, such as urgent data
    /// @param timeoutNanos 0 to look only, negative for ever
    /// @return how many bits are set in all three
    /// @throws ErrnoException `EBADF` for a descriptor that is not open, `EINVAL` for negative nfds
    int select(
            int nfds,
            @Nullable BitSet read,
            @Nullable BitSet write,
            @Nullable BitSet except,
            long timeoutNanos)
            throws ErrnoException;

    /// Opens an epoll.
    ///
    /// @param flags 0 or [Epoll#EPOLL_CLOEXEC]
    int epollCreate(int flags) throws ErrnoException;

    /// Adds, changes or removes a descriptor of an epoll.
    ///
    /// @param operation one of the `EPOLL_CTL_` constants
    /// @param events of the `EPOLL` bits; ignored for `EPOLL_CTL_DEL`
    /// @param data what [#epollWait] answers for this descriptor
    /// @throws ErrnoException `EEXIST`, `ENOENT`; `EINVAL` for itself, for a descriptor that is no
    ///     epoll and for combinations that `epoll_ctl(2)` forbids; `ELOOP` for a circle of epolls
    ///     or a chain of more than five
    void epollCtl(int epfd, int operation, int fd, int events, long data) throws ErrnoException;

    /// Waits until watched descriptors are ready.
    ///
    /// @param events takes the answers; its capacity bounds them
    /// @param timeoutNanos 0 to look only, negative for ever
    /// @return how many there are
    int epollWait(int epfd, EpollEvents events, long timeoutNanos) throws ErrnoException;

    /// Opens an eventfd: a counter that is added to by writing and taken by reading.
    ///
    /// @param initial unsigned
    /// @param flags of `EFD_CLOEXEC`, `EFD_NONBLOCK`, `EFD_SEMAPHORE` ([Fcntl])
    int eventfd(int initial, int flags) throws ErrnoException;

    /// Opens a pipe.
    ///
    /// @param flags of `O_CLOEXEC` and `O_NONBLOCK` ([Fcntl])
    /// @return the reading end's descriptor, then the writing end's
    int[] pipe(int flags) throws ErrnoException;

    /// Duplicates, asks and sets: `F_DUPFD`, `F_DUPFD_CLOEXEC`, `F_GETFD`, `F_SETFD`, `F_GETFL`,
    /// `F_SETFL` of [Fcntl].
    ///
    /// @throws ErrnoException `EINVAL` for another command or a value that it does not take
    int fcntl(int fd, int command, int argument) throws ErrnoException;

    /// Asks or sets what is not an option: the requests of [Ioctl], and those of the socket's
    /// protocol.
    ///
    /// @param argument of requests that set something
    /// @return what the request answers, 0 where it answers nothing
    /// @throws ErrnoException `ENOTTY` for a request that the file does not know
    int ioctl(int fd, int request, int argument) throws ErrnoException;

    /// What kind of file it is, and its inode.
    Stat fstat(int fd) throws ErrnoException;

    /// `O_NONBLOCK` of the open file, which all its descriptors share.
    void nonBlocking(int fd, boolean on) throws ErrnoException;

    /// Another descriptor of the same open file, the lowest that is free.
    int dup(int fd) throws ErrnoException;

    /// Makes `target` a descriptor of the same open file; what it was is closed first. Equal
    /// numbers change nothing.
    ///
    /// @return `target`
    int dup2(int fd, int target) throws ErrnoException;

    /// As [#dup2], but equal numbers are refused.
    ///
    /// @param flags 0 or `O_CLOEXEC` ([Fcntl])
    /// @throws ErrnoException `EINVAL` for equal numbers or other flags, `EBADF` for a number that
    ///     is no descriptor's
    int dup3(int fd, int target, int flags) throws ErrnoException;

    /// `RLIMIT_NOFILE`: one more than the highest descriptor that a call may make.
    int openFileLimit();

    /// Sets `RLIMIT_NOFILE`. Descriptors above it stay open.
    ///
    /// @throws ErrnoException `EINVAL` for a negative one, `EPERM` above `fs.nr_open`
    void openFileLimit(int limit) throws ErrnoException;

    /// Closes the descriptors that are closed on exec, as starting another program would.
    void exec() throws ErrnoException;

    /// Closes the descriptor; the last one of an open file closes the socket.
    void close(int fd) throws ErrnoException;

    /// A process with the same credentials, descriptors, working directory and umask.
    ///
    /// @throws IllegalStateException where the host is closed
    Process fork();

    /// As [#fork()], for another user.
    ///
    /// @throws IllegalStateException where the host is closed
    Process fork(Credentials user);

    /// Starts a platform thread that runs the program.
    ///
    /// @throws IllegalStateException where the host is closed
    ProgramThread start(String name, Program program);

    /// Starts a virtual thread that runs the program.
    ///
    /// @throws IllegalStateException where the host is closed
    ProgramThread startVirtual(String name, Program program);

    /// Closes every descriptor.
    @Override
    void close();
}
