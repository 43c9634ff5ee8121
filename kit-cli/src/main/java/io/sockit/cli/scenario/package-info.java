/// The content of a scenario file: hosts, devices, programs and checks, with every error at its
/// place.
///
/// Start at [Scenarios], which reads a file into a [Scenario], a tree of records without behaviour.
/// `docs/scenarios.md` is the reference of the file; running one is the room `io.sockit.cli.run`.
@NullMarked
package io.sockit.cli.scenario;

import org.jspecify.annotations.NullMarked;
