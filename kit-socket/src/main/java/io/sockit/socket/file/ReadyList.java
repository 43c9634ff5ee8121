package io.sockit.socket.file;

import org.jspecify.annotations.Nullable;

/// Items of an epoll that may be ready, in the order in which they are looked at (Linux `rdllist`).
/// Guarded by the epoll's lock.
final class ReadyList {
    private @Nullable EpollItem first;
    private @Nullable EpollItem last;
    private int size;

    int size() {
        return size;
    }

    @Nullable EpollItem first() {
        return first;
    }

    /// Appends an item, unless it is there.
    void add(EpollItem item) {
        if (item.inReady) {
            return;
        }
        item.inReady = true;
        item.readyBefore = last;
        if (last == null) {
            first = item;
        } else {
            last.readyAfter = item;
        }
        last = item;
        size++;
    }

    /// Removes an item, if it is there.
    void remove(EpollItem item) {
        if (!item.inReady) {
            return;
        }
        EpollItem before = item.readyBefore;
        EpollItem after = item.readyAfter;
        if (before == null) {
            first = after;
        } else {
            before.readyAfter = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.readyBefore = before;
        }
        item.readyBefore = null;
        item.readyAfter = null;
        item.inReady = false;
        size--;
    }
}
