package io.sockit.api;

import io.sockit.spi.Extensions;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// One simulated machine: devices, protocol families, a control plane and processes. Thread-safe.
///
/// ```
/// try (Network net = Network.create(7);
///         Host host = net.host("a").device("lo", "loopback:").start();
///         Process process = host.process()) {
///     int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
///     process.bind(fd, SockaddrIn.parse("127.0.0.1:7"));
/// }
/// ```
public interface Host extends AutoCloseable {
    String name();

    Network network();

    Clock clock();

    /// A new process of the superuser.
    Process process();

    Process process(Credentials credentials);

    /// The program threads of its processes that have not ended, in the order of their start.
    List<ProgramThread> programs();

    /// Adds a device described by a string such as `loopback:` or `link:wan?delay=20ms` and brings
    /// it up.
    ///
    /// @param interfaceName such as `eth0`; names and indices are a host's own
    /// @throws ErrnoException `ENODEV` for an unknown driver (the message names those there are),
    ///     `EINVAL` for an option or value, `EEXIST` for a name in use
    Link addDevice(String interfaceName, String device) throws ErrnoException;

    /// Puts another device under a name; addresses, routes and sockets stay. So does what was set
    /// of the link: one set down stays down, and the MTU that was set holds as far as the new
    /// device carries it.
    ///
    /// @throws ErrnoException as [#addDevice]; then the old device stays
    Link replaceDevice(String interfaceName, String device) throws ErrnoException;

    void removeDevice(String interfaceName) throws ErrnoException;

    Links links();

    Addresses addresses();

    Routes routes();

    Neighbours neighbours();

    SocketTable sockets();

    Sysctls sysctls();

    /// Every counter by name, such as `Udp.InDatagrams`.
    Counters counters();

    Plugins plugins();

    /// What the plug-ins contribute now, for code that builds on a host without naming a plug-in's
    /// classes: a command line finds its verbs here, and the family that parses an address.
    Extensions extensions();

    /// Parses an address, by asking the families that have addresses of their own.
    ///
    /// @throws IllegalArgumentException where no family knows the text
    NetAddress parse(String text);

    /// Parses `address/length`; without `/length` all bits count.
    ///
    /// @throws IllegalArgumentException where no family knows the text
    Prefix parsePrefix(String text);

    /// The address in its family's notation; [NetAddress#toString] where that family is gone.
    String format(NetAddress address);

    /// Sees every packet of every interface, in both directions, until the answer is closed.
    AutoCloseable tap(PacketTap tap);

    /// What its devices bring by themselves, in the order of their interfaces.
    List<Playback> playbacks();

    /// Closes all processes, devices and plug-ins. Programs are not waited for: their calls answer
    /// `EBADF`, and [Network#close] ends them. Idempotent.
    @Override
    void close();

    /// A host before it starts.
    interface Builder {
        /// A folder of plug-ins; each folder below it, and the folder itself where it holds jars,
        /// is one plug-in with its libraries.
        Builder plugins(Path folder);

        /// Which plug-ins of the class path to load; without this call, all.
        Builder onlyPlugins(List<String> names);

        Builder device(String interfaceName, String device);

        /// An address of an interface, such as `10.0.0.1/24`.
        Builder address(String interfaceName, String prefix);

        /// A route: destination prefix (`0.0.0.0/0`), and gateway or null for a link route.
        Builder route(String destination, @Nullable String gateway, String interfaceName);

        Builder sysctl(String name, String value);

        /// Has devices that bring traffic by themselves wait for [Playback#begin], so that programs
        /// can open their sockets first.
        Builder holdPlayback();

        /// Gives the host a packet pool that finds misuse and leaks, for tests
        /// ([io.sockit.spi.packet.PacketPool#checked]).
        Builder checkPackets();

        /// @throws ErrnoException what the first failing step answers; nothing stays behind
        Host start() throws ErrnoException;
    }
}
