package io.sockit.traffic;

import io.sockit.spi.HostProgram;
import io.sockit.spi.PluginModule;

/// The plug-in of the programs for traffic.
public final class TrafficPlugin extends PluginModule {
    public TrafficPlugin() {
        super("traffic", "0.1");
    }

    @Override
    protected void configure() {
        contribute(HostProgram.POINT, "echo", EchoProgram.class);
        contribute(HostProgram.POINT, "sink", SinkProgram.class);
        contribute(HostProgram.POINT, "source", SourceProgram.class);
        contribute(HostProgram.POINT, "supervisor", SupervisorProgram.class);
        contribute(HostProgram.POINT, "worker", WorkerProgram.class);
    }
}
