/// System calls on sockets: from an `int` descriptor to the protocol behind it.
///
/// ```
/// KitProcess ─ DescriptorTable ─ Descriptor ─ Socket ─ SocketOps (a plug-in's)
///   arguments    lowest free       one slot    so_…     capabilities
/// ```
///
/// Start at [Calls], what the host sees of this package; then [SocketCalls], the second-level
/// operations, and [Socket], the thing they work on. [SendCalls] and [ReceiveCalls] are the way of
/// a message, [StreamSends] and [StreamReceives] that of a stream, [ConnectCalls] makes and accepts
/// connections, [AncillaryWriter] writes what comes beside a message, [SocketLevel] has the
/// options.
///
/// **What is shared.** Protocols run on the host's strand, callers on threads of their own. A
/// socket is written on the strand alone, with these exceptions:
///
/// | field | written by | seen by the other side because |
/// | --- | --- | --- |
/// | `O_NONBLOCK`, kit-level options | callers | volatile; they decide nothing on the strand |
/// | reader word of [ReceiveChain] | one reader at a time | CAS in, release store out |
/// | packets passed | the reader | release store; the strand's acquire load before it frees |
/// | `readPosition` of [Streams] | the reader | volatile store, then a volatile load of `updateAt`
/// |
/// | what other threads give back to [SendRoom] | they | atomic addition, then a fence |
/// | requests of [SocketRegistry#ask] | any thread | bits or-ed in, cleared before the strand looks
/// |
///
/// Events are raised after the strand is left, behind the fence of its release:
/// [io.sockit.socket.strand.Watched] says why no event is lost.
///
/// **What a plug-in leaves behind.** All that refers to a plug-in's classes hangs on two fields of
/// a socket, its operations and its pins. [Socket#abort] clears both.
@NullMarked
package io.sockit.socket.call;

import org.jspecify.annotations.NullMarked;
