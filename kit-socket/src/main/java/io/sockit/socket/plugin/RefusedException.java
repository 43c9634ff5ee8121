package io.sockit.socket.plugin;

import io.sockit.api.Errno;

/// Why a plug-in is not loaded, as text: a cause would keep the plug-in's classes.
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Errno errno;
    private final String source;
    private final String plugin;

    /// @param source the jar at fault
    /// @param plugin the plug-in's name, or its class's if it has told no name
    RefusedException(Errno errno, String source, String plugin, String reason) {
        super(reason, null, false, false);
        this.errno = errno;
        this.source = source;
        this.plugin = plugin;
    }

    Errno errno() {
        return errno;
    }

    String source() {
        return source;
    }

    String plugin() {
        return plugin;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
