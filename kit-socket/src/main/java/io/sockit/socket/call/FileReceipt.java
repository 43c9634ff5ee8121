package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_CMSG_CLOEXEC;
import static io.sockit.api.Msg.MSG_CTRUNC;
import static io.sockit.api.Msg.MSG_PEEK;

import io.sockit.api.ControlMessages;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Scm;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.spi.FileHandle;
import io.sockit.spi.PassedFiles;
import io.sockit.spi.packet.Attachment;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The way of open files from a packet that is read to descriptors of its reader. They are taken on
/// the strand, so that a protocol which counts what is on its way has no other thread to think of.
/// With the reader word, off the strand.
final class FileReceipt {
    private static final FileHandle[] NO_FILES = {};

    private FileReceipt() {}

    /// Takes what is attached to a packet; a look leaves it there too. What the reader has no room
    /// for is closed, and `MSG_CTRUNC` says so.
    ///
    /// @throws ErrnoException `EBADF` where the reader's descriptor is closed, and nothing is
    ///     taken: nothing leaves a socket by a descriptor that it does not have
    static void take(
            Packet packet,
            Socket socket,
            Descriptor through,
            @Nullable Message into,
            int flags,
            String call)
            throws ErrnoException {
        ControlMessages control = into == null ? null : into.control();
        boolean room = control != null && control.size() < control.room();
        boolean peek = (flags & MSG_PEEK) != 0;
        FileHandle[] files =
                SocketCalls.<FileHandle[]>inside(
                        socket, call, _ -> taken(packet, through, room, peek, call));
        if (into == null || control == null) {
            return;
        }
        int opened = open(files, through, control, (flags & MSG_CMSG_CLOEXEC) != 0, call);
        if (opened == 0 || opened < files.length) {
            into.flags(into.flags() | MSG_CTRUNC);
        }
    }

    /// On the strand.
    private static FileHandle[] taken(
            Packet packet, Descriptor through, boolean room, boolean peek, String call)
            throws ErrnoException {
        if (through.closed()) {
            throw Checks.closed(through, call);
        }
        Attachment all = packet.attachment();
        FileHandle[] mine = room && all instanceof PassedFiles files ? files.share() : NO_FILES;
        if (!peek) {
            packet.dropAttachment();
        }
        return mine;
    }

    /// Opens descriptors for the files that fit (Linux `scm_detach_fds`), and gives back the
    /// others.
    private static int open(
            FileHandle[] files,
            Descriptor through,
            ControlMessages control,
            boolean closeOnExec,
            String call) {
        int most = Math.min(files.length, control.descriptors());
        int[] opened = new int[most];
        int n = 0;
        try {
            while (n < most) {
                opened[n] = through.table.add(files[n], closeOnExec, call);
                n++;
            }
        } catch (ErrnoException e) { // no number is free: those that are open are told
            most = n;
        }
        for (int i = most; i < files.length; i++) {
            files[i].release();
        }
        if (most > 0) {
            control.put(Scm.SCM_RIGHTS, Arrays.copyOf(opened, most));
        }
        return most;
    }
}
