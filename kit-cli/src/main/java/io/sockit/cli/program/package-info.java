/// The programs that every scenario can run: `echo`, `sink` and `source`.
///
/// [BuiltInPrograms] contributes them through the point that any plug-in uses; they use nothing of
/// the command line. `docs/scenarios.md` lists their arguments.
@NullMarked
package io.sockit.cli.program;

import org.jspecify.annotations.NullMarked;
