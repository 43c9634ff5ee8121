/// The control plane of a host: links, addresses, routes and neighbours, its settings and its
/// counters.
///
/// Start at [ControlPlane], which holds the four tables and hands their changes to listeners;
/// [SysctlTable] and [CounterTable] are apart from it. Rows hold only values of kit-api, so a
/// plug-in may go and its rows stay.
@NullMarked
package io.sockit.socket.control;

import org.jspecify.annotations.NullMarked;
