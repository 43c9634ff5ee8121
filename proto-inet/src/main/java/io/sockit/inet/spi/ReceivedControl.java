package io.sockit.inet.spi;

import io.sockit.inet.Inet;
import io.sockit.inet.InetControl;
import io.sockit.spi.ControlSink;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Packet;

/// What received packets of either family tell beside their data. A packet's [Packet#mark] keeps,
/// while it waits for its reader, the address that an answer is to come from.
public final class ReceivedControl {
    private ReceivedControl() {}

    /// Finds out what only the strand can, before a packet is appended to so_rcv. On the
    /// strand.
    public static void prepare(Packet packet, ControlOptions options, IpAddresses addresses) {
        boolean asked = options.has(ControlOptions.PKTINFO) && IpPacket.isV4(packet);
        packet.mark(
                asked
                        ? addresses.answerFrom(
                                IpPacket.destinationLow(packet), packet.interfaceIndex())
                        : 0);
    }

    /// Puts what a socket's options ask for. Any thread that owns the packet.
    public static void put(
            Packet packet,
            Socket socket,
            ControlOptions options,
            PeerAddresses peers,
            ControlSink into) {
        boolean isV4 = IpPacket.isV4(packet);
        if (socket.soFamily().equals(Inet.AF_INET6)) {
            putV6(packet, isV4, options, peers, into);
        }
        if (isV4) {
            putV4(packet, options, peers, into);
        }
    }

    private static void putV4(
            Packet packet, ControlOptions options, PeerAddresses peers, ControlSink into) {
        if (options.has(ControlOptions.PKTINFO)) {
            long to = IpPacket.destinationLow(packet);
            long answer = packet.mark() == 0 ? to : packet.mark();
            into.put(
                    InetControl.IP_PKTINFO,
                    peers.pktinfo(packet.interfaceIndex(), IpAddress.v4(answer), IpAddress.v4(to)));
        }
        if (options.has(ControlOptions.TTL)) {
            into.putNumber(InetControl.IP_TTL, IpPacket.hopLimit(packet));
        }
        if (options.has(ControlOptions.TOS)) {
            into.putNumber(InetControl.IP_TOS, IpPacket.trafficClass(packet));
        }
    }

    private static void putV6(
            Packet packet,
            boolean isV4,
            ControlOptions options,
            PeerAddresses peers,
            ControlSink into) {
        if (options.has(ControlOptions.PKTINFO_V6)) {
            into.put(
                    InetControl.IPV6_PKTINFO,
                    peers.pktinfo6(
                            IpPacket.destinationHigh(packet),
                            IpPacket.destinationLow(packet),
                            packet.interfaceIndex()));
        }
        if (options.has(ControlOptions.HOPLIMIT_V6) && !isV4) {
            into.putNumber(InetControl.IPV6_HOPLIMIT, IpPacket.hopLimit(packet));
        }
        if (options.has(ControlOptions.TCLASS_V6) && !isV4) {
            into.putNumber(InetControl.IPV6_TCLASS, IpPacket.trafficClass(packet));
        }
    }
}
