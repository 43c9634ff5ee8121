/// Programs for scenarios that make, take, send back and hand on traffic: `source`, `sink`, `echo`,
/// `supervisor` and `worker`. They run over the datagrams, records and streams of any family.
///
/// Start at [io.sockit.traffic.TrafficPlugin], whose rows they are. [io.sockit.traffic.Servers] has
/// what servers share: sockets that listen or receive, and a thread for each connection.
/// `docs/scenarios.md` lists the arguments.
@NullMarked
package io.sockit.traffic;

import org.jspecify.annotations.NullMarked;
