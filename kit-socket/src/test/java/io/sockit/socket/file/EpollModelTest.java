package io.sockit.socket.file;

import static io.sockit.api.Epoll.EPOLLERR;
import static io.sockit.api.Epoll.EPOLLET;
import static io.sockit.api.Epoll.EPOLLHUP;
import static io.sockit.api.Epoll.EPOLLIN;
import static io.sockit.api.Epoll.EPOLLONESHOT;
import static io.sockit.api.Epoll.EPOLLOUT;
import static io.sockit.api.Epoll.EPOLLRDHUP;
import static io.sockit.api.Epoll.EPOLL_CTL_ADD;
import static io.sockit.api.Epoll.EPOLL_CTL_DEL;
import static io.sockit.api.Epoll.EPOLL_CTL_MOD;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.file.Files.PlainFile;
import io.sockit.socket.strand.HostClock;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An epoll over a handful of descriptors against a model: which items wait to be looked at, and in
/// which order.
class EpollModelTest {
    private static final int FDS = 6;
    private static final int FILES = 3;

    private enum Step {
        ADD,
        MOD,
        DEL,
        CHANGE,
        AGAIN,
        WAIT,
        DUP,
        CLOSE,
        REOPEN
    }

    private record Move(Step step, int fd, int events, int flags) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(
                        Arbitraries.of(Step.class),
                        Arbitraries.integers().between(0, FDS - 1),
                        Arbitraries.subsetOf(EPOLLIN, EPOLLOUT, EPOLLRDHUP, EPOLLERR, EPOLLHUP)
                                .map(EpollModelTest::or),
                        Arbitraries.subsetOf(EPOLLET, EPOLLONESHOT).map(EpollModelTest::or))
                .as(Move::new)
                .list()
                .ofMinSize(30)
                .ofMaxSize(150);
    }

    private static int or(Set<Integer> bits) {
        return bits.stream().reduce(0, (a, b) -> a | b);
    }

    @Property(tries = 1000)
    void answersAsTheModel(@ForAll("moves") List<Move> moves) throws Exception {
        Model model = new Model();
        for (Move move : moves) {
            model.run(move);
        }
    }

    private record Key(PlainFile file, int fd) {}

    /// What the model knows of an item.
    private static final class Item {
        final long data;
        int interest;
        int flags;

        Item(long data) {
            this.data = data;
        }
    }

    private static final class Model {
        private final OpenFiles files = Files.of(HostClock.system());
        private final DescriptorTable table = new DescriptorTable(files);
        private final EpollFile epoll = new EpollFile(files);
        private final Descriptor epfd;

        /// In the order in which an event of their file tells them.
        private final Map<Key, Item> items = new LinkedHashMap<>();

        private final LinkedHashSet<Key> pending = new LinkedHashSet<>();
        private long lastData;

        Model() throws ErrnoException {
            epfd = table.get(table.open(epoll, false, "test"), "test");
            for (int i = 0; i < FILES; i++) {
                table.open(new PlainFile(files), false, "test");
            }
        }

        private @Nullable Descriptor target(int fd) {
            return table.find(fd + 1);
        }

        void run(Move move) throws Exception {
            Descriptor target = target(move.fd);
            if (move.step == Step.WAIT) {
                await(1 + move.fd);
            } else if (move.step == Step.REOPEN) {
                reopen();
            } else if (target != null) {
                run(move, target, new Key((PlainFile) target.file, target.fd));
            }
        }

        private void run(Move move, Descriptor target, Key key) throws Exception {
            switch (move.step) {
                case ADD -> add(move, target, key);
                case MOD -> modify(move, target, key);
                case DEL -> delete(target, key);
                case CHANGE -> {
                    int before = key.file.events;
                    key.file.change(move.events);
                    raised(key.file, move.events & ~before);
                }
                case AGAIN -> {
                    key.file.raise(key.file.events);
                    raised(key.file, key.file.events);
                }
                case DUP -> {
                    if (table.size() <= FDS) {
                        table.dup(target.fd, 1, false, "test");
                    }
                }
                case CLOSE -> {
                    table.close(target.fd, "test");
                    if (key.file.closed) {
                        items.keySet().removeIf(item -> item.file == key.file);
                        pending.removeIf(item -> item.file == key.file);
                    }
                }
                default -> throw new AssertionError(move);
            }
        }

        private void reopen() throws ErrnoException {
            if (table.size() <= FDS) {
                table.open(new PlainFile(files), false, "test");
            }
        }

        private void add(Move move, Descriptor target, Key key) throws Exception {
            lastData++;
            if (items.containsKey(key)) {
                Files.refuses(Errno.EEXIST, () -> control(EPOLL_CTL_ADD, target, move));
                return;
            }
            control(EPOLL_CTL_ADD, target, move);
            set(new Item(lastData), key, move);
        }

        private void modify(Move move, Descriptor target, Key key) throws Exception {
            lastData++;
            if (items.containsKey(key)) {
                control(EPOLL_CTL_MOD, target, move);
                Item item = new Item(lastData);
                items.replace(key, item);
                set(item, key, move);
            } else {
                Files.refuses(Errno.ENOENT, () -> control(EPOLL_CTL_MOD, target, move));
            }
        }

        private void set(Item item, Key key, Move move) {
            item.interest = move.events | EPOLLERR | EPOLLHUP;
            item.flags = move.flags;
            items.put(key, item);
            if ((key.file.events & item.interest) != 0) {
                pending.add(key);
            }
        }

        private void control(int operation, Descriptor target, Move move) throws ErrnoException {
            epoll.control(operation, target, move.events | move.flags, lastData);
        }

        private void delete(Descriptor target, Key key) throws Exception {
            if (items.remove(key) == null) {
                Files.refuses(Errno.ENOENT, () -> epoll.control(EPOLL_CTL_DEL, target, 0, 0));
            } else {
                epoll.control(EPOLL_CTL_DEL, target, 0, 0);
                pending.remove(key);
            }
        }

        private void raised(PlainFile file, int events) {
            List<Key> newestFirst = new ArrayList<>(items.keySet()).reversed();
            for (Key key : newestFirst) {
                Item item = items.get(key);
                if (key.file == file && item != null && (item.interest & events) != 0) {
                    pending.add(key);
                }
            }
        }

        private void await(int capacity) throws Exception {
            EpollEvents got = new EpollEvents(capacity);
            boolean polled = pending.stream().anyMatch(key -> ready(key) != 0);
            assertEquals(polled ? EPOLLIN : 0, epoll.readiness());
            while (!pending.isEmpty() && ready(pending.getFirst()) == 0) {
                pending.removeFirst(); // poll lets go of what it finds not ready
            }
            epoll.await(epfd, got, 0);
            List<String> expected = new ArrayList<>();
            for (Key key : new ArrayList<>(pending)) {
                if (expected.size() < capacity) {
                    answer(key, expected);
                }
            }
            List<String> answered = new ArrayList<>();
            for (int i = 0; i < got.size(); i++) {
                answered.add(got.data(i) + ":" + got.events(i));
            }
            assertEquals(expected, answered);
        }

        private int ready(Key key) {
            Item item = items.get(key);
            return item == null ? 0 : key.file.events & item.interest;
        }

        private void answer(Key key, List<String> to) {
            pending.remove(key);
            int events = ready(key);
            Item item = items.get(key);
            if (item == null || events == 0) {
                return;
            }
            to.add(item.data + ":" + events);
            if ((item.flags & EPOLLONESHOT) != 0) {
                item.interest = 0;
            } else if ((item.flags & EPOLLET) == 0) {
                pending.add(key);
            }
        }
    }
}
