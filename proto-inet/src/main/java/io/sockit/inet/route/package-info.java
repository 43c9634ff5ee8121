/// Where packets go: routes, source addresses, neighbours, and which addresses are the host's own.
///
/// [Routing] is the room's face. `RouteFeed` hears of each row of the control plane that comes or
/// goes, and adds or removes one route of the `RouteTable`; each change counts its generation up, a
/// number by which flows know whether what they found still holds. Neighbours lie apart
/// (`NeighbourTable`): they change in place, and no flow looks for its way again.
@NullMarked
package io.sockit.inet.route;

import org.jspecify.annotations.NullMarked;
