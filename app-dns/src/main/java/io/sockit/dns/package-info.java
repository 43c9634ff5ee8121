/// The domain name service (RFC 1034, RFC 1035, RFC 2308, RFC 4592, RFC 6672, RFC 6891): programs
/// for scenarios, and the comparison of what they answered with what a real server did.
///
/// Start at [io.sockit.dns.DnsPlugin], whose rows are the programs `dns` and `dns-client` and the
/// verb `dns-compare`. A `NameServer` makes replies of queries, octets to octets, without sockets:
/// a `Lookup` follows a name through the `Zones`, a `ReplyWriter` writes what fits. `Serving` and
/// `Questioning` are what runs on sockets. A `Comparison` reads the replies of two captures.
///
/// Wire formats and zone files are read by dnsjava; what is answered is decided here.
@NullMarked
package io.sockit.dns;

import org.jspecify.annotations.NullMarked;
