package io.sockit.socket.plugin;

import io.sockit.api.PluginInfo;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Owner;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// A plug-in of one host, from its wiring to its end. Pins and faults are thread-safe; the rest is
/// changed by whoever loads and unloads, one at a time, and read anywhere.
///
/// Sockets that outlive the plug-in still hold it through their contributions, so it drops every
/// class of the plug-in at the end.
final class LoadedPlugin implements Owner {
    private final Declared declared;
    private final Pins pins = new Pins();
    private final Faults faults;

    private volatile boolean alive = true;
    private volatile PluginInfo.State state = PluginInfo.State.LOADED;
    private volatile List<Contributed<?, ?>> rows = List.of();
    private volatile Map<Class<?>, Object> exports = Map.of();
    private volatile @Nullable ClassLoader loader;
    private volatile Runnable whenIdle = () -> {};

    /// @param loader of its class
    LoadedPlugin(Declared declared, @Nullable ClassLoader loader, HostStrand strand) {
        this.declared = declared;
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
        try {
            faults.charge(thrown);
        } catch (Throwable worse) {
            // Out of stack or memory: nothing can be noted, and the caller must go on.
            return;
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
            whenIdle.run();
        }
    }

    /// What is called once the last use is over and no new one can come.
    void whenIdle(Runnable action) {
        whenIdle = action;
    }

    PluginInfo.State state() {
        return state;
    }

    void state(PluginInfo.State to) {
        state = to;
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

    /// Its work on the strand is not run any more.
    void silence() {
        alive = false;
    }

    /// Its classes are not held any more.
    void end() {
        alive = false;
        state = PluginInfo.State.UNLOADED;
        for (Contributed<?, ?> row : rows) {
            row.clear();
        }
        rows = List.of();
        exports = Map.of();
        loader = null;
        whenIdle = () -> {};
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
