package io.sockit.packetdrill.run;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.NetAddress;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.packetdrill.shell.ScriptFiles;
import io.sockit.packetdrill.shell.Shell;
import io.sockit.packetdrill.wire.Wire;

/// What a script plays on: a process of the host, the interface `tun0`, and the connection that its
/// packets are about.
final class Stage {
    /// The name that shell lines know the interface by.
    static final String INTERFACE = Shell.INTERFACE;

    private static final PollFd[] NOTHING = {};

    final Host host;
    final Process process;
    final Settings settings;
    final Timeline timeline;
    final Trace trace;
    final Wire wire;
    final Bell bell;
    final ScriptFiles files = new ScriptFiles();
    final NetAddress local;
    final NetAddress remote;

    private Connection subject = new Connection(0);
    private boolean played;

    private Stage(Host host, Process process, Settings settings, Trace trace)
            throws ErrnoException, DrillFailure {
        this.host = host;
        this.process = process;
        this.settings = settings;
        this.trace = trace;
        this.wire = Wire.of(host);
        this.bell = new Bell(process);
        this.local = host.parse(settings.local());
        this.remote = host.parse(prefix(settings.remote())[0]);
        this.timeline = new Timeline(host.clock(), settings);
    }

    /// Gives the host the interface, its address and the route to the other end.
    static Stage set(Host host, Process process, Settings settings, Trace trace)
            throws ErrnoException, DrillFailure {
        if (host.links().find(INTERFACE).isEmpty()) {
            host.addDevice(INTERFACE, "packetdrill:?mtu=" + settings.mtu());
        }
        String address = settings.local() + "/" + settings.prefix();
        absent(() -> host.addresses().add(INTERFACE, address));
        String[] remote = prefix(settings.remote());
        NetAddress other = host.parse(remote[0]);
        int length = remote.length > 1 ? Integer.parseInt(remote[1]) : other.bits();
        String destination = host.format(other.masked(length)) + "/" + length;
        absent(() -> host.routes().add(destination, settings.gateway(), INTERFACE));
        return new Stage(host, process, settings, trace);
    }

    private static String[] prefix(String text) {
        return text.split("/", 2);
    }

    /// A row of a table.
    @FunctionalInterface
    private interface Row {
        void add() throws ErrnoException;
    }

    private static void absent(Row row) throws ErrnoException {
        try {
            row.add();
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EEXIST) { // a host that has run a script before
                throw e;
            }
        }
    }

    /// The connection that packets are about now.
    Connection subject() {
        return subject;
    }

    /// Whether a script has opened a socket, or a packet has begun a connection.
    boolean hasSubject() {
        return played;
    }

    void subject(Connection next) {
        subject = next;
        played = true;
    }

    /// Waits for a time of the script.
    void waitUntil(long time) throws ErrnoException {
        long left = time - timeline.now();
        while (left > 0) {
            process.poll(NOTHING, left);
            left = time - timeline.now();
        }
    }

    /// Lets calls on other threads run until each waits, which is when the smallest step of time
    /// can be made.
    void settle() throws ErrnoException {
        process.poll(NOTHING, 1);
    }
}
