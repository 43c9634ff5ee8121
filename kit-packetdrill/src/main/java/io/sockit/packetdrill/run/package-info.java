/// Runs a script on a host in virtual time. Start at [io.sockit.packetdrill.run.Runner], the loop
/// over the events.
///
/// `Timeline` judges times, `PacketEvents` hands packets in and awaits sent ones, `Connection` maps
/// the script's numbers onto the connection's, `Comparison` says how a sent packet differs,
/// `CallEvents` makes system calls through the kit's public ones.
@NullMarked
package io.sockit.packetdrill.run;

import org.jspecify.annotations.NullMarked;
