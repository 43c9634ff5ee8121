package io.sockit.inet.spi;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.inet.Inet;
import io.sockit.inet.InetControl;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.SockExtendedErr;
import io.sockit.spi.ControlSink;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// An error in the queue of a socket: a packet whose data is what was sent, and in front of it, in
/// the head, a record of what is known of the error, which [Packet#transportOffset] marks. Written
/// on the strand, read on the thread that owns the packet.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------------------------------+---------------+---------------+
/// |             errno             |    origin     |     type      |
/// +---------------+---------------+---------------+---------------+
/// |     code      |    is one     |       destination's port      |
/// +---------------+---------------+-------------------------------+
/// |                             info                              |
/// +---------------------------------------------------------------+
/// |                      destination's scope                      |
/// +---------------------------------------------------------------+
/// |                     destination's address                     |
/// |                           (128 bits)                          |
/// +---------------------------------------------------------------+
/// |                      offender's address                       |
/// |                    (128 bits; :: for none)                    |
/// +---------------------------------------------------------------+
/// ```
public final class ErrorRecord {
    private static final int ERRNO = 0;
    private static final int ORIGIN = 2;
    private static final int TYPE = 3;
    private static final int CODE = 4;
    private static final int PORT = 6;
    private static final int INFO = 8;
    private static final int SCOPE = 12;
    private static final int DESTINATION = 16;
    private static final int OFFENDER = 32;
    private static final int LENGTH = 48;

    private static final int POINTER_SHIFT = 24; // RFC 792: the first byte of the rest

    private ErrorRecord() {}

    /// A packet for the queue, of an ICMP error.
    ///
    /// @param quoted as [TransportInput#icmpError] has it; it stays the caller's
    /// @param header bytes of the quoted transport header, which are no data of the sender
    /// @param length bytes of what the sender's program had sent, as the header says: what follows
    ///     is no part of it
    /// @param port the destination's
    /// @param mtu for [IcmpError#MESSAGE_TOO_BIG]
    public static Packet of(
            Packet quoted, int header, int length, int port, IcmpError error, int mtu) {
        boolean isV4 = IpPacket.isV4(quoted);
        long high = IpPacket.destinationHigh(quoted);
        long low = IpPacket.destinationLow(quoted);
        Packet packet = quoted.duplicate();
        packet.consume(header);
        packet.trim(Math.clamp(length, 0, packet.length())); // the length is as much to be trusted
        int at = push(packet);
        byte[] head = packet.head();
        Bytes.u16(head, at + ERRNO, error.errno().linux());
        Bytes.u8(
                head,
                at + ORIGIN,
                isV4 ? SockExtendedErr.SO_EE_ORIGIN_ICMP : SockExtendedErr.SO_EE_ORIGIN_ICMP6);
        Bytes.u8(head, at + TYPE, IcmpQuote.type(quoted));
        Bytes.u8(head, at + CODE, IcmpQuote.code(quoted));
        Bytes.u32(head, at + INFO, info(quoted, isV4, error, mtu));
        offender(head, at, IcmpQuote.senderHigh(quoted), IcmpQuote.senderLow(quoted));
        int scope = IpAddress.isScoped(high, low) ? quoted.interfaceIndex() : 0;
        destination(head, at, high, low, port, scope);
        return packet;
    }

    private static int info(Packet quoted, boolean isV4, IcmpError error, int mtu) {
        return switch (error) {
            case MESSAGE_TOO_BIG -> mtu;
            case PARAMETER_PROBLEM ->
                    isV4 ? IcmpQuote.rest(quoted) >>> POINTER_SHIFT : IcmpQuote.rest(quoted);
            default -> 0;
        };
    }

    /// Makes an empty packet one for the queue, of an error of this host's own.
    ///
    /// @param flow where the message was to go
    /// @param port the destination's
    /// @param info the MTU
    public static void local(Packet packet, Errno errno, IpFlow flow, int port, int info) {
        int at = push(packet);
        byte[] head = packet.head();
        Bytes.u16(head, at + ERRNO, errno.linux());
        Bytes.u8(head, at + ORIGIN, SockExtendedErr.SO_EE_ORIGIN_LOCAL);
        Bytes.u8(head, at + TYPE, 0);
        Bytes.u8(head, at + CODE, 0);
        Bytes.u32(head, at + INFO, info);
        offender(head, at, 0, 0);
        destination(head, at, flow.destinationHigh(), flow.destinationLow(), port, flow.scope());
    }

    private static int push(Packet packet) {
        int at = packet.push(LENGTH);
        packet.markTransport();
        packet.consume(LENGTH);
        return at;
    }

    private static void offender(byte[] head, int at, long high, long low) {
        Bytes.i64(head, at + OFFENDER, high);
        Bytes.i64(head, at + OFFENDER + Long.BYTES, low);
    }

    private static void destination(byte[] head, int at, long high, long low, int port, int scope) {
        Bytes.u16(head, at + PORT, port);
        Bytes.u32(head, at + SCOPE, scope);
        Bytes.i64(head, at + DESTINATION, high);
        Bytes.i64(head, at + DESTINATION + Long.BYTES, low);
    }

    /// What so_error is while this is the first of the queue: of what came from the network.
    public static @Nullable Errno pending(Packet error) {
        byte[] head = error.head();
        int at = error.transportOffset();
        return Bytes.u8(head, at + ORIGIN) == SockExtendedErr.SO_EE_ORIGIN_LOCAL
                ? null
                : errno(head, at);
    }

    private static Errno errno(byte[] head, int at) {
        return Errno.ofLinux(Bytes.u16(head, at + ERRNO)).orElse(Errno.EPROTO);
    }

    /// Where the message was sent to, in the form of a socket's family.
    public static InetSockaddr destination(
            Packet error, AddressFamily family, PeerAddresses peers) {
        byte[] head = error.head();
        int at = error.transportOffset();
        return peers.of(
                family,
                Bytes.i64(head, at + DESTINATION),
                Bytes.i64(head, at + DESTINATION + Long.BYTES),
                Bytes.u16(head, at + PORT),
                Bytes.u32(head, at + SCOPE));
    }

    /// Puts the error, under the socket's family's type.
    public static void put(
            Packet error, AddressFamily family, PeerAddresses peers, ControlSink into) {
        byte[] head = error.head();
        int at = error.transportOffset();
        SockExtendedErr value =
                new SockExtendedErr(
                        errno(head, at),
                        Bytes.u8(head, at + ORIGIN),
                        Bytes.u8(head, at + TYPE),
                        Bytes.u8(head, at + CODE),
                        Bytes.u32(head, at + INFO),
                        offender(error, family, peers));
        boolean ofInet6 = family.equals(Inet.AF_INET6);
        into.put(ofInet6 ? InetControl.IPV6_RECVERR : InetControl.IP_RECVERR, value);
    }

    private static @Nullable InetSockaddr offender(
            Packet error, AddressFamily family, PeerAddresses peers) {
        byte[] head = error.head();
        int at = error.transportOffset() + OFFENDER;
        long high = Bytes.i64(head, at);
        long low = Bytes.i64(head, at + Long.BYTES);
        if ((high | low) == 0) {
            return null;
        }
        int scope = IpAddress.isScoped(high, low) ? error.interfaceIndex() : 0;
        return peers.of(family, high, low, 0, scope);
    }
}
