package io.sockit.unix;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/// What travels in front of a message, so that its receiver reads nothing but the packet: the
/// sender's name, and its credentials if one of the two ends asks for them. Of a stream's packets
/// those with credentials have it.
///
/// ```
///  0         1            1 + n      5 + n      9 + n
/// ┌─┬───────┬────────────┬──────────┬──────────┬──────────┐
/// │C│ n     │ sun_path   │ pid      │ uid      │ gid      │
/// └─┴───────┴────────────┴──────────┴──────────┴──────────┘
///  C: whether there are credentials
/// ```
final class UnixHeader {
    private static final int NAME_LENGTH = 0;
    private static final int NAME = 1;
    private static final int HAS_CRED = 0x80;
    private static final int PID = 0; // after the name
    private static final int UID = 4;
    private static final int GID = 8;
    private static final int CRED = 12;

    private UnixHeader() {}

    /// Puts the header in front of a message and goes past it; it stays readable.
    static void put(Packet message, SockaddrUn sender, @Nullable Ucred cred) {
        String name = sender.sunPath();
        int length = NAME + name.length() + (cred == null ? 0 : CRED);
        int at = message.push(length);
        byte[] head = message.head();
        Bytes.u8(head, at + NAME_LENGTH, name.length() | (cred == null ? 0 : HAS_CRED));
        for (int i = 0; i < name.length(); i++) {
            head[at + NAME + i] = (byte) name.charAt(i); // one octet each
        }
        if (cred != null) {
            int behind = at + NAME + name.length();
            Bytes.u32(head, behind + PID, cred.pid());
            Bytes.u32(head, behind + UID, cred.uid());
            Bytes.u32(head, behind + GID, cred.gid());
        }
        message.markNetwork();
        message.consume(length);
    }

    /// The sender's name, or null where it has no name.
    static @Nullable SockaddrUn source(Packet message) {
        int at = message.networkOffset();
        byte[] head = message.head();
        int length = nameLength(head, at);
        return length == 0
                ? null
                : new SockaddrUn(new String(head, at + NAME, length, StandardCharsets.ISO_8859_1));
    }

    /// The sender's credentials.
    static Ucred cred(Packet packet) {
        int at = packet.networkOffset();
        byte[] head = packet.head();
        if (at < 0 || (Bytes.u8(head, at + NAME_LENGTH) & HAS_CRED) == 0) {
            return Ucred.UNKNOWN;
        }
        int behind = at + NAME + nameLength(head, at);
        return new Ucred(
                Bytes.u32(head, behind + PID),
                Bytes.u32(head, behind + UID),
                Bytes.u32(head, behind + GID));
    }

    private static int nameLength(byte[] head, int at) {
        return Bytes.u8(head, at + NAME_LENGTH) & ~HAS_CRED;
    }
}
