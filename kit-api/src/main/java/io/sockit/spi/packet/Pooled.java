package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

/// What a [FreeList] can keep. The fields are the list's.
abstract class Pooled {
    /// The entry below in a chain of free ones; null while the entry is out.
    @Nullable Pooled below;

    /// Entries of the chain up to this one, when it was pushed.
    int depth;
}
