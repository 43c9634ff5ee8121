/// jcstress tests of sockets: see those of the strand.
@NullMarked
package io.sockit.socket.call;

import org.jspecify.annotations.NullMarked;
