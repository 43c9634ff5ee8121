/// The wire: a device whose other end is the script, and packets as bytes.
///
/// Start at [io.sockit.packetdrill.wire.Wire], which hands in what the script sends and hands out
/// what the host has sent. `PacketWriter` makes the bytes of a described packet, `PacketReader`
/// describes the bytes of a sent one.
@NullMarked
package io.sockit.packetdrill.wire;

import org.jspecify.annotations.NullMarked;
