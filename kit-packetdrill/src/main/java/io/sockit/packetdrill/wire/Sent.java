package io.sockit.packetdrill.wire;

/// A packet that the host under test has sent.
///
/// @param nanos the moment on the host's clock
/// @param segmentSize bytes of payload by which the device was to cut it; 0 for a single packet
/// @param bytes from its IP header on; not to be changed
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Sent(long nanos, int segmentSize, byte[] bytes) {}
