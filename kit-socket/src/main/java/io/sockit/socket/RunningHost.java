package io.sockit.socket;

import io.sockit.api.Addresses;
import io.sockit.api.Clock;
import io.sockit.api.Counters;
import io.sockit.api.Credentials;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Link;
import io.sockit.api.Links;
import io.sockit.api.Neighbours;
import io.sockit.api.NetAddress;
import io.sockit.api.Network;
import io.sockit.api.PacketTap;
import io.sockit.api.Playback;
import io.sockit.api.Prefix;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Routes;
import io.sockit.api.SocketTable;
import io.sockit.api.Sysctls;
import io.sockit.socket.call.CallServices;
import io.sockit.socket.call.Calls;
import io.sockit.socket.control.ControlPlane;
import io.sockit.socket.control.CounterTable;
import io.sockit.socket.control.Notation;
import io.sockit.socket.control.SysctlTable;
import io.sockit.socket.device.HostDevices;
import io.sockit.socket.plugin.HostChanges;
import io.sockit.socket.plugin.HostPlugins;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.KitOwner;
import io.sockit.socket.strand.ProgramRun;
import io.sockit.spi.Extensions;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.SysctlRegistry.RangeSysctl;
import io.sockit.spi.packet.PacketPool;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A host: one of each room, and nothing of its own but the order in which they begin and end.
/// Thread-safe.
final class RunningHost implements Host {
    private static final int PAGE = 4096;

    private final HostNetwork network;
    private final String name;
    private final HostStrand strand;
    private final HostChanges changes = new HostChanges();
    private final SysctlTable sysctls = new SysctlTable();
    private final CounterTable counters = new CounterTable();
    private final HostPlugins plugins;
    private final Notation notation;
    private final ControlPlane control;
    private final HostDevices devices;
    private final Calls calls;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// A host without plug-ins and devices.
    RunningHost(HostNetwork network, String name, PacketPool pool) {
        this.network = network;
        this.name = name;
        strand = network.hostClock().strand(name);
        pool.belongTo(strand::inside);
        PluginServices services = new PluginServices(this, pool);
        plugins = new HostPlugins(services, strand, changes);
        Extensions extensions = plugins.extensions();
        notation = new Notation(extensions.of(ProtocolFamily.POINT));
        control = new ControlPlane(strand, notation);
        devices = new HostDevices(changes, strand, control, counters, pool, network.wires());
        devices.start(extensions);
        calls =
                new Calls(
                        new CallServices(
                                strand,
                                pool,
                                extensions.of(ProtocolFamily.POINT),
                                plugins::lookInFolders,
                                devices.interfaces(KitOwner.KIT),
                                sysctls.declaredBy(KitOwner.KIT)));
        declareMemory(pool);
        plugins.register(calls::abort);
        plugins.register(devices);
    }

    /// Linux has such levels for each protocol (`net.ipv4.udp_mem`), in pages too.
    private void declareMemory(PacketPool pool) {
        String name = "net.core.packet_mem";
        RangeSysctl pages =
                sysctls.declaredBy(KitOwner.KIT)
                        .range(
                                name,
                                (int) Math.min(pool.low() / PAGE, Integer.MAX_VALUE),
                                (int) Math.min(pool.high() / PAGE, Integer.MAX_VALUE),
                                0,
                                Integer.MAX_VALUE,
                                "4 KiB pages of packets of the host: memory is short from the"
                                        + " middle until below the first; above the second no"
                                        + " packet is kept");
        sysctls.whenSet(
                name,
                () -> {
                    long low = (long) pages.first() * PAGE;
                    long high = (long) pages.second() * PAGE;
                    pool.levels(low, (low + high) / 2, high);
                });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public Clock clock() {
        return strand.clock();
    }

    @Override
    public Process process() {
        return process(Credentials.ROOT);
    }

    @Override
    public Process process(Credentials credentials) {
        return calls.newProcess(this, credentials);
    }

    @Override
    public List<ProgramThread> programs() {
        return List.copyOf(calls.programs());
    }

    @Override
    public Link addDevice(String interfaceName, String device) throws ErrnoException {
        return devices.add(interfaceName, device);
    }

    @Override
    public Link replaceDevice(String interfaceName, String device) throws ErrnoException {
        return devices.replace(interfaceName, device);
    }

    @Override
    public void removeDevice(String interfaceName) throws ErrnoException {
        devices.remove(interfaceName);
    }

    @Override
    public Links links() {
        return control.links();
    }

    @Override
    public Addresses addresses() {
        return control.addresses();
    }

    @Override
    public Routes routes() {
        return control.routes();
    }

    @Override
    public Neighbours neighbours() {
        return control.neighbours();
    }

    @Override
    public SocketTable sockets() {
        return calls.sockets();
    }

    @Override
    public Sysctls sysctls() {
        return sysctls;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public HostPlugins plugins() {
        return plugins;
    }

    @Override
    public Extensions extensions() {
        return plugins.extensions();
    }

    @Override
    public NetAddress parse(String text) {
        return notation.parse(text);
    }

    @Override
    public Prefix parsePrefix(String text) {
        return notation.parsePrefix(text);
    }

    @Override
    public String format(NetAddress address) {
        return notation.format(address);
    }

    @Override
    public AutoCloseable tap(PacketTap tap) {
        return devices.tap(tap);
    }

    @Override
    public List<Playback> playbacks() {
        return devices.playbacks();
    }

    @Override
    public void close() {
        refuseInside();
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            calls.close();
            devices.close();
            plugins.close();
        } finally {
            strand.close();
            network.leave(this);
        }
    }

    /// @throws IllegalStateException if a plug-in calls this while it is loaded or opens a device
    void refuseInside() {
        if (changes.inside()) {
            throw new IllegalStateException(
                    this
                            + " is closed from inside a plug-in that it loads, or that opens a"
                            + " device");
        }
    }

    /// Closes all processes: what their programs wait for in a call answers `EBADF`.
    void closeProcesses() {
        calls.close();
    }

    /// The programs that have not ended, of a closed host too.
    List<ProgramRun> runs() {
        return calls.programs();
    }

    HostStrand strand() {
        return strand;
    }

    ControlPlane control() {
        return control;
    }

    HostDevices devices() {
        return devices;
    }

    SysctlTable sysctlTable() {
        return sysctls;
    }

    @Override
    public String toString() {
        return "host " + name;
    }
}
