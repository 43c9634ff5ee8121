/// TCP, the Transmission Control Protocol (RFC 9293), as a transport of proto-inet:
/// `socket(AF_INET, SOCK_STREAM, 0)` and `socket(AF_INET6, SOCK_STREAM, 0)`.
///
/// Start at [TcpPlugin], whose rows say what this jar adds, and [TcpState], which has the eleven
/// states and the table of their transitions. `TcpPcb` is one socket's control block and serves the
/// calls. A `Connection` is RFC 9293's transmission control block: `SegmentArrival` takes what
/// comes (§3.10.7), its `Sender` and its `Receiver` are the two directions.
///
/// Sequence numbers are of 32 bits on the wire alone. Inside, the bytes of each direction have
/// positions of 64 bits, as so_snd and so_rcv count them: the first byte of data is at 0, the SYN
/// before it at -1, and the FIN takes the position behind the last byte. So nothing wraps, and
/// comparisons are plain.
@NullMarked
package io.sockit.tcp;

import org.jspecify.annotations.NullMarked;
