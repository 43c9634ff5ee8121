/// AF_UNIX: sockets between the programs of one host (unix(7)).
///
/// `SOCK_STREAM` carries bytes over a connection: what the receiver has no room for stays with the
/// sender, whose writes then wait; after `close`, what is unsent still arrives, and where the
/// closed
/// socket had unread data its peer is told `ECONNRESET`.
///
/// `SOCK_DGRAM` and `SOCK_SEQPACKET` carry messages, which are not lost: a sender waits where its
/// receiver has no room. Between sockets that are connected to each other the bound is the sender's
/// `SO_SNDBUF`, elsewhere a number of messages too (`net.unix.max_dgram_qlen`).
///
/// Names are paths in the host's name space of files, or abstract. What is not here answers with
/// the errno that says so: control messages
/// `EINVAL`, options besides [Unix#SO_PEERCRED] `ENOPROTOOPT`.
///
/// Start at [UnixPlugin], then `UnixFamily`, which makes sockets. `UnixSocket` is what all types
/// share: a name and who made it. `UnixConnection` is what types with connections share,
/// `UnixListener` holds the sockets that wait for a listener. `UnixStream` is a stream, and
/// `UnixFlow` moves its bytes. `UnixDatagram` and `UnixSeqpacket` are the types with messages,
/// which arrive in a `UnixInbox` behind a `UnixHeader`. `UnixNames` knows which socket has which
/// name.
@NullMarked
package io.sockit.unix;

import org.jspecify.annotations.NullMarked;
