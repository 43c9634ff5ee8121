/// What a jar needs that adds a congestion control to TCP: it contributes a
/// [io.sockit.tcp.spi.CongestionControl] under its name, and `TCP_CONGESTION` selects it.
@NullMarked
package io.sockit.tcp.spi;

import org.jspecify.annotations.NullMarked;
