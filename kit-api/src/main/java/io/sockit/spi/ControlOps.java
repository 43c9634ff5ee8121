package io.sockit.spi;

import io.sockit.spi.packet.Packet;

/// Sockets whose messages have control messages: sent ones are in [CallContext#control]; of those
/// that are received the protocol tells here. Both methods are called on the receiver's thread, off
/// the strand.
///
/// `SCM_TIMESTAMP` is the kit's own, put in front of what is put here.
public interface ControlOps extends SocketOps {
    /// Whether received messages bring something along now, as options say. Where they do not,
    /// [#control] is not called, and receiving costs nothing more.
    boolean bringsControl();

    /// Puts what a received message brings along. Reads nothing but the packet and options.
    void control(Packet received, ControlSink into);
}
