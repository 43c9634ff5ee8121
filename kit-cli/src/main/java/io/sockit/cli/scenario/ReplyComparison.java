package io.sockit.cli.scenario;

import java.nio.file.Path;

/// That the replies of name servers in one capture are to equal those in another.
///
/// @param recorded the capture to be equal to
/// @param answers what the scenario writes
public record ReplyComparison(Path recorded, Path answers) {}
