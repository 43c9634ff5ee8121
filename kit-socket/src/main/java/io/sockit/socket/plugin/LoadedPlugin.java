package io.sockit.socket.plugin;

import io.sockit.api.PluginInfo;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.MachineErrors;
import io.sockit.socket.strand.Owner;
import io.sockit.socket.strand.Watch;
import io.sockit.socket.strand.Watched;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// A plug-in of one host, from its wiring to its end. Pins and faults are thread-safe; the rest is
/// changed inside [HostChanges] and read anywhere.
///
/// Sockets that outlive the plug-in still hold it through their contributions, so it drops every
/// class of the plug-in at the end.
final class LoadedPlugin implements Owner {
    private final Declared declared;
    private final HostStrand strand;
    private final Pins pins = new Pins();
    private final Faults faults;
    private final Watched idle = new Watched();

    private volatile boolean alive = true;
    private volatile PluginInfo.State state = PluginInfo.State.LOADED;
    private volatile List<Contributed<?, ?>> rows = List.of();
    private volatile Map<Class<?>, Object> exports = Map.of();
    private volatile @Nullable ClassLoader loader;
    private int drains; // inside a change

    /// @param loader of its class
    LoadedPlugin(Declared declared, @Nullable ClassLoader loader, HostStrand strand) {
        this.declared = declared;
        this.strand = strand;
        this.loader = loader;
        this.faults = new Faults("plug-in " + declared.name(), strand);
    }

    @Override
    public String name() {
        return declared.name();
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public void fault(Throwable thrown) {
        if (MachineErrors.took(thrown, "plug-in " + declared.name())) {
            return;
        }
        try {
            faults.charge(thrown);
        } catch (Throwable worse) {
            MachineErrors.took(worse, "the log"); // the caller must go on
        }
    }

    String source() {
        return declared.source();
    }

    List<String> requires() {
        return declared.requires();
    }

    Pins pins() {
        return pins;
    }

    void release() {
        if (pins.release()) {
            strand.raise(idle, Watch.ALL);
        }
    }

    /// Woken when the last use is over and no new one can come, and when the plug-in has ended.
    Watched idle() {
        return idle;
    }

    /// Whether there are uses left to wait for.
    boolean used() {
        return state != PluginInfo.State.UNLOADED && pins.count() > 0;
    }

    PluginInfo.State state() {
        return state;
    }

    /// Refuses new uses. Several threads may drain at once.
    void beginDrain() {
        drains++;
        state = PluginInfo.State.DRAINING;
        pins.shut();
    }

    /// A drain is given up; after the last one the plug-in takes new uses again.
    void endDrain() {
        if (--drains == 0 && state == PluginInfo.State.DRAINING) {
            state = PluginInfo.State.LOADED;
            pins.open();
        }
    }

    List<Contributed<?, ?>> rows() {
        return rows;
    }

    Map<Class<?>, Object> exports() {
        return exports;
    }

    String className() {
        return declared.className();
    }

    @Nullable ClassLoader loader() {
        return loader;
    }

    void wired(List<Contributed<?, ?>> itsRows, Map<Class<?>, Object> itsExports) {
        rows = itsRows;
        exports = itsExports;
    }

    /// Runs no more work of it on the strand.
    void silence() {
        alive = false;
    }

    /// Drops its classes.
    void end() {
        alive = false;
        state = PluginInfo.State.UNLOADED;
        for (Contributed<?, ?> row : rows) {
            row.clear();
        }
        rows = List.of();
        exports = Map.of();
        loader = null;
        strand.raise(idle, Watch.ALL);
    }

    PluginInfo info() {
        return new PluginInfo(
                declared.name(),
                declared.version(),
                declared.source(),
                state,
                declared.requires(),
                rows.stream().map(Contributed::info).toList(),
                pins.count(),
                faults.last());
    }
}
