package io.sockit.socket.call;

import io.sockit.socket.file.OpenFiles;
import io.sockit.socket.strand.Fields;
import io.sockit.spi.SocketFlags;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.UnaryOperator;

/// so_options and the other settings of `SOL_SOCKET`: part of [Socket], in one object with it. Any
/// thread.
abstract class SoOptions extends SocketFile implements SocketFlags {
    static final int REUSE_ADDRESS = 1;
    static final int REUSE_PORT = 1 << 1;
    static final int BROADCAST = 1 << 2;
    static final int DONT_ROUTE = 1 << 3;
    static final int TIMESTAMP = 1 << 4;
    static final int TIMESTAMP_NS = 1 << 5;
    static final int OOB_INLINE = 1 << 6;

    private static final VarHandle SWITCHES =
            Fields.handle(MethodHandles.lookup(), "switches", int.class);
    private static final VarHandle WAITS =
            Fields.handle(MethodHandles.lookup(), "waits", SocketWaits.class);

    private volatile int switches;
    private volatile int boundInterface;
    private volatile SocketWaits waits = SocketWaits.DEFAULT;
    volatile int receiveLimit; // SO_RCVBUF
    volatile int sendLimit; // SO_SNDBUF
    volatile int peekOffset = -1; // SO_PEEK_OFF; under the reader word, once it is set

    SoOptions(OpenFiles files) {
        super(files);
    }

    /// Takes over the settings of another socket.
    final void copyOptions(SoOptions from) {
        switches = from.switches;
        boundInterface = from.boundInterface;
        waits = from.waits;
        receiveLimit = from.receiveLimit;
        sendLimit = from.sendLimit;
    }

    final boolean option(int bit) {
        return (switches & bit) != 0;
    }

    final void option(int bit, boolean on) {
        choose(on ? bit : 0, bit);
    }

    /// Sets one switch, or none of them for 0, and clears the others of `group`.
    final void choose(int bit, int group) {
        int old;
        do {
            old = switches;
        } while (!SWITCHES.compareAndSet(this, old, (old & ~group) | bit));
    }

    /// Whether received messages tell when they arrived.
    final boolean timestamps() {
        return option(TIMESTAMP | TIMESTAMP_NS);
    }

    final SocketWaits waits() {
        return waits;
    }

    final void waits(UnaryOperator<SocketWaits> change) {
        SocketWaits old;
        do {
            old = waits;
        } while (!WAITS.compareAndSet(this, old, change.apply(old)));
    }

    final void boundInterface(int index) {
        boundInterface = index;
    }

    @Override
    public final boolean reuseAddress() {
        return option(REUSE_ADDRESS);
    }

    @Override
    public final boolean reusePort() {
        return option(REUSE_PORT);
    }

    @Override
    public final boolean broadcast() {
        return option(BROADCAST);
    }

    @Override
    public final boolean dontRoute() {
        return option(DONT_ROUTE);
    }

    @Override
    public final int boundInterface() {
        return boundInterface;
    }
}
