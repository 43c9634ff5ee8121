/// The `sockit` command line.
///
/// Start at [Main]; [Sockit] names the verbs, each a class of its own. Verbs that need hosts take
/// their options from [WireOptions] and get [TwoHosts]. No verb names a class of a plug-in:
/// families, devices and contributed verbs are found through the host, so the command line works
/// with whatever jars are there.
@NullMarked
package io.sockit.cli;

import org.jspecify.annotations.NullMarked;
