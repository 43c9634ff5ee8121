/// Output for people: tables, messages of failures, and the progress line.
@NullMarked
package io.sockit.cli.term;

import org.jspecify.annotations.NullMarked;
