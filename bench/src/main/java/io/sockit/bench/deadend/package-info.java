/// A family whose datagrams go nowhere, so that the system calls of the kit can be measured alone.
/// It is no plug-in of the class path, where every host would have it: [DeadEndJar] makes a plug-in
/// jar of it.
@NullMarked
package io.sockit.bench.deadend;

import org.jspecify.annotations.NullMarked;
