/// jcstress tests of what system calls share with the strand: buffers, and waiting for them.
@NullMarked
package io.sockit.socket.call;

import org.jspecify.annotations.NullMarked;
