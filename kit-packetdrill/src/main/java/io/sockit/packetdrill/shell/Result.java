package io.sockit.packetdrill.shell;

/// What a command has done.
///
/// @param status 0 on success
/// @param output of standard output
record Result(int status, String output) {
    static final Result OK = new Result(0, "");

    static Result of(boolean success) {
        return success ? OK : new Result(1, "");
    }
}
