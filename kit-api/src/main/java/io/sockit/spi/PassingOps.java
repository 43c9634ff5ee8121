package io.sockit.spi;

import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

/// Sockets that pass open files: what [#passed] answers is attached to the packet of a message
/// before it is sent; a stream is given it by [StreamPassingOps]. The receiver's kit opens
/// descriptors for what is attached to a packet that is read, as [io.sockit.api.Scm#SCM_RIGHTS].
///
/// A message that [DatagramOps#send] refuses with an exception may be sent again, so it gives back
/// what is attached, by [io.sockit.spi.packet.Packet#detach], before it releases the packet.
public interface PassingOps extends ControlOps {
    /// Checks the control messages of a call that sends, and takes the files that it passes
    /// ([CallContext#file]). Called once a call, on its thread, before anything is copied.
    ///
    /// @return null where it passes no file
    @Nullable PassedFiles passed(CallContext call) throws ErrnoException;

    /// A reference to the socket has been given back, and others are left. On the strand, soon
    /// after that.
    void released();
}
