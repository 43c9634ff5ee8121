package io.sockit.spi;

import java.util.Set;

/// A program that a scenario runs on a host. A contribution's key is the name that scenarios call
/// it by; a class that no plug-in contributes is called by its class name, and then is public and
/// has a public constructor without parameters.
///
/// ```
/// public final class Greeter implements HostProgram {
///     public Set<String> arguments() {
///         return Set.of("to");
///     }
///
///     public void run(ProgramContext context) throws ErrnoException {
///         Process process = context.process();
///         Sockaddr to = context.arguments().address("to");
///         int fd = process.socket(to.family(), Sock.SOCK_DGRAM, 0);
///         process.sendto(fd, HELLO, 0, HELLO.length, 0, to);
///         context.counter("sent").increment();
///     }
/// }
/// ```
///
/// There is one object of it for each host, which many threads may run at once: what a run
/// remembers it keeps in local variables, or in an object that it makes. It sees no device, so it
/// is the same object code over any. Programs that wait in calls of their process alone, and draw
/// chance from their context alone, replay exactly in virtual time; to sleep, call
/// [io.sockit.api.Process#poll] without entries.
public interface HostProgram {
    /// Where programs are contributed.
    ExtensionPoint<String, HostProgram> POINT =
            new ExtensionPoint<>("program", String.class, HostProgram.class);

    /// The names of the arguments it knows, in the order in which messages name them. Any thread.
    Set<String> arguments();

    /// Whether it serves others until the run is over. Such programs are started before the others,
    /// which begin once each of them has called [ProgramContext#serving]; the run does not wait for
    /// their end. Any thread.
    default boolean serves() {
        return false;
    }

    /// Runs to its end, on a thread that is known to the host: interruption and the close of its
    /// process end what it waits for (`EINTR`, `EBADF`), and are how it is asked to end. Where
    /// [ProgramContext#stopping] is true, what it throws then counts as a normal end.
    ///
    /// @throws ArgumentException for the value of an argument; the scenario names its place
    /// @throws Exception what it cannot go on after; the run then fails with its message
    void run(ProgramContext context) throws Exception;
}
