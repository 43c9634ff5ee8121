/// Packetdrill scripts in virtual time, on any transport: a script says which calls a program makes
/// and which packets pass, and when; the host under test has to do the same.
///
/// Start at [io.sockit.packetdrill.Packetdrill], which runs a script, and at `run.Runner`, the loop
/// over its events. The rooms: `script` reads the language, `run` plays it, `wire` is the device
/// and the bytes, `code` evaluates assertions, `shell` maps shell lines onto the host. The verb
/// `packetdrill` and the device are rows of [io.sockit.packetdrill.PacketdrillPlugin].
///
/// `docs/packetdrill.md` is for those who write scripts, and for authors of other stacks.
@NullMarked
package io.sockit.packetdrill;

import org.jspecify.annotations.NullMarked;
