package io.sockit.cli;

import io.sockit.api.Host;
import io.sockit.spi.Command;
import io.sockit.spi.PluginModule;

import java.io.PrintWriter;
import java.util.List;

/// A plug-in of the tests' class path that adds two verbs.
public final class HelloPlugin extends PluginModule {
    public HelloPlugin() {
        super("hello", "1.0");
    }

    @Override
    protected void configure() {
        contribute(Command.POINT, "hello", Hello.class);
        contribute(Command.POINT, "stumble", Stumble.class);
    }

    static final class Hello implements Command {
        @Override
        public String about() {
            return "Greets, 100% of the time.";
        }

        @Override
        public int run(Host host, List<String> arguments, PrintWriter out) {
            out.println("hello " + String.join(" ", arguments) + " from " + host.name());
            return arguments.isEmpty() ? 2 : 0;
        }
    }

    static final class Stumble implements Command {
        @Override
        public String about() {
            return "Fails.";
        }

        @Override
        public int run(Host host, List<String> arguments, PrintWriter out) {
            throw new LinkageError("a class that is not there");
        }
    }
}
