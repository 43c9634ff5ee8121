package io.sockit.spi;

import com.google.inject.Module;

import java.util.List;

/// The service type by which a plug-in is found: `META-INF/services/io.sockit.spi.Plugin` names its
/// class. Extend [PluginModule], which is both this and its Guice module.
///
/// One object of it may serve many hosts; it keeps no state. Its methods are called off the strand.
public interface Plugin {
    /// A short unique name, such as `udp`.
    String name();

    String version();

    /// Names of the plug-ins whose exports and extension points it uses.
    List<String> requires();

    /// The bindings and rows of one host's instance.
    Module module();
}
