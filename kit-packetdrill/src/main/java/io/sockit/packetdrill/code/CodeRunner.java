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
    /// @param structure the connection's `struct tcp_info`
    /// @throws CodeException if an assertion does not hold, or the block says what is not served
    public void run(String block, byte[] structure) throws CodeException {
        for (Entry<String, Long> field : TcpInfo.fields(structure).entrySet()) {
            names.put(field.getKey(), field.getValue());
        }
        new Statements(block, names, printed).run();
    }

    /// What the blocks have printed.
    public String printed() {
        return printed.toString();
    }
}
