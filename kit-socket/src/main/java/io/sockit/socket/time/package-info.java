/// Timers in order of their deadlines: [TimerWheel], of a strand or of a virtual clock.
@NullMarked
package io.sockit.socket.time;

import org.jspecify.annotations.NullMarked;
