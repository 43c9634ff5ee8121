/// What a plug-in sees of Sockit: the contracts between kit, protocol families and devices.
///
/// Start at [PluginModule], the class a jar is found by, then [ProtocolFamily] for a new family, or
/// [DeviceDriver] for a new device. Code behind these contracts runs on its host's [Strand] unless
/// a method says otherwise, so it needs no locks. `io.sockit.spi.packet` holds packets and their
/// memory. [HostProgram] is what scenarios run, on threads of its own.
@NullMarked
package io.sockit.spi;

import org.jspecify.annotations.NullMarked;
