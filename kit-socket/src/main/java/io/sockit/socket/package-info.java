/// The kit itself: networks and hosts, put together from the rooms below.
///
/// Start at [SocketKit], which `io.sockit.api` finds, then [RunningHost], which holds one of each
/// room: `strand` (where a host's code runs, and its time), `plugin` (what jars add), `control`
/// (tables, settings, counters), `device` (interfaces and wires) and `call` (the system calls). The
/// rooms know each other only by their façades.
@NullMarked
package io.sockit.socket;

import org.jspecify.annotations.NullMarked;
