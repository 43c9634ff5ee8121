package io.sockit.pcap.file;

import io.sockit.api.ErrnoException;

/// Sees all blocks of a file that hold no packet, in order.
interface BlockSink {
    /// @param numbers the byte order of all that follows
    void section(Numbers numbers, BlockOptions options) throws ErrnoException;

    void describe(CaptureInterface described) throws ErrnoException;

    /// Any other block.
    ///
    /// @param bytes its body, from `offset`, `length` of them, valid during the call
    void block(int type, byte[] bytes, int offset, int length) throws ErrnoException;
}
