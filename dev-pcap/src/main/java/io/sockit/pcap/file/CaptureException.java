package io.sockit.pcap.file;

import java.io.IOException;

/// A capture file that cannot be read on, because of what it holds: cut off, corrupt, or of a kind
/// that is not read here. What stood in front of it has been read.
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String reason;

    CaptureException(String file, long offset, String reason) {
        super(file + ": offset " + offset + ": " + reason);
        this.offset = offset;
        this.reason = reason;
    }

    /// Where the record that cannot be read begins: bytes from the start of the file; of what is
    /// in it, if it is compressed.
    public long offset() {
        return offset;
    }

    /// What is wrong there, such as `cut off in a packet`.
    public String reason() {
        return reason;
    }
}
