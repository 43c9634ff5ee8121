package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.socket.plugin.ServiceFiles.Found;
import io.sockit.spi.Plugin;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What was found, and what was refused at first sight.
record Discovery(List<Unit> units, List<RefusedException> refused) {
    /// That of the kit's own class path, looked at once in the life of a JVM: its plug-in objects
    /// serve all hosts.
    static Discovery ofClassPath() {
        return Holder.CLASS_PATH;
    }

    private static final class Holder {
        static final Discovery CLASS_PATH = onClassPath(Discovery.class.getClassLoader());
    }

    /// Every provider is a unit of its own; a broken one harms no other. `Sockit-Api` may be
    /// missing here: folders of classes have no manifest.
    static Discovery onClassPath(ClassLoader loader) {
        ServiceFiles files = new ServiceFiles(loader, "class path");
        List<Unit> units = new ArrayList<>();
        List<RefusedException> refused = new ArrayList<>(files.refused());
        for (Found found : files.found()) {
            try {
                checkJar(found);
                Plugin plugin = found.make();
                Declared declared = Declared.ask(plugin, found.source());
                units.add(new Unit(List.of(new Member(declared, plugin)), null));
            } catch (RefusedException e) {
                refused.add(e);
            }
        }
        return new Discovery(List.copyOf(units), List.copyOf(refused));
    }

    private static void checkJar(Found found) throws RefusedException {
        File jar = new File(found.source());
        if (jar.isFile()) {
            JarFacts facts = JarFacts.read(jar);
            if (facts.api() != null && !facts.fits()) {
                throw facts.misfit(found.source(), found.provider().type().getName());
            }
        }
    }

    /// The one unit of a folder. Its plug-ins are asked in a loader that is thrown away, for only
    /// their answer tells which parents the lasting loader has.
    ///
    /// @param lastResort the loaders of all plug-ins that may be required
    static Unit inFolder(PluginFolder folder, List<ClassLoader> lastResort)
            throws RefusedException {
        checkJars(folder);
        try (PluginLoader probe = new PluginLoader(folder, List.of(), lastResort)) {
            ServiceFiles files = new ServiceFiles(probe, folder.path().toString());
            if (!files.refused().isEmpty()) {
                throw files.refused().getFirst();
            }
            List<Member> members = new ArrayList<>();
            for (Found found : files.found()) {
                members.add(new Member(Declared.ask(found.make(), found.source()), null));
            }
            if (members.isEmpty()) {
                throw refuse(folder, "its service files name no plug-in");
            }
            return new Unit(List.copyOf(members), folder);
        } catch (IOException e) {
            throw refuse(folder, FaultText.of(e));
        }
    }

    private static void checkJars(PluginFolder folder) throws RefusedException {
        boolean plugins = false;
        for (var path : folder.jars()) {
            JarFacts facts = JarFacts.read(path.toFile());
            facts.checkClassPath(path.toFile());
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
