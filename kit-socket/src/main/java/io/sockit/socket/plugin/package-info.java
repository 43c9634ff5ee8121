/// Plug-ins of a host: found, loaded, wired, unloaded, and charged with what they do wrong.
///
/// Start at [HostPlugins], all that the other rooms use, with [HostServices] (what a plug-in is
/// given) and [Users] (who lets sockets and devices live on it). The way of a jar: [Discovery] on
/// the class path or [PluginFolder] in a folder makes a [Unit] of it, [LoadOrder] says which comes
/// first, [Loading] wires it through [Wiring] and publishes its rows in the [Points],
/// [Unloading] takes it all back. A [LoadedPlugin] is what remains known of it: it holds no class
/// of the jar but through its rows, exports and loader, which unloading drops.
@NullMarked
package io.sockit.socket.plugin;

import org.jspecify.annotations.NullMarked;
