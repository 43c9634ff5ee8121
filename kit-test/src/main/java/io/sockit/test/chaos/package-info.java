/// Threads that make calls at random on files that they share, in real time: whatever they do to
/// each other, every call ends and nothing is lost silently.
///
/// A family extends [ChaosContract].
@NullMarked
package io.sockit.test.chaos;

import org.jspecify.annotations.NullMarked;
