package io.sockit.socket.plugin;

import com.google.inject.Binder;
import com.google.inject.Binding;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InstanceBinding;
import com.google.inject.spi.Message;

import io.sockit.spi.Plugin;
import io.sockit.spi.PluginModule.Export;
import io.sockit.spi.PluginModule.Row;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes what a plug-in contributes and exports, in a top-level injector of its own that is not
/// kept. Runs the plug-in's code: anything may be thrown. Used by one thread, off the strand.
final class Wiring {
    private final List<Row<?, ?>> rows = new ArrayList<>();
    private final Set<Class<?>> exported = new LinkedHashSet<>();
    private final Set<Key<?>> bound = new HashSet<>();
    private final Map<Class<?>, Object> made = new LinkedHashMap<>();

    /// @param given the services that it can inject
    Wiring(Plugin plugin, Map<Class<?>, Object> given) {
        List<Element> elements = elements(plugin);
        elements.forEach(this::note);
        Set<Class<?>> types = new LinkedHashSet<>(exported);
        rows.forEach(row -> types.add(row.type()));
        Injector injector =
                Guice.createInjector(
                        binder -> give(given, binder.withSource(plugin.getClass().getName())),
                        Elements.getModule(elements),
                        binder -> onceEach(types, binder.withSource(plugin.getClass().getName())));
        types.forEach(type -> made.put(type, injector.getInstance(type)));
    }

    /// As declared, in that order.
    List<Row<?, ?>> rows() {
        return rows;
    }

    /// The object of each type of a row.
    Map<Class<?>, Object> made() {
        return made;
    }

    /// The object of each exported service.
    Map<Class<?>, Object> exports() {
        Map<Class<?>, Object> exports = new LinkedHashMap<>(made);
        exports.keySet().retainAll(exported);
        return exports;
    }

    private static List<Element> elements(Plugin plugin) {
        Module module = plugin.module();
        if (module == null) { // a plug-in may answer anything
            throw new IllegalStateException("module() is null");
        }
        // Without a source, Guice would take a stack trace for every binding. One module object
        // serves many hosts at once: AbstractModule.configure is synchronized.
        String source = plugin.getClass().getName();
        return Elements.getElements(binder -> binder.withSource(source).install(module));
    }

    private void note(Element element) {
        if (element instanceof Message failure) {
            throw new CreationException(List.of(failure)); // Guice would log it too
        }
        if (element instanceof Binding<?> binding) {
            bound.add(binding.getKey());
        }
        if (element instanceof InstanceBinding<?> binding) {
            switch (binding.getInstance()) {
                case Row<?, ?> row -> rows.add(row);
                case Export export -> exported.add(export.service());
                default -> {}
            }
        }
    }

    private static void give(Map<Class<?>, Object> given, Binder binder) {
        binder.disableCircularProxies();
        given.forEach((type, service) -> give(type, service, binder));
    }

    /// Bound to a provider: in an instance Guice would look for methods to inject, and a service is
    /// not the plug-in's to inject.
    @SuppressWarnings("unchecked") // the service is of that type
    private static void give(Class<?> type, Object service, Binder binder) {
        Provider<Object> given = () -> service;
        binder.bind((Class<Object>) type).toProvider(given);
    }

    /// Contributed and exported objects are made once a host, also if several classes inject them.
    private void onceEach(Set<Class<?>> types, Binder binder) {
        for (Class<?> type : types) {
            if (!bound.contains(Key.get(type))) {
                binder.bind(type).in(Singleton.class);
            }
        }
    }
}
