package io.sockit.socket.plugin;

/// Source texts of small plug-ins, for tests.
final class Sources {
    private Sources() {}

    /// A plug-in that contributes one command under its own name; in package `p.NAME`.
    static String plugin(String name, String... requires) {
        return pluginWithKey(name, name, requires);
    }

    /// As [#plugin], with another key.
    static String pluginWithKey(String name, String key, String... requires) {
        StringBuilder needs = new StringBuilder();
        for (String required : requires) {
            needs.append(", \"").append(required).append('"');
        }
        return """
        package p.%1$s;
        public final class Entry extends io.sockit.spi.PluginModule {
            public Entry() { super("%1$s", "1.0"%3$s); }
            @Override protected void configure() {
                contribute(io.sockit.spi.Command.POINT, "%2$s", Verb.class);
            }
        }
        """
                .formatted(name, key, needs);
    }

    /// The command of a [#plugin], which says its class's name.
    static String verb(String name) {
        return verb(name, "");
    }

    /// @param body members of the class, such as a constructor
    static String verb(String name, String body) {
        return """
        package p.%s;
        final class Verb implements io.sockit.spi.Command {
            %s
            @Override public String about() { return getClass().getName(); }
            @Override public int run(
                    io.sockit.api.Host host, java.util.List<String> arguments,
                    java.io.PrintWriter out) { return 0; }
        }
        """
                .formatted(name, body);
    }

    /// A plug-in's jar, complete.
    static PluginJar jar(String name, String... requires) {
        return PluginJar.of(plugin(name, requires), verb(name)).provider("p." + name + ".Entry");
    }
}
