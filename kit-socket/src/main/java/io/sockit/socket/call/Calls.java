package io.sockit.socket.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Credentials;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.SocketTable;
import io.sockit.socket.file.DescriptorTable;
import io.sockit.socket.file.OpenFiles;
import io.sockit.socket.names.FileTree;
import io.sockit.socket.names.ProcessFiles;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.ProgramRun;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The system calls of a host: its processes, their programs, and all sockets. Thread-safe.
public final class Calls implements AutoCloseable {
    private final OpenFiles files;
    private final FileTree tree;
    private final SocketRegistry registry;
    private final HostClock clock;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Set<KitProcess> processes = new LinkedHashSet<>();

    @GuardedBy("lock")
    private final Set<ProgramRun> programs = new LinkedHashSet<>();

    @GuardedBy("lock")
    private int lastPid;

    @GuardedBy("lock")
    private boolean closed;

    /// Declares the sysctls of `net.core` that bound socket buffers, and those of open files.
    public Calls(CallServices services) {
        this.clock = services.strand().clock();
        this.files =
                new OpenFiles(clock, services.strand().name(), services.pool(), services.sysctls());
        this.tree = new FileTree(services.strand(), services.pool(), services.sysctls());
        this.registry = new SocketRegistry(services, files);
    }

    /// A process without descriptors.
    ///
    /// @param host what [Process#host] answers
    /// @throws IllegalStateException after [#close]
    public Process newProcess(Host host, Credentials credentials) {
        return adopt(
                host, credentials, new DescriptorTable(files), new ProcessFiles(tree, credentials));
    }

    Process adopt(Host host, Credentials credentials, DescriptorTable table, ProcessFiles names) {
        lock.lock();
        try {
            if (closed) {
                table.closeAll();
            }
            requireOpen();
            KitProcess process = new KitProcess(this, host, ++lastPid, credentials, table, names);
            processes.add(process);
            return process;
        } finally {
            lock.unlock();
        }
    }

    void gone(KitProcess process) {
        lock.lock();
        try {
            processes.remove(process);
        } finally {
            lock.unlock();
        }
    }

    /// Starts and lists a program at once, so that closing misses no program: after [#close]
    /// there is no new one.
    ///
    /// @throws IllegalStateException after [#close]
    ProgramThread start(String name, boolean virtual, ProgramRun.Body body) {
        lock.lock();
        try {
            requireOpen();
            ProgramRun run = clock.start(name, virtual, body);
            programs.add(run);
            return run;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("host: closed (expected: a running one)");
        }
    }

    /// The program threads that have not ended, in the order of their start.
    public List<ProgramRun> programs() {
        lock.lock();
        try {
            return List.copyOf(programs);
        } finally {
            lock.unlock();
        }
    }

    /// A program has ended.
    void ended(ProgramRun run) {
        lock.lock();
        try {
            programs.remove(run);
        } finally {
            lock.unlock();
        }
    }

    /// All open sockets.
    public SocketTable sockets() {
        return registry;
    }

    /// Takes a plug-in away from under its sockets: on the strand, those that it serves are
    /// detached and answer `ENETDOWN` from now on, threads that wait in them are woken, their pins
    /// are released and nothing of the plug-in is referenced any more. Descriptors stay open. On
    /// the strand or off.
    ///
    /// @param plugin its name, as [io.sockit.spi.Contribution#plugin] answers it
    public void abort(String plugin) {
        registry.abort(plugin);
    }

    /// Closes every process, and aborts what their sockets would live on for. Off the strand.
    /// Idempotent.
    @Override
    public void close() {
        for (KitProcess process : closing()) {
            process.close();
        }
        registry.settle();
        registry.abortAll();
    }

    private List<KitProcess> closing() {
        lock.lock();
        try {
            closed = true;
            return List.copyOf(processes);
        } finally {
            lock.unlock();
        }
    }

    SocketRegistry registry() {
        return registry;
    }

    OpenFiles files() {
        return files;
    }

    HostClock clock() {
        return clock;
    }
}
