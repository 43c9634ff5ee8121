package io.sockit.socket.plugin;

import io.sockit.api.PluginInfo;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.Command;
import io.sockit.spi.Contribution;
import io.sockit.spi.Strand;
import io.sockit.spi.Timers;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A plug-in room on a virtual clock, with as much of a host around it as it needs.
final class Bench implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Bench.class.getPackageName());

    static {
        LOG.setLevel(Level.OFF); // faults are what is tested here
    }

    final SteppedClock clock = new SteppedClock();
    final HostStrand strand = clock.strand("bench");
    final Services services = new Services(strand);
    final HostChanges changes = new HostChanges();
    final HostPlugins plugins;

    Bench() {
        this(new Discovery(List.of(), List.of()));
    }

    Bench(Discovery classPath) {
        plugins = new HostPlugins(services, strand, changes, classPath);
    }

    /// A class path of its own: the jars, over the kit.
    static Discovery classPath(Path... jars) {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            try {
                urls[i] = jars[i].toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return Discovery.onClassPath(new URLClassLoader(urls, Bench.class.getClassLoader()));
    }

    Bench started(Path... folders) throws Exception {
        plugins.start(null, List.of(folders));
        return this;
    }

    Contribution<Command> verb(String key) {
        return plugins.extensions().of(Command.POINT).find(key);
    }

    List<String> verbs() {
        return plugins.extensions().of(Command.POINT).all().stream()
                .map(Contribution::plugin)
                .toList();
    }

    PluginInfo info(String name) {
        return plugins.all().stream()
                .filter(info -> info.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        plugins.close();
        strand.close();
    }

    /// What this host gives; notes who comes and goes.
    static final class Services implements HostServices {
        final List<String> events = new ArrayList<>();
        private final Map<Class<?>, Object> more = new HashMap<>();
        final Map<String, Strand> strands = new HashMap<>();
        Runnable onOpen = () -> {};
        private final HostStrand strand;

        Services(HostStrand strand) {
            this.strand = strand;
        }

        <T> void give(Class<T> type, T service) {
            more.put(type, service);
        }

        @Override
        public Map<Class<?>, Object> open(Owner owner) {
            events.add("open " + owner.name());
            onOpen.run();
            Map<Class<?>, Object> given = new HashMap<>(more);
            strands.put(owner.name(), strand.view(owner));
            given.put(Strand.class, strand.view(owner));
            given.put(Timers.class, strand.timers(owner));
            return given;
        }

        @Override
        public void forget(Owner owner) {
            events.add("forget " + owner.name());
            strand.forget(owner);
        }
    }
}
