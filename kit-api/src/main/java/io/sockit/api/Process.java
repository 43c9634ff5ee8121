package io.sockit.api;

/// A process of a host: credentials, a descriptor table, and the BSD system calls. Thread-safe, for
/// platform and virtual threads.
///
/// Every call throws [ErrnoException]: `EBADF` where the descriptor is not open, `ENOTSOCK` where
/// it is no socket, `EINTR` where the thread is interrupted before anything was done (the flag
/// stays set). A call that would block on a non-blocking descriptor, or under [Msg#MSG_DONTWAIT],
/// returns [#WOULD_BLOCK]; one whose time-out ran out throws `EAGAIN` as POSIX has it for
/// `SO_RCVTIMEO` (`ETIMEDOUT` for connect). Closing a descriptor wakes the calls that entered
/// through it with `EBADF`.
@SuppressWarnings("AvoidCommonTypeNames") // the kernel's name for it
public interface Process extends AutoCloseable {
    /// What a call returns instead of blocking.
    int WOULD_BLOCK = -11;

    /// The socket's own time-out holds.
    long NO_TIMEOUT = -1;

    Host host();

    int pid();

    Credentials credentials();

    /// Opens a socket.
    ///
    /// @param type one of [Sock], with `SOCK_NONBLOCK` and `SOCK_CLOEXEC` or-ed in
    /// @param protocol a number, or 0 for the type's default
    /// @return the lowest free descriptor
    /// @throws ErrnoException `EAFNOSUPPORT`, `ESOCKTNOSUPPORT`, `EPROTONOSUPPORT`, `EMFILE`,
    ///     `EACCES`
    int socket(AddressFamily family, int type, int protocol) throws ErrnoException;

    void bind(int fd, Sockaddr address) throws ErrnoException;

    /// Associates with a peer, or with none where `peer` is [Sockaddr#UNSPEC].
    void connect(int fd, Sockaddr peer) throws ErrnoException;

    /// @throws ErrnoException `EOPNOTSUPP` where the socket's type does not listen
    void listen(int fd, int backlog) throws ErrnoException;

    /// @throws ErrnoException `EOPNOTSUPP` where the socket's type does not listen
    int accept(int fd, int flags) throws ErrnoException;

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

    <T> T getsockopt(int fd, SocketOption<T> option) throws ErrnoException;

    /// @throws ErrnoException `ENOPROTOOPT` where nobody serves the option, `EINVAL` or `EDOM` for
    ///     its value
    <T> void setsockopt(int fd, SocketOption<T> option, T value) throws ErrnoException;

    /// Waits until one of the entries is ready.
    ///
    /// @param timeoutNanos 0 to look only, negative for ever
    /// @return how many entries have results
    int poll(PollFd[] entries, long timeoutNanos) throws ErrnoException;

    /// `O_NONBLOCK` of the open file, which all its descriptors share.
    void nonBlocking(int fd, boolean on) throws ErrnoException;

    /// Another descriptor of the same open file.
    int dup(int fd) throws ErrnoException;

    /// Closes the descriptor; the last one of an open file closes the socket.
    void close(int fd) throws ErrnoException;

    /// A process with the same credentials and descriptors.
    ///
    /// @throws IllegalStateException where the host is closed
    Process fork();

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
