/// System calls: from an `int` descriptor to the protocol behind it.
///
/// ```
/// KitProcess ─ DescriptorTable ─ Descriptor ─ OpenFile ─ Socket ─ Pcb ─ SocketOps (a plug-in's)
///   arguments    lowest free       one slot    dup, fork   so_…    capabilities
/// ```
///
/// Start at [Calls], what the host sees of this package; then [SocketCalls], the second-level
/// operations, and [Socket], the thing they work on. [SendCall] and [ReceiveCalls] are the way of a
/// datagram, [AncillaryWriter] what comes beside one, [PollCall] is `poll`, [SocketLevel] the
/// options.
///
/// **What is shared.** Protocols run on the host's strand, callers on threads of their own. They
/// meet in [MessageBuffer] (so_rcv), [SendBuffer] (so_snd), the wait queues of a socket, and a few
/// volatile fields of [Socket]; nothing else here is touched by both.
///
/// **What a plug-in leaves behind.** All that refers to a plug-in's classes hangs on two fields of
/// a socket, [Socket#soPcb] and its contributions. [Socket#abort] swaps the one and clears the
/// other.
@NullMarked
package io.sockit.socket.call;

import io.sockit.socket.file.PollCall;

import org.jspecify.annotations.NullMarked;
