package io.sockit.socket.plugin;

import com.google.inject.AbstractModule;
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
/// kept. Runs the plug-in's code: anything may be thrown. Off the strand.
///
/// @param rows as declared, in that order
/// @param made the object of each type of a row
/// @param exports the object of each exported service
record Wiring(List<Row<?, ?>> rows, Map<Class<?>, Object> made, Map<Class<?>, Object> exports) {
    /// @param given the services it can inject
    static Wiring of(Plugin plugin, Map<Class<?>, Object> given) {
        List<Element> elements;
        synchronized (plugin) { // one object serves many hosts, and a module is not re-entrant
            Module module = plugin.module();
            if (module == null) { // a plug-in may answer anything
                throw new IllegalStateException("module() is null");
            }
            elements = Elements.getElements(module);
        }
        List<Row<?, ?>> rows = new ArrayList<>();
        Set<Class<?>> exported = new LinkedHashSet<>();
        Set<Key<?>> bound = new HashSet<>();
        for (Element element : elements) {
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
        Set<Class<?>> types = new LinkedHashSet<>(exported);
        rows.forEach(row -> types.add(row.type()));
        Injector injector =
                Guice.createInjector(
                        new Services(given),
                        Elements.getModule(elements),
                        new OnceEach(types, bound));
        return new Wiring(List.copyOf(rows), make(injector, types), make(injector, exported));
    }

    private static Map<Class<?>, Object> make(Injector injector, Set<Class<?>> types) {
        Map<Class<?>, Object> made = new LinkedHashMap<>();
        types.forEach(type -> made.put(type, injector.getInstance(type)));
        return made;
    }

    /// What host and required plug-ins give. Bound to providers: Guice looks for methods to inject
    /// in a bound instance, and these are not its to inject.
    private static final class Services extends AbstractModule {
        private final Map<Class<?>, Object> given;

        Services(Map<Class<?>, Object> given) {
            this.given = given;
        }

        @Override
        protected void configure() {
            binder().disableCircularProxies();
            given.forEach(this::give);
        }

        @SuppressWarnings("unchecked") // the value is of the key's type
        private void give(Class<?> type, Object service) {
            bind((Class<Object>) type).toProvider(new Given(service));
        }
    }

    private record Given(Object service) implements Provider<Object> {
        @Override
        public Object get() {
            return service;
        }
    }

    /// Contributed and exported objects are made once a host, whoever injects them.
    private static final class OnceEach extends AbstractModule {
        private final Set<Class<?>> types;
        private final Set<Key<?>> bound;

        OnceEach(Set<Class<?>> types, Set<Key<?>> bound) {
            this.types = types;
            this.bound = bound;
        }

        @Override
        protected void configure() {
            for (Class<?> type : types) {
                if (!bound.contains(Key.get(type))) {
                    bind(type).in(Singleton.class);
                }
            }
        }
    }
}
