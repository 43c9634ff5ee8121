package io.sockit.spi;

import io.sockit.api.ErrnoException;
import io.sockit.spi.packet.Packet;

/// A device's way into its host.
public interface DevicePort {
    /// Hands a frame up: from the strand it is taken next, after the current work; from any other
    /// thread it is left in the port's bounded inbox, and the strand rung. Takes the packet over.
    void deliver(Packet frame);

    /// Drops a packet that was to be transmitted, for a reason: counts it, shows it to taps as on
    /// its way out, releases it. [NetDevice#transmit] then answers [Transmit#DROPPED]. On the
    /// strand.
    void drop(Packet frame, Counter reason);

    /// Says that the device can transmit again after [Transmit#BUSY]. Any thread.
    void ready();

    /// Joins the other end of a wire: the port of another host of the same network, or of this one,
    /// that joins under the same driver and name. Off the strand, in [DeviceDriver#open].
    ///
    /// @throws ErrnoException `EBUSY` where both ends are taken
    Wire join(String name) throws ErrnoException;

    /// The interface's name, such as `eth0`.
    String interfaceName();

    /// A wire from one port to the port at the other end. On the strand.
    interface Wire {
        /// Carries a frame to the other end, to be delivered there at a moment of the network's
        /// clock (at once where that is past). Frames arrive in the order of their moments, then of
        /// sending. While no port has joined there, it is dropped and counted. Takes the packet
        /// over.
        void carry(Packet frame, long deliverAtNanos);
    }
}
