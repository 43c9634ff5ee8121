package io.sockit.socket.plugin;

import io.sockit.spi.Strand;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Takes a plug-in back, so that nothing in the kit holds a class of it. Used inside
/// [HostChanges]; off the strand.
record Unloading(HostServices host, Strand strand, Points points, Registry registry) {
    private static final Logger LOG = System.getLogger(Unloading.class.getPackageName());

    /// Nothing pins it any more, and nothing needs it.
    void unload(LoadedPlugin plugin) {
        plugin.pins().shut();
        takeBack(plugin);
        registry.remove(plugin);
        ClassLoader loader = plugin.loader();
        plugin.end();
        registry.ended(plugin.info());
        if (loader instanceof PluginLoader own && own.leave()) {
            close(own);
        }
    }

    /// Takes from the host what the plug-in has put there; it may be half loaded.
    void takeBack(LoadedPlugin plugin) {
        strand.run(
                () -> {
                    plugin.rows().reversed().forEach(this::remove);
                    plugin.rows().forEach(Unloading::end);
                    points.dropListeners(plugin);
                    plugin.silence();
                });
        host.forget(plugin);
    }

    private <K, T> void remove(Contributed<K, T> row) {
        points.table(row.point()).remove(row);
    }

    private static void end(Contributed<?, ?> row) {
        if (row.value() instanceof AutoCloseable own) {
            try {
                own.close();
            } catch (Throwable failure) {
                row.fault(failure);
            }
        }
    }

    /// The last plug-in of a folder is gone.
    void close(PluginLoader loader) {
        points.dropPointsOf(loader);
        try {
            loader.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} does not close: {1}", loader, FaultText.of(e));
        }
    }
}
