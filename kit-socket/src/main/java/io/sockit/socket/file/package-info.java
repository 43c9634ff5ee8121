/// Open files and their descriptors, and the calls that wait for several of them at once.
///
/// ```
/// DescriptorTable ─ Descriptor ─ OpenFile ── a socket (room `call`), EpollFile, EventFile, PipeEnd
///   lowest free      one slot    dup, fork     │
///                                              └─ watches (Watched): blocked calls, poll, epolls
/// ```
///
/// Start at [OpenFile]: everything that a descriptor can be has one `readiness`, a level that any
/// thread may ask, and one list of watches that is told of changes. [PollCall] and
/// [EpollFile] are built of these two alone.
@NullMarked
package io.sockit.socket.file;

import org.jspecify.annotations.NullMarked;
