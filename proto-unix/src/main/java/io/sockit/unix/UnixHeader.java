package io.sockit.unix;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/// What travels in front of a message, so that its receiver reads nothing but the packet: the
/// sender's name.
///
/// ```
///  0         1            1 + n
/// ┌─────────┬────────────┐
/// │ n       │ sun_path   │
/// └─────────┴────────────┘
/// ```
final class UnixHeader {
    private static final int NAME_LENGTH = 0;
    private static final int NAME = 1;

    private UnixHeader() {}

    /// Puts the header in front of a message and goes past it; it stays readable.
    static void put(Packet message, SockaddrUn sender) {
        byte[] name = sender.sunPath().getBytes(StandardCharsets.ISO_8859_1);
        int at = message.push(NAME + name.length);
        byte[] head = message.head();
        Bytes.u8(head, at + NAME_LENGTH, name.length);
        System.arraycopy(name, 0, head, at + NAME, name.length);
        message.markNetwork();
        message.consume(NAME + name.length);
    }

    /// The sender's name, or null where it has no name.
    static @Nullable SockaddrUn source(Packet message) {
        int at = message.networkOffset();
        byte[] head = message.head();
        int length = Bytes.u8(head, at + NAME_LENGTH);
        return length == 0
                ? null
                : new SockaddrUn(new String(head, at + NAME, length, StandardCharsets.ISO_8859_1));
    }
}
