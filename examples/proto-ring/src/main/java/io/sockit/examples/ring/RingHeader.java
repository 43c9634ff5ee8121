package io.sockit.examples.ring;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

import java.nio.charset.StandardCharsets;

/// What stands in front of a datagram on a ring: who sent it.
///
/// ```
///  0         1         2              2 + r          2 + r + m
/// ┌─────────┬─────────┬──────────────┬──────────────┐
/// │ r       │ m       │ ring's name  │ member's name│
/// └─────────┴─────────┴──────────────┴──────────────┘
/// ```
final class RingHeader {
    private static final int RING_LENGTH = 0;
    private static final int MEMBER_LENGTH = 1;
    private static final int NAMES = 2;

    private RingHeader() {}

    /// Puts the header in front of a datagram.
    static void push(Packet packet, SockaddrRing source) {
        byte[] ring = source.ring().getBytes(StandardCharsets.US_ASCII);
        byte[] member = source.member().getBytes(StandardCharsets.US_ASCII);
        int at = packet.push(NAMES + ring.length + member.length);
        byte[] head = packet.head();
        Bytes.u8(head, at + RING_LENGTH, ring.length);
        Bytes.u8(head, at + MEMBER_LENGTH, member.length);
        System.arraycopy(ring, 0, head, at + NAMES, ring.length);
        System.arraycopy(member, 0, head, at + NAMES + ring.length, member.length);
        packet.markNetwork();
    }

    /// Takes the header off; it stays readable for [#source].
    static void consume(Packet packet) {
        int at = packet.networkOffset();
        byte[] head = packet.head();
        packet.consume(
                NAMES + Bytes.u8(head, at + RING_LENGTH) + Bytes.u8(head, at + MEMBER_LENGTH));
    }

    /// Who sent the datagram, before or after [#consume].
    static SockaddrRing source(Packet packet) {
        int at = packet.networkOffset();
        byte[] head = packet.head();
        int ring = Bytes.u8(head, at + RING_LENGTH);
        int member = Bytes.u8(head, at + MEMBER_LENGTH);
        return new SockaddrRing(
                new String(head, at + NAMES, ring, StandardCharsets.US_ASCII),
                new String(head, at + NAMES + ring, member, StandardCharsets.US_ASCII));
    }
}
