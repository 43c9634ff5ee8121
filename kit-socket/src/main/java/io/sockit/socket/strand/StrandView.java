package io.sockit.socket.strand;

import io.sockit.spi.OffStrandTask;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.Task;

import org.jspecify.annotations.Nullable;

/// A strand as one owner sees it: what is made here is charged to it. Thread-safe.
record StrandView(HostStrand strand, Owner owner) implements Strand {
    @Override
    public boolean inside() {
        return strand.inside();
    }

    @Override
    public long now() {
        return strand.now();
    }

    @Override
    public Poke poke(Poke.Handler handler) {
        return new PokeNode(strand, owner, handler, false);
    }

    @Override
    public Poke batchPoke(Poke.Handler handler) {
        return new PokeNode(strand, owner, handler, true);
    }

    @Override
    public Task task(Runnable work) {
        return new TaskNode(strand, owner, work);
    }

    @Override
    public OffStrandTask offStrand(Runnable work) {
        return new OffStrandRunner(strand, owner, work);
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
        return strand.call(owner, work);
    }
}
