/// Plug-ins of a host: found, loaded, wired, unloaded, and charged with what they do wrong.
///
/// Start at [HostPlugins], all that the other rooms use, with [HostServices] (what a plug-in is
/// given) and [Users] (the rooms whose sockets and devices use it). [Discovery] finds jars on the
/// class path or in a [PluginFolder] and makes a [LoadUnit] of them, [LoadOrder] sorts the units,
/// [Loading] wires each through [Wiring] and publishes its rows in the [Points], [Unloading] takes
/// all of it back. A [LoadedPlugin] is what the kit knows of it; it holds classes
/// of the jar through its rows, exports and loader only, which unloading drops.
@NullMarked
package io.sockit.socket.plugin;

import org.jspecify.annotations.NullMarked;
