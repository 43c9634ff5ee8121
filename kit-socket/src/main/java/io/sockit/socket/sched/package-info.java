/// Virtual time. Start at [SteppedClock]; a [ProgramScheduler] lets one program run at a time and
/// moves time where no program can run.
@NullMarked
package io.sockit.socket.sched;

import org.jspecify.annotations.NullMarked;
