/// Running a scenario: hosts come up, programs run, and at the end there is a summary and a verdict
/// for each check.
///
/// Start at [ScenarioRun]. [HostSetup] brings hosts up, [Crew] holds the programs, [Pace] waits in
/// the network's kind of time, and [Summary] prints the counters. Errors of the scenario are
/// [io.sockit.cli.scenario.ScenarioException]s with their place.
@NullMarked
package io.sockit.cli.run;

import org.jspecify.annotations.NullMarked;
