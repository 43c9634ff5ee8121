package io.sockit.spi;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;

import java.util.List;

/// The shop window of a plug-in's jar: a Guice module whose rows say what the jar adds to a kit.
///
/// ```
/// public final class RingPlugin extends PluginModule {
///     public RingPlugin() {
///         super("ring", "1.0");
///     }
///
///     @Override
///     protected void configure() {
///         contribute(ProtocolFamily.POINT, Ring.AF_RING, RingFamily.class);
///     }
/// }
/// ```
///
/// Each host makes an injector of its own for each plug-in. It can inject, besides the plug-in's
/// own classes, the host's services ([Strand], [Timers], `Clock`, `PacketPool`, [RandomStreams],
/// [CounterRegistry], [SysctlRegistry], [Extensions], [Interfaces], `Host` and its tables,
/// [TableEvents]), and what the plug-ins named by `requires` export. All contributions are made
/// once a host.
public abstract class PluginModule extends AbstractModule implements Plugin {
    private final String name;
    private final String version;
    private final List<String> requires;

    /// @param requires names of the plug-ins it needs
    protected PluginModule(String name, String version, String... requires) {
        this.name = name;
        this.version = version;
        this.requires = List.of(requires);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String version() {
        return version;
    }

    @Override
    public final List<String> requires() {
        return requires;
    }

    @Override
    public final Module module() {
        return this;
    }

    /// One row: adds an object, made by the plug-in's injector, to an extension point under a key
    /// that nobody else has taken. An object that is [AutoCloseable] is closed for each of its rows
    /// when the plug-in leaves, on the strand, while its timers and listeners still live: it
    /// releases the packets that it keeps.
    protected final <K, T> void contribute(
            ExtensionPoint<K, T> point, K key, Class<? extends T> type) {
        rows().addBinding().toInstance(new Row<>(point, key, type));
    }

    /// Gives a service to the plug-ins that name this one in `requires`.
    protected final void export(Class<?> service) {
        Multibinder.newSetBinder(binder(), Export.class)
                .addBinding()
                .toInstance(new Export(service));
    }

    private Multibinder<Row<?, ?>> rows() {
        return Multibinder.newSetBinder(binder(), new TypeLiteral<Row<?, ?>>() {});
    }

    /// A contribution as the module declares it; read by the kit.
    ///
    /// @param point where
    /// @param key under which key
    /// @param type what the injector makes
    public record Row<K, T>(ExtensionPoint<K, T> point, K key, Class<? extends T> type) {}

    /// An exported service; read by the kit.
    ///
    /// @param service its type, made by the injector
    public record Export(Class<?> service) {}
}
