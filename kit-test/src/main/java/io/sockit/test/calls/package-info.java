/// Call scripts: scenarios of system calls with the answers that Linux gives, run on the kit
/// (`docs/call-scripts.md` is the reference of their language).
///
/// Start at [CallScriptContract], which a family extends. A [Scenario] comes out of a `.calls` file
/// beside this package; a [ScriptProcess] makes its calls line by line. [FileCalls], [NameCalls],
/// [SocketCalls] and [WaitCalls] say what each call does.
@NullMarked
package io.sockit.test.calls;

import org.jspecify.annotations.NullMarked;
