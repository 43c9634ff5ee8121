/// jcstress tests of the strand's protocol, beside the code they reach into: what must hold, and
/// for each recheck a *mutant* without it in which it does not hold. A mutant is the kit's own
/// class with that one look overridden; what stands around it is the kit's. [StressMain] runs both
/// kinds, those of the package `file` too, and fails unless the first pass and the
/// second all fail.
///
/// A thread is never parked for good here: where it would park, a test lets the other actor finish
/// and then asks whether a wake-up is there.
@NullMarked
package io.sockit.socket.strand;

import org.jspecify.annotations.NullMarked;
