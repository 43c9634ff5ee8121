/// The way up: what interfaces bring is checked, put together from fragments, and given to
/// transports, or passed on.
///
/// Start at [Ipv4Input] or [Ipv6Input]; a router's work is in `Forwarding`.
@NullMarked
package io.sockit.inet.input;

import org.jspecify.annotations.NullMarked;
