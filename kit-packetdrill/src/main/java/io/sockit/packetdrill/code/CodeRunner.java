package io.sockit.packetdrill.code;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;

/// Runs the blocks of one script; what a block assigns, later ones know. Not thread-safe.
public final class CodeRunner {
    private final Map<String, Object> names = new HashMap<>(TcpInfo.constants());
    private final StringBuilder printed = new StringBuilder();

    /// Runs a block.
    ///
    /// @param information of the connection, as [TcpInfo#of] takes it
    /// @throws CodeException if an assertion does not hold, or the block says what is not served
    public void run(String block, Object information) throws CodeException {
        for (Entry<String, Long> field : TcpInfo.of(information).entrySet()) {
            names.put(field.getKey(), field.getValue());
        }
        new Statements(block, names, printed).run();
    }

    /// What the blocks have printed.
    public String printed() {
        return printed.toString();
    }
}
