package io.sockit.spi;

/// Both buffers of a stream socket. On the strand.
public interface StreamBuffers extends StreamSend, StreamReceive {}
