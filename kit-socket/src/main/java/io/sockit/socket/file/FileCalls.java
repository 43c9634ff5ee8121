package io.sockit.socket.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.Ioctl;
import io.sockit.spi.CallContext;

import java.nio.ByteBuffer;

/// The calls that every kind of open file has. Any thread off the strand.
public final class FileCalls {
    /// Flags of F_SETFL that Linux passes over: the access mode, and those of opening.
    private static final int PASSED_OVER = 3 | 0x40 | 0x80 | 0x100 | 0x200 | Fcntl.O_CLOEXEC;

    private FileCalls() {}

    public static int read(Descriptor through, byte[] data, int offset, int length)
            throws ErrnoException {
        Checks.range(data, offset, length, "read");
        return through.file.read(through, data, offset, length);
    }

    public static int write(Descriptor through, CallContext by, byte[] data, int offset, int length)
            throws ErrnoException {
        Checks.range(data, offset, length, "write");
        return through.file.write(through, by, data, offset, length);
    }

    public static long readv(Descriptor through, ByteBuffer[] into) throws ErrnoException {
        Vectors.check(into, true, "readv");
        return through.file.read(through, into);
    }

    public static long writev(Descriptor through, CallContext by, ByteBuffer[] from)
            throws ErrnoException {
        Vectors.check(from, false, "writev");
        return through.file.write(through, by, from);
    }

    public static int ioctl(Descriptor through, int request, int argument) throws ErrnoException {
        if (request == Ioctl.FIONBIO) {
            through.file.nonBlocking(argument != 0);
            return 0;
        }
        return through.file.ioctl(request, argument);
    }

    public static int fcntl(DescriptorTable table, int fd, int command, int argument)
            throws ErrnoException {
        OpenFile file = table.get(fd, "fcntl").file;
        switch (command) {
            case Fcntl.F_DUPFD, Fcntl.F_DUPFD_CLOEXEC -> {
                return table.dup(fd, argument, command == Fcntl.F_DUPFD_CLOEXEC, "fcntl");
            }
            case Fcntl.F_GETFD -> {
                return table.closeOnExec(fd, "fcntl") ? Fcntl.FD_CLOEXEC : 0;
            }
            case Fcntl.F_SETFD ->
                    table.closeOnExec(fd, (argument & Fcntl.FD_CLOEXEC) != 0, "fcntl");
            case Fcntl.F_GETFL -> {
                return file.accessMode() | (file.nonBlocking() ? Fcntl.O_NONBLOCK : 0);
            }
            case Fcntl.F_SETFL -> {
                flags(argument, Fcntl.O_NONBLOCK | PASSED_OVER, "fcntl");
                file.nonBlocking((argument & Fcntl.O_NONBLOCK) != 0);
            }
            default ->
                    throw new ErrnoException(
                            Errno.EINVAL,
                            "fcntl",
                            "command: " + command + " (expected: an F_ one)");
        }
        return 0;
    }

    /// @throws ErrnoException `EINVAL` for a flag that the call does not take
    public static void flags(int flags, int served, String call) throws ErrnoException {
        if ((flags & ~served) != 0) {
            throw new ErrnoException(
                    Errno.EINVAL, call, "flags: 0x%x (expected: of 0x%x)".formatted(flags, served));
        }
    }

    /// `dup3(2)`.
    public static void dup3(DescriptorTable table, int fd, int target, int flags)
            throws ErrnoException {
        flags(flags, Fcntl.O_CLOEXEC, "dup3");
        if (fd == target) {
            throw new ErrnoException(
                    Errno.EINVAL, "dup3", "target: " + target + " (expected: another number)");
        }
        table.dupTo(fd, target, flags != 0, "dup3");
    }

    /// `dup2(2)`.
    public static void dup2(DescriptorTable table, int fd, int target) throws ErrnoException {
        if (fd == target) {
            table.get(fd, "dup2");
        } else {
            table.dupTo(fd, target, false, "dup2");
        }
    }

    /// `eventfd(2)`.
    public static int eventfd(DescriptorTable table, OpenFiles files, int initial, int flags)
            throws ErrnoException {
        flags(flags, Fcntl.EFD_SEMAPHORE | Fcntl.EFD_NONBLOCK | Fcntl.EFD_CLOEXEC, "eventfd");
        EventFile file = new EventFile(files, initial, (flags & Fcntl.EFD_SEMAPHORE) != 0);
        file.nonBlocking((flags & Fcntl.EFD_NONBLOCK) != 0);
        return table.open(file, (flags & Fcntl.EFD_CLOEXEC) != 0, "eventfd");
    }

    /// `pipe2(2)`.
    public static int[] pipe(DescriptorTable table, OpenFiles files, int flags)
            throws ErrnoException {
        flags(flags, Fcntl.O_NONBLOCK | Fcntl.O_CLOEXEC, "pipe");
        PipeEnd[] ends = PipeEnd.pair(files);
        for (PipeEnd end : ends) {
            end.nonBlocking((flags & Fcntl.O_NONBLOCK) != 0);
        }
        return openBoth(table, ends, (flags & Fcntl.O_CLOEXEC) != 0, "pipe");
    }

    /// Opens two new files, or closes both.
    ///
    /// @throws ErrnoException as [DescriptorTable#open]
    public static int[] openBoth(
            DescriptorTable table, OpenFile[] files, boolean closeOnExec, String call)
            throws ErrnoException {
        int first = -1;
        int second;
        try {
            first = table.reserve(call);
            second = table.reserve(call);
        } catch (ErrnoException e) {
            if (first >= 0) {
                table.unreserve(first);
            }
            files[0].abandon();
            files[1].abandon();
            throw e;
        }
        try {
            table.install(first, files[0], closeOnExec, call);
        } finally {
            table.install(second, files[1], closeOnExec, call);
        }
        return new int[] {first, second};
    }
}
