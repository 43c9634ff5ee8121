package io.sockit.unix;

import io.sockit.spi.FileHandle;
import io.sockit.spi.PassedFiles;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What one send passes along: open files (`SCM_RIGHTS`), and the credentials it states. It holds a
/// reference to each file until it is dropped.
final class UnixRights implements PassedFiles {
    /// What its control messages say of the sender, or null.
    final @Nullable Ucred cred;

    final int uid;
    final FileHandle[] files;

    /// The socket that has it unread, while it is on its way; by the collector.
    @Nullable UnixSocket receiver;

    /// The sockets among the files, while it is on its way; by the collector.
    final List<UnixCollector.Flight> flights = new ArrayList<>(0);

    private final UnixCollector collector;
    private boolean dropped;

    UnixRights(UnixCollector collector, int uid, FileHandle[] files, @Nullable Ucred cred) {
        this.collector = collector;
        this.uid = uid;
        this.files = files;
        this.cred = cred;
    }

    /// The rights if they have files, else null.
    static @Nullable UnixRights passing(@Nullable UnixRights rights) {
        return rights == null || rights.files.length == 0 ? null : rights;
    }

    @Override
    public FileHandle[] share() {
        for (FileHandle file : files) {
            file.retain();
        }
        collector.taken(this);
        return files.clone();
    }

    @Override
    public void drop() {
        collector.drop(this);
    }

    /// Gives back the references, once.
    void release() {
        if (!dropped) {
            dropped = true;
            for (FileHandle file : files) {
                file.release();
            }
        }
    }
}
