package io.sockit.spi;

import io.sockit.spi.packet.Attachment;

/// Open files on their way from one process to another, attached to the packet that brings them
/// (`SCM_RIGHTS`).
public interface PassedFiles extends Attachment {
    /// The files in order, each with a reference of the caller's. On the strand, before it is
    /// dropped.
    FileHandle[] share();
}
