/// Where packets go: routes, source addresses, neighbours, and which addresses are the host's own.
///
/// [Routing] is the room's face. It builds a `RouteTable` from the control plane's rows when one of
/// them has changed, and answers from that; a table never changes, so that its identity is the
/// generation by which flows know whether what they found still holds.
@NullMarked
package io.sockit.inet.route;

import org.jspecify.annotations.NullMarked;
