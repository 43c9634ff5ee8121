package io.sockit.socket.control;

import io.sockit.api.ChangeListener;
import io.sockit.api.ChangeListener.Change;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Table;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.KitOwner;
import io.sockit.socket.strand.Listeners;
import io.sockit.socket.strand.OffStrandQueue;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.Strand;
import io.sockit.spi.TableEvents;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// A table of rows with a key each, in the order of their coming. Changed on the strand; read
/// anywhere.
///
/// A change costs the same however many rows there are: the list that [#rows] answers is made only
/// when somebody asks for it after a change. [#snapshot] is null in between; it is written on the
/// strand alone, so a reader that finds it null goes there.
class RowTable<K, R> implements Table<R> {
    private static final int AT_ONCE = 1000;

    private final HostStrand strand;
    private final OffStrandQueue told;
    private final Function<R, K> keyOf;
    private final Map<K, R> byKey = new LinkedHashMap<>();
    private final Listeners<TableEvents.Listener<R>> listeners = new Listeners<>();
    private volatile @Nullable List<R> snapshot = List.of();

    RowTable(HostStrand strand, OffStrandQueue told, Function<R, K> keyOf) {
        this.strand = strand;
        this.told = told;
        this.keyOf = keyOf;
    }

    @Override
    public final List<R> rows() {
        List<R> known = snapshot;
        return known != null ? known : strand.run(this::read);
    }

    private List<R> read() {
        List<R> known = snapshot;
        if (known == null) {
            known = List.copyOf(byKey.values());
            snapshot = known;
        }
        return known;
    }

    @Override
    public final AutoCloseable listen(ChangeListener<R> listener) {
        Announced announced = new Announced(listener);
        strand.run(() -> listeners.add(KitOwner.KIT, announced));
        return announced;
    }

    /// Adds a listener on the strand, which first hears of all rows there are.
    final void listen(Owner owner, TableEvents.Listener<R> listener) {
        strand.run(() -> listeners.add(owner, listener, read(), TableEvents.Listener<R>::added));
    }

    /// On the strand.
    final void forget(Owner owner) {
        listeners.forget(owner);
    }

    /// Runs a change on the strand, also where the caller is there already.
    final <T extends @Nullable Object> T change(Strand.Work<T, ErrnoException> work)
            throws ErrnoException {
        return strand.run(work);
    }

    final boolean has(K key) {
        return byKey.containsKey(key);
    }

    /// Adds a row whose key is new.
    final void insert(R row, String call) throws ErrnoException {
        if (byKey.putIfAbsent(keyOf.apply(row), row) != null) {
            throw new ErrnoException(Errno.EEXIST, call, row.toString());
        }
        snapshot = null;
        listeners.tell(it -> it.added(row));
    }

    /// Puts a row in the place of the one with its key; says nothing where they are equal.
    final void replace(R row) {
        R old = byKey.replace(keyOf.apply(row), row);
        if (old != null && !old.equals(row)) {
            snapshot = null;
            listeners.tell(it -> it.changed(old, row));
        }
    }

    /// Removes exactly this row.
    final boolean delete(R row) {
        boolean there = byKey.remove(keyOf.apply(row), row);
        if (there) {
            snapshot = null;
            listeners.tell(it -> it.removed(row));
        }
        return there;
    }

    /// Removes the rows that fulfil a condition, of which no more may come. Off the strand it takes
    /// an entry for a thousand of them, so that packets pass in between.
    final void deleteEach(Predicate<R> condition) {
        List<R> gone = rows().stream().filter(condition).toList();
        for (int from = 0; from < gone.size(); from += AT_ONCE) {
            List<R> some = gone.subList(from, Math.min(gone.size(), from + AT_ONCE));
            strand.run(() -> some.forEach(this::delete));
        }
    }

    /// A listener that hears of changes off the strand. Thread-safe; each registration has its own.
    private final class Announced implements TableEvents.Listener<R>, AutoCloseable {
        private final ChangeListener<R> listener;
        private volatile boolean over;

        Announced(ChangeListener<R> listener) {
            this.listener = listener;
        }

        @Override
        public void added(R row) {
            announce(Change.ADDED, row);
        }

        @Override
        public void removed(R row) {
            announce(Change.REMOVED, row);
        }

        @Override
        public void changed(R before, R row) {
            announce(Change.CHANGED, row);
        }

        private void announce(Change change, R row) {
            told.add(
                    () -> {
                        if (!over) {
                            listener.changed(change, row);
                        }
                    });
        }

        @Override
        public void close() {
            over = true;
            strand.run(() -> listeners.remove(this));
        }
    }
}
