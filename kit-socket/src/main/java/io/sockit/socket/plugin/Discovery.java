package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.spi.Plugin;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was found, and what was refused at first sight.
record Discovery(List<LoadUnit> units, List<RefusedException> refused) {
    /// The plug-ins on the kit's own class path, looked for once in the life of a JVM: their
    /// objects serve all hosts.
    static Discovery ofClassPath() {
        return Holder.CLASS_PATH;
    }

    private static final class Holder {
        static final Discovery CLASS_PATH = onClassPath(Discovery.class.getClassLoader());
    }

    /// Every plug-in is a unit of its own; a broken one harms no other. `Sockit-Api` may be missing
    /// here: folders of classes have no manifest.
    static Discovery onClassPath(ClassLoader loader) {
        List<LoadUnit> units = new ArrayList<>();
        List<RefusedException> refused = new ArrayList<>();
        for (Map.Entry<String, String> found : namedOnClassPath(loader).entrySet()) {
            try {
                String source = found.getValue();
                checkJar(new File(source), found.getKey());
                Plugin plugin = ServiceFiles.make(loader, found.getKey(), source);
                units.add(new LoadUnit(List.of(Declared.ask(plugin, source, true)), null));
            } catch (RefusedException e) {
                refused.add(e);
            }
        }
        return new Discovery(List.copyOf(units), List.copyOf(refused));
    }

    private static Map<String, String> namedOnClassPath(ClassLoader loader) {
        try {
            return ServiceFiles.read(loader);
        } catch (IOException e) {
            throw new IllegalStateException("class path: its service files cannot be read", e);
        }
    }

    private static void checkJar(File jar, String className) throws RefusedException {
        if (jar.isFile()) {
            JarFacts facts = JarFacts.read(jar);
            if (facts.api() != null && !facts.fits()) {
                throw facts.misfit(jar.toString(), className);
            }
        }
    }

    /// The one unit of a folder. Its plug-ins are asked in a loader that is thrown away, because
    /// their answers tell which parents the lasting loader has.
    ///
    /// @param lastResort the loaders of all plug-ins that may be required
    static LoadUnit inFolder(PluginFolder folder, List<ClassLoader> lastResort)
            throws RefusedException {
        checkJars(folder);
        try (PluginLoader probe = new PluginLoader(folder, List.of(), lastResort)) {
            List<Declared> members = new ArrayList<>();
            for (Map.Entry<String, String> found : ServiceFiles.read(probe).entrySet()) {
                String source = found.getValue();
                Plugin plugin = ServiceFiles.make(probe, found.getKey(), source);
                members.add(Declared.ask(plugin, source, false));
            }
            if (members.isEmpty()) {
                throw refuse(folder, "its service files name no plug-in");
            }
            return new LoadUnit(List.copyOf(members), folder);
        } catch (IOException e) {
            throw refuse(folder, FaultText.of(e));
        }
    }

    private static void checkJars(PluginFolder folder) throws RefusedException {
        boolean plugins = false;
        for (var path : folder.jars()) {
            JarFacts facts = JarFacts.read(path.toFile());
            if (facts.namesPlugin() && !facts.fits()) {
                throw facts.misfit(path.toString(), String.valueOf(path.getFileName()));
            }
            plugins |= facts.namesPlugin();
        }
        if (!plugins) {
            throw refuse(folder, "no jar of it names a plug-in in META-INF/services");
        }
    }

    private static RefusedException refuse(PluginFolder folder, String reason) {
        String name = String.valueOf(folder.path().getFileName());
        return new RefusedException(Errno.EINVAL, folder.path().toString(), name, reason);
    }
}
