/// Holds the documentation against the code.
@NullMarked
package io.sockit.docs;

import org.jspecify.annotations.NullMarked;
