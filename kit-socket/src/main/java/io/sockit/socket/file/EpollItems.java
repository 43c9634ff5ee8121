package io.sockit.socket.file;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// The items of an epoll by file and number: a hash table of chains, which never shrinks. Guarded
/// by the epoll's lock.
@SuppressWarnings("ReferenceEquality") // identity is meant
final class EpollItems {
    private static final int FIRST_SIZE = 8;

    private @Nullable EpollItem[] chains = new @Nullable EpollItem[FIRST_SIZE];
    private int size;

    @Nullable EpollItem find(OpenFile file, int fd) {
        EpollItem item = chains[fd & (chains.length - 1)];
        while (item != null && (item.fd != fd || item.file != file)) {
            item = item.nextItem;
        }
        return item;
    }

    void add(EpollItem item) {
        if (size == chains.length) {
            grow();
        }
        size++;
        link(item);
    }

    private void link(EpollItem item) {
        int at = item.fd & (chains.length - 1);
        item.nextItem = chains[at];
        chains[at] = item;
    }

    private void grow() {
        @Nullable EpollItem[] old = chains;
        chains = new @Nullable EpollItem[2 * old.length];
        each(old, this::link);
    }

    /// Removes one that is there.
    void remove(EpollItem item) {
        int at = item.fd & (chains.length - 1);
        EpollItem before = chains[at];
        if (before == item) {
            chains[at] = item.nextItem;
        } else {
            while (before != null && before.nextItem != item) {
                before = before.nextItem;
            }
            if (before != null) {
                before.nextItem = item.nextItem;
            }
        }
        item.nextItem = null;
        size--;
    }

    /// Removes all.
    ///
    /// @return what was there
    List<EpollItem> removeAll() {
        List<EpollItem> all = new ArrayList<>(size);
        each(chains, all::add);
        Arrays.fill(chains, null);
        size = 0;
        return all;
    }

    private static void each(@Nullable EpollItem[] chains, Consumer<EpollItem> action) {
        for (EpollItem chain : chains) {
            EpollItem next;
            for (EpollItem item = chain; item != null; item = next) {
                next = item.nextItem;
                action.accept(item);
            }
        }
    }
}
