package io.sockit.pcap.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// What the operating system says of a file, as the kit says it: errno, call, path.
final class FileErrors {
    private FileErrors() {}

    static ErrnoException of(String call, String file, IOException cause) {
        if (cause instanceof ErrnoException known) {
            return known;
        }
        return new ErrnoException(errno(cause), call, file + text(cause), cause);
    }

    private static String text(IOException cause) {
        String message = cause.getMessage();
        return message == null || cause instanceof NoSuchFileException ? "" : " (" + message + ")";
    }

    private static Errno errno(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _, FileNotFoundException _ -> Errno.ENOENT;
            case AccessDeniedException _ -> Errno.EACCES;
            case FileAlreadyExistsException _ -> Errno.EEXIST;
            default -> byMessage(String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT));
        };
    }

    /// The JDK hands on strerror's text alone.
    private static Errno byMessage(String message) {
        if (message.contains("no space left") || message.contains("quota")) {
            return Errno.ENOSPC;
        }
        return message.contains("broken pipe") ? Errno.EPIPE : Errno.EIO;
    }
}
