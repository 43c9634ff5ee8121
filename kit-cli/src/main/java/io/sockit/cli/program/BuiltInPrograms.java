package io.sockit.cli.program;

import io.sockit.spi.HostProgram;
import io.sockit.spi.PluginModule;

/// The plug-in of the command line's own jar: three programs for scenarios.
public final class BuiltInPrograms extends PluginModule {
    public BuiltInPrograms() {
        super("programs", "0.1");
    }

    @Override
    protected void configure() {
        contribute(HostProgram.POINT, "echo", EchoProgram.class);
        contribute(HostProgram.POINT, "sink", SinkProgram.class);
        contribute(HostProgram.POINT, "source", SourceProgram.class);
    }
}
