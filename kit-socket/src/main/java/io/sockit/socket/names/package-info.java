/// The file names of a host (`path_resolution(7)`): directories, symbolic links, socket files.
///
/// Start at [FileTree], which a host has one of, then [ProcessFiles], the tree as a process sees it
/// and its calls. A [Walk] is the way of one path, and what a call may do at its end. All of it
/// belongs to the strand, where the protocols look names up without a lock.
///
/// A step of a path costs the same however many names there are. What grows with the depth is
/// `getcwd`, and the rename of a directory into another one, which looks whether it would get into
/// itself.
@NullMarked
package io.sockit.socket.names;

import org.jspecify.annotations.NullMarked;
