package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.PollFd;
import io.sockit.api.Process;

/// Wakes the script's thread out of a wait: an eventfd. Any thread raises it, one awaits it.
final class Bell {
    private static final byte[] ONE = {1, 1, 1, 1, 1, 1, 1, 1};

    private final Process process;
    private final int fd;

    Bell(Process process) throws ErrnoException {
        this.process = process;
        this.fd = process.eventfd(0, Fcntl.EFD_NONBLOCK);
    }

    void raise() {
        try {
            process.write(fd, ONE, 0, ONE.length);
        } catch (ErrnoException e) {
            // the process is closed: its threads wait no longer
        }
    }

    /// Waits until it is raised, or for so long.
    void await(long nanos) throws ErrnoException {
        PollFd[] entries = {new PollFd(fd, PollFd.POLLIN)};
        if (process.poll(entries, Math.max(0, nanos)) > 0) {
            process.read(fd, new byte[ONE.length], 0, ONE.length);
        }
    }
}
