/// What a program sees of Sockit: hosts, processes, system calls, addresses, errors, clocks and the
/// control plane.
///
/// Start at [Host], which is one simulated machine, then [Process], whose methods are the BSD
/// system calls on `int` descriptors. Numbers (`AF_`, `SOCK_`, `SO_`, `MSG_`, errno) are Linux's.
/// Plug-in authors go on to `io.sockit.spi`.
@NullMarked
package io.sockit.api;

import org.jspecify.annotations.NullMarked;
