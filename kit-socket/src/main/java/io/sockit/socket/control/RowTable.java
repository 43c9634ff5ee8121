package io.sockit.socket.control;

import io.sockit.api.ChangeListener;
import io.sockit.api.ChangeListener.Change;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Table;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.Strand;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/// A table of rows with a key each. Read anywhere; written on the strand.
class RowTable<K, R> implements Table<R> {
    private final HostStrand strand;
    private final Announcer announcer;
    private final Function<R, K> keyOf;
    private final Map<K, R> byKey = new HashMap<>();
    private final List<Listening<R>> listeners = new CopyOnWriteArrayList<>();
    private volatile Rows<R> rows = Rows.none();

    RowTable(HostStrand strand, Announcer announcer, Function<R, K> keyOf) {
        this.strand = strand;
        this.announcer = announcer;
        this.keyOf = keyOf;
    }

    @Override
    public final List<R> rows() {
        return rows;
    }

    @Override
    public final AutoCloseable listen(ChangeListener<R> listener) {
        Listening<R> listening = new Listening<>(listener);
        listeners.add(listening);
        return () -> {
            listening.over = true;
            listeners.remove(listening);
        };
    }

    /// Runs a change on the strand, also where the caller is there already.
    final <T extends @Nullable Object> T change(Strand.Work<T, ErrnoException> work)
            throws ErrnoException {
        return strand.inside() ? work.run() : strand.call(work);
    }

    final boolean has(K key) {
        return byKey.containsKey(key);
    }

    /// Adds a row whose key is new.
    final void insert(R row, String call) throws ErrnoException {
        if (byKey.putIfAbsent(keyOf.apply(row), row) != null) {
            throw new ErrnoException(Errno.EEXIST, call, row.toString());
        }
        rows = rows.and(row);
        tell(Change.ADDED, row);
    }

    /// Puts a row in the place of the one with its key; says nothing where they are equal.
    final void replace(R row) {
        R old = byKey.put(keyOf.apply(row), row);
        if (old != null && !old.equals(row)) {
            rows = rows.with(rows.indexOf(old), row);
            tell(Change.CHANGED, row);
        }
    }

    /// Removes exactly this row.
    final boolean delete(R row) {
        if (!byKey.remove(keyOf.apply(row), row)) {
            return false;
        }
        rows = rows.without(rows.indexOf(row));
        tell(Change.REMOVED, row);
        return true;
    }

    final void deleteIf(Predicate<R> condition) {
        for (R row : rows) {
            if (condition.test(row)) {
                delete(row);
            }
        }
    }

    private void tell(Change change, R row) {
        for (Listening<R> listening : listeners) {
            announcer.announce(() -> listening.changed(change, row));
        }
    }

    /// One registration: the same listener may be there twice.
    private static final class Listening<R> {
        private final ChangeListener<R> listener;
        private volatile boolean over;

        Listening(ChangeListener<R> listener) {
            this.listener = listener;
        }

        void changed(Change change, R row) {
            if (!over) {
                listener.changed(change, row);
            }
        }
    }
}
