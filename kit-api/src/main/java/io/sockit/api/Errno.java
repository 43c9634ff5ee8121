package io.sockit.api;

import java.util.Optional;
import java.util.function.ToIntFunction;

/// The error numbers of the calls, with Linux's numbers (`asm-generic/errno.h`), and those
/// of FreeBSD (`sys/errno.h`) and AIX (`errno.h`; 57 `ENOTSOCK` to 81 `EHOSTUNREACH` are the
/// sockets' own).
public enum Errno {
    EPERM(1, 1, 1, "operation not permitted"),
    ENOENT(2, 2, 2, "no such file or directory"),
    EINTR(4, 4, 4, "interrupted system call"),
    EIO(5, 5, 5, "input/output error"),
    ENXIO(6, 6, 6, "no such device or address"),
    E2BIG(7, 7, 7, "argument list too long"),
    EBADF(9, 9, 9, "bad file descriptor"),
    EAGAIN(11, 35, 11, "resource temporarily unavailable"),
    ENOMEM(12, 12, 12, "cannot allocate memory"),
    EACCES(13, 13, 13, "permission denied"),
    EFAULT(14, 14, 14, "bad address"),
    EBUSY(16, 16, 16, "device or resource busy"),
    EEXIST(17, 17, 17, "file exists"),
    ENODEV(19, 19, 19, "no such device"),
    ENOTDIR(20, 20, 20, "not a directory"),
    EISDIR(21, 21, 21, "is a directory"),
    EINVAL(22, 22, 22, "invalid argument"),
    ENFILE(23, 23, 23, "too many open files in system"),
    EMFILE(24, 24, 24, "too many open files"),
    ENOTTY(25, 25, 25, "inappropriate ioctl for device"),
    ENOSPC(28, 28, 28, "no space left on device"),
    EPIPE(32, 32, 32, "broken pipe"),
    EDOM(33, 33, 33, "argument out of domain"),
    ERANGE(34, 34, 34, "result out of range"),
    ENAMETOOLONG(36, 63, 86, "name too long"),
    ENOSYS(38, 78, 109, "function not implemented"),
    ENOTEMPTY(39, 66, 87, "directory not empty"),
    ELOOP(40, 62, 85, "too many levels of symbolic links"),
    ENODATA(61, 87, 122, "no data available"),
    EPROTO(71, 92, 121, "protocol error"),
    EOVERFLOW(75, 84, 127, "value too large"),
    ENOTSOCK(88, 38, 57, "socket operation on non-socket"),
    EDESTADDRREQ(89, 39, 58, "destination address required"),
    EMSGSIZE(90, 40, 59, "message too long"),
    EPROTOTYPE(91, 41, 60, "protocol wrong type for socket"),
    ENOPROTOOPT(92, 42, 61, "protocol not available"),
    EPROTONOSUPPORT(93, 43, 62, "protocol not supported"),
    ESOCKTNOSUPPORT(94, 44, 63, "socket type not supported"),
    EOPNOTSUPP(95, 45, 64, "operation not supported"),
    EPFNOSUPPORT(96, 46, 65, "protocol family not supported"),
    EAFNOSUPPORT(97, 47, 66, "address family not supported"),
    EADDRINUSE(98, 48, 67, "address already in use"),
    EADDRNOTAVAIL(99, 49, 68, "cannot assign requested address"),
    ENETDOWN(100, 50, 69, "network is down"),
    ENETUNREACH(101, 51, 70, "network is unreachable"),
    ENETRESET(102, 52, 71, "network dropped connection on reset"),
    ECONNABORTED(103, 53, 72, "software caused connection abort"),
    ECONNRESET(104, 54, 73, "connection reset by peer"),
    ENOBUFS(105, 55, 74, "no buffer space available"),
    EISCONN(106, 56, 75, "socket is already connected"),
    ENOTCONN(107, 57, 76, "socket is not connected"),
    ESHUTDOWN(108, 58, 77, "cannot send after socket shutdown"),
    ETIMEDOUT(110, 60, 78, "connection timed out"),
    ECONNREFUSED(111, 61, 79, "connection refused"),
    EHOSTDOWN(112, 64, 80, "host is down"),
    EHOSTUNREACH(113, 65, 81, "no route to host"),
    EALREADY(114, 37, 56, "operation already in progress"),
    EINPROGRESS(115, 36, 55, "operation now in progress"),
    ETOOMANYREFS(109, 59, 115, "too many references"),
    ECANCELED(125, 85, 117, "operation canceled");

    private final int linux;
    private final int bsd;
    private final int aix;
    private final String text;

    Errno(int linux, int bsd, int aix, String text) {
        this.linux = linux;
        this.bsd = bsd;
        this.aix = aix;
        this.text = text;
    }

    /// Linux's number, which is also what `SO_ERROR` answers.
    public int linux() {
        return linux;
    }

    /// FreeBSD's number.
    public int bsd() {
        return bsd;
    }

    /// AIX's number.
    public int aix() {
        return aix;
    }

    /// What it means, in the words of `strerror`.
    public String text() {
        return text;
    }

    /// The error of this Linux number.
    public static Optional<Errno> ofLinux(int number) {
        return find(Errno::linux, number);
    }

    /// The error of this FreeBSD number.
    public static Optional<Errno> ofBsd(int number) {
        return find(Errno::bsd, number);
    }

    /// The error of this AIX number.
    public static Optional<Errno> ofAix(int number) {
        return find(Errno::aix, number);
    }

    private static Optional<Errno> find(ToIntFunction<Errno> system, int number) {
        for (Errno errno : values()) {
            if (system.applyAsInt(errno) == number) {
                return Optional.of(errno);
            }
        }
        return Optional.empty();
    }
}
