/// The rows that transports add, seen from this side: [SocketRows] makes sockets by type and
/// protocol, [Transports] hands packets and errors up by IP protocol number.
@NullMarked
package io.sockit.inet.transport;

import org.jspecify.annotations.NullMarked;
