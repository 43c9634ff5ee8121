package io.sockit.packetdrill.script;

/// A script that cannot be read: the message names file, line, and what was expected.
public final class ScriptException extends Exception {
    private static final long serialVersionUID = 1L;

    ScriptException(String script, int line, String problem) {
        super("%s:%d: %s".formatted(script, line, problem));
    }
}
