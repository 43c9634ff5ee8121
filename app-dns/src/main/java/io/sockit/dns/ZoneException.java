package io.sockit.dns;

import java.io.IOException;

/// A zone file that cannot be used: the message names the file, and the line where one is to blame.
final class ZoneException extends IOException {
    private static final long serialVersionUID = 1L;

    ZoneException(String message) {
        super(message);
    }

    ZoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
