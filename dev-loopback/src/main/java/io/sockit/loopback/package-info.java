/// The loopback device, `loopback:`, and the smallest living example of a device.
///
/// A device is three small things: a plug-in class whose one row names the driver
/// ([LoopbackPlugin]), a driver that opens devices by their string, and the device itself (both in
/// `LoopbackDevice`). `META-INF/services/io.sockit.spi.Plugin` names the plug-in class, the jar's
/// manifest the kit API (`Sockit-Api`). `docs/adding-a-device.md` leads from here to a device of
/// your own.
@NullMarked
package io.sockit.loopback;

import org.jspecify.annotations.NullMarked;
