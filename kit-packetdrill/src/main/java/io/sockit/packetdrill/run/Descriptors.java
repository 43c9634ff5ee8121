package io.sockit.packetdrill.run;

import java.util.HashMap;
import java.util.Map;

/// The script's descriptors and the kit's, and the connections that they belong to. One thread at a
/// time.
final class Descriptors {
    private final Map<Long, Integer> live = new HashMap<>();
    private final Map<Long, Connection> connections = new HashMap<>();
    private final Map<Long, Long> files = new HashMap<>();

    void opened(long script, int descriptor) {
        live.put(script, descriptor);
    }

    void opened(long script, int descriptor, Connection connection) {
        opened(script, descriptor);
        connection.descriptor = descriptor;
        connections.put(script, connection);
    }

    /// @param length of the file
    void openedFile(long script, long length) {
        files.put(script, length);
    }

    long fileLength(long script) throws DrillFailure {
        Long length = files.get(script);
        if (length == null) {
            throw new DrillFailure("descriptor %d is no file of the script".formatted(script));
        }
        return length;
    }

    /// Closes a file.
    ///
    /// @return whether the descriptor is one's
    boolean closedFile(long script) {
        return files.remove(script) != null;
    }

    int live(long script) throws DrillFailure {
        Integer found = live.get(script);
        if (found == null) {
            throw new DrillFailure("descriptor %d is not open in the script".formatted(script));
        }
        return found;
    }

    Connection connection(long script) throws DrillFailure {
        Connection found = connections.get(script);
        if (found == null) {
            throw new DrillFailure("descriptor %d is no socket of the script".formatted(script));
        }
        return found;
    }
}
