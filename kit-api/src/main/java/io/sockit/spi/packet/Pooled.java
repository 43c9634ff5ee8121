package io.sockit.spi.packet;

/// What a [FreeList] can keep. The fields are the list's.
abstract class Pooled {
    static final int NO_SLOT = -1;

    /// Place in the list's table, kept while the entry is out; [#NO_SLOT] if the table was full.
    int slot = NO_SLOT;

    /// Slot of the entry below in the stack, [#NO_SLOT] at the bottom.
    int below;

    /// Entries in the stack up to this one.
    int depth;
}
