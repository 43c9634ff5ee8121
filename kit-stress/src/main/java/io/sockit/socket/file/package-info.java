/// jcstress tests of open files: see those of the strand.
@NullMarked
package io.sockit.socket.file;

import org.jspecify.annotations.NullMarked;
