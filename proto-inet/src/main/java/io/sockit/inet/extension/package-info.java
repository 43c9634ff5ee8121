/// What may stand between an IPv6 header and the transport's: extension headers (RFC 8200 §4).
///
/// Start at [ExtensionChain], which walks from the one to the other, within bounds. The fragment
/// header has more to say, to the room `io.sockit.inet.fragment` ([FragmentHeader],
/// [FirstFragment]).
@NullMarked
package io.sockit.inet.extension;

import org.jspecify.annotations.NullMarked;
