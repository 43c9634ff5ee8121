package io.sockit.spi;

/// Both buffers of a stream socket. On the strand.
public interface StreamBuffers extends StreamSend, StreamReceive {
    /// From now on readers look at what packets bring along: see [StreamPassingOps].
    void controlled();
}
