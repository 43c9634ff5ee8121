package io.sockit.socket.control;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/// An immutable list that shares its array with the longer ones made from it: adding a row copies
/// nothing most of the time, so a table of 100,000 routes can be filled row by row.
///
/// Only the newest list of an array may be grown, and only on the strand.
final class Rows<R> extends AbstractList<R> implements RandomAccess {
    private static final Rows<?> NONE = new Rows<>(new Object[0], 0);

    private final Object[] rows;
    private final int size;

    private Rows(Object[] rows, int size) {
        this.rows = rows;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // an empty list holds no R
    static <R> Rows<R> none() {
        return (Rows<R>) NONE;
    }

    /// This list and one more row.
    Rows<R> and(R row) {
        Object[] grown = size < rows.length ? rows : Arrays.copyOf(rows, Math.max(8, size * 2));
        grown[size] = row;
        return new Rows<>(grown, size + 1);
    }

    /// This list with another row at one place.
    Rows<R> with(int index, R row) {
        Object[] changed = Arrays.copyOf(rows, size);
        changed[index] = row;
        return new Rows<>(changed, size);
    }

    /// This list without one place.
    Rows<R> without(int index) {
        Object[] fewer = new Object[size - 1];
        System.arraycopy(rows, 0, fewer, 0, index);
        System.arraycopy(rows, index + 1, fewer, index, size - 1 - index);
        return new Rows<>(fewer, size - 1);
    }

    @Override
    @SuppressWarnings("unchecked") // only R are put in
    public R get(int index) {
        return (R) rows[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }
}
