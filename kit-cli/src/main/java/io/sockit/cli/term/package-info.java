/// What people see: tables, messages of failures, and the line that tells how far a run is.
@NullMarked
package io.sockit.cli.term;

import org.jspecify.annotations.NullMarked;
