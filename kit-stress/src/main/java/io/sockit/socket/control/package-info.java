/// jcstress tests of what is told outside the strand.
@NullMarked
package io.sockit.socket.control;

import org.jspecify.annotations.NullMarked;
