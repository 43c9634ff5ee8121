/// Running a scenario: hosts come up, programs run, and at the end there is a summary and a verdict
/// for each check.
///
/// Start at [ScenarioRun]. [HostSetup] brings hosts up, [Crew] holds the programs, [Pace] lets time
/// go, in the network's kind of time, and [Summary] reads what was counted. Errors of what the
/// scenario says are [io.sockit.cli.scenario.ScenarioException]s with their place.
@NullMarked
package io.sockit.cli.run;

import org.jspecify.annotations.NullMarked;
