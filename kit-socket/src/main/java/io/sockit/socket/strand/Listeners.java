package io.sockit.socket.strand;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Listeners, each with the owner that is charged with what it throws. On the strand. A listener
/// that comes or goes during a round takes part from the next one.
public final class Listeners<L> {
    private List<Entry<L>> entries = List.of(); // replaced, never changed: a round may be going on

    private record Entry<L>(Owner owner, L listener) {
        void tell(Consumer<? super L> event) {
            if (owner.alive()) {
                try {
                    event.accept(listener);
                } catch (Throwable t) {
                    owner.fault(t);
                }
            }
        }
    }

    public void add(Owner owner, L listener) {
        List<Entry<L>> more = new ArrayList<>(entries);
        more.add(new Entry<>(owner, listener));
        entries = more;
    }

    /// Adds a listener, and tells it of all there is already.
    public <E> void add(
            Owner owner, L listener, Iterable<E> there, BiConsumer<? super L, ? super E> event) {
        add(owner, listener);
        Entry<L> entry = new Entry<>(owner, listener);
        there.forEach(one -> entry.tell(it -> event.accept(it, one)));
    }

    public void tell(Consumer<? super L> event) {
        for (Entry<L> entry : entries) {
            entry.tell(event);
        }
    }

    /// Removes one registration of a listener.
    @SuppressWarnings("ReferenceEquality") // identity is meant
    public void remove(L listener) {
        entries = entries.stream().filter(entry -> entry.listener != listener).toList();
    }

    /// Removes all listeners of an owner.
    public void forget(Owner owner) {
        entries = entries.stream().filter(entry -> !entry.owner.equals(owner)).toList();
    }
}
