package io.sockit.api;

/// What a program thread of a host runs; see [Process#start].
@FunctionalInterface
public interface Program {
    /// Runs to its end. An exception is kept and shown by [ProgramThread#join].
    void run(Process process) throws Exception;
}
