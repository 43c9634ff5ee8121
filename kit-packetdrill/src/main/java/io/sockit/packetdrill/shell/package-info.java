/// Shell lines of scripts, mapped onto the host. Start at [io.sockit.packetdrill.shell.Shell]: it
/// runs lines, pipes and conditions; `Commands` has what can be run. Nothing is ever run on the
/// machine, and what is not known fails.
@NullMarked
package io.sockit.packetdrill.shell;

import org.jspecify.annotations.NullMarked;
