package io.sockit.dns;

import java.io.IOException;

/// Refuses a zone file: the message names the file, and the line if one is at fault.
final class ZoneException extends IOException {
    private static final long serialVersionUID = 1L;

    ZoneException(String message) {
        super(message);
    }

    ZoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
