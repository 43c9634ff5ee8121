package io.sockit.spi;

import io.sockit.api.ErrnoException;

/// Streams that pass open files, and have control messages.
///
/// A read goes on from packet to packet, but not beyond one with an attachment, and, while
/// [#bringsControl], not into one whose mark is not 0. What [#control] tells of the first packet is
/// told for the read. The protocol calls [StreamBuffers#controlled] before the first such packet.
public interface StreamPassingOps extends StreamOps, PassingOps {
    /// The next bytes of so_snd bring files along, which the protocol takes over unless it throws.
    /// On the strand, after [#admit] and before [#output].
    void attach(PassedFiles files, CallContext call) throws ErrnoException;
}
