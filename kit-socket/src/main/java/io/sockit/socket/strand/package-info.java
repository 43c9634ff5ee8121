/// Strands, the time of a host, and the threads that wait: where work of many threads becomes code
/// of one.
///
/// Start at [HostClock]: the time of a group of hosts, from which everything here is made. A
/// [HostStrand] is where a host's protocol code runs; [Watched] and [Waiter] are how a system
/// call blocks; [SeededStreams] are the host's random numbers. A [Wakeable] is what a strand calls
/// after it was left, a [Pause] a short wait of the kit itself. What else is public comes with
/// these.
///
/// **The protocol of the strand.** `owner` is taken by one CAS. Whoever fails to take it pushes its
/// work to the inbox *and then looks at the owner again*; whoever leaves clears the owner *and then
/// looks at the inbox again*. Both are sequentially consistent accesses, so one of the two sees the
/// other, and no work is left behind. Visits and wakes follow the same pattern: a flag says that
/// somebody will look, and it is cleared *before* looking, so whoever finds it set may rely on a
/// look still to come. Waiting is the same once more: a thread registers with the queue *and then
/// looks at what it waits for*, while who changes it does so *and then* looks at the queue. Each of
/// these looks is a method of its own, and module kit-stress shows that none can be left out.
@NullMarked
package io.sockit.socket.strand;

import org.jspecify.annotations.NullMarked;
