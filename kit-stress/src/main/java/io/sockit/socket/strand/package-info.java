/// jcstress tests of the strand's protocol, beside the code they reach into: what must hold, and
/// for each recheck a *mutant* without it in which it does not hold. [StressMain] runs both kinds
/// and fails unless the first pass and the second all fail.
@NullMarked
package io.sockit.socket.strand;

import org.jspecify.annotations.NullMarked;
