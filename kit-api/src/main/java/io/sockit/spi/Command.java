package io.sockit.spi;

import io.sockit.api.Host;

import java.io.PrintWriter;
import java.util.List;

/// A verb that a plug-in adds to the command line, on a running host. A contribution's key is the
/// verb.
public interface Command {
    /// Where commands are contributed.
    ExtensionPoint<String, Command> POINT =
            new ExtensionPoint<>("command", String.class, Command.class);

    /// One sentence for the list of verbs.
    String about();

    /// Runs off the strand.
    ///
    /// @return the exit status: 0, 1 on failure, 2 on usage
    int run(Host host, List<String> arguments, PrintWriter out) throws Exception;
}
