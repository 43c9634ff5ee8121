/// The blocks `%{ … }%`: assertions about the connection's `tcp_info`, in the part of Python that
/// scripts use. Start at [io.sockit.packetdrill.code.CodeRunner]; `TcpInfo` knows where each field
/// lies.
@NullMarked
package io.sockit.packetdrill.code;

import org.jspecify.annotations.NullMarked;
