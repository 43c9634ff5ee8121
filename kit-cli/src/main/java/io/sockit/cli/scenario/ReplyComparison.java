package io.sockit.cli.scenario;

import java.nio.file.Path;

/// A demand that the replies of name servers in two captures are equal.
///
/// @param recorded the capture with the expected replies
/// @param answers the capture that the scenario writes
public record ReplyComparison(Path recorded, Path answers) {}
