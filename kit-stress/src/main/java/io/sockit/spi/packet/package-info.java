/// jcstress tests of the pool of packets, which the strand and other threads share: see the package
/// `io.sockit.socket.strand` here.
@NullMarked
package io.sockit.spi.packet;

import org.jspecify.annotations.NullMarked;
