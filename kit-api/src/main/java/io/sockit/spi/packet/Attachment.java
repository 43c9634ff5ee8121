package io.sockit.spi.packet;

/// What travels with one packet and belongs to it: open files on their way to another process
/// (`SCM_RIGHTS`). The receiver of the packet takes it out with [Packet#detach].
@FunctionalInterface
public interface Attachment {
    /// Gives up what is attached, because the packet is released with it. Called once, on any
    /// thread: must not wait, and must not throw.
    void drop();
}
