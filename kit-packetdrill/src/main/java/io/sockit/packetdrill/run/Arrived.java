package io.sockit.packetdrill.run;

import io.sockit.packetdrill.script.PacketSpec.Envelope;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.TcpFlags;
import io.sockit.packetdrill.wire.Received;

/// A packet that the host has sent, on its way to be compared.
///
/// @param at when it was sent, in the script's time
/// @param segmentSize bytes of payload by which the device was to cut it; 0 for a single packet
record Arrived(long at, int segmentSize, Received received) {
    /// The first so many bytes of a large segment, as a device that cuts it sends them.
    Arrived head(Tcp whole, int length) {
        return with(whole, whole.flags() & ~(TcpFlags.FIN | TcpFlags.PSH), 0, length);
    }

    /// What is left of a large segment behind its first bytes.
    Arrived rest(Tcp whole, int from) {
        return with(whole, whole.flags() & ~TcpFlags.CWR, from, whole.payload() - from);
    }

    private Arrived with(Tcp whole, int flags, int from, int length) {
        Envelope envelope = whole.envelope();
        Tcp part =
                new Tcp(
                        envelope,
                        flags,
                        whole.ace(),
                        whole.sequence() + from & 0xffff_ffffL,
                        length,
                        whole.ack(),
                        whole.window(),
                        whole.urgent(),
                        whole.options());
        return new Arrived(at, segmentSize, new Received(received.ends(), part, received.zeros()));
    }
}
