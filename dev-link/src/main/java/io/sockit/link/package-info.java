/// A wire between two hosts of a network, with the impairments of real ones:
/// `link:wan?delay=20ms&loss=1%&rate=10mbit&queue=64KiB&seed=7&type=ether`.
///
/// Two interfaces whose strings name the same wire (`wan`) are its ends. Each end's options hold
/// for what that end sends, so a wire may be asymmetric. Start at `LinkDriver`, which reads the
/// options, then `LinkDevice`, which is the line itself: queue, rate, loss, delay, in this order.
@NullMarked
package io.sockit.link;

import org.jspecify.annotations.NullMarked;
