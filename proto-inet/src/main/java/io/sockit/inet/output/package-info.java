/// The way down: what transports send gets its network header and goes to an interface, in parts
/// where it is too large.
///
/// Start at [IpSender], which transports know as [io.sockit.inet.spi.IpOutput].
@NullMarked
package io.sockit.inet.output;

import org.jspecify.annotations.NullMarked;
