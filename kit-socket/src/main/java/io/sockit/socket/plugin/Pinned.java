package io.sockit.socket.plugin;

import io.sockit.spi.Contribution;

/// What is used of a plug-in: it answers for it, and is held by it. Thread-safe.
abstract class Pinned<T> implements Contribution<T> {
    private final LoadedPlugin owner;

    Pinned(LoadedPlugin owner) {
        this.owner = owner;
    }

    final LoadedPlugin owner() {
        return owner;
    }

    @Override
    public final String plugin() {
        return owner.name();
    }

    @Override
    public final void fault(Throwable failure) {
        owner.fault(failure);
    }

    @Override
    public final boolean pin() {
        return owner.pins().pin();
    }

    @Override
    public final void release() {
        owner.release();
    }
}
