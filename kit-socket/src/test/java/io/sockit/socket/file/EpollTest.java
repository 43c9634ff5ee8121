package io.sockit.socket.file;

import static io.sockit.api.Epoll.EPOLLET;
import static io.sockit.api.Epoll.EPOLLEXCLUSIVE;
import static io.sockit.api.Epoll.EPOLLHUP;
import static io.sockit.api.Epoll.EPOLLIN;
import static io.sockit.api.Epoll.EPOLLONESHOT;
import static io.sockit.api.Epoll.EPOLLOUT;
import static io.sockit.api.Epoll.EPOLLPRI;
import static io.sockit.api.Epoll.EPOLL_CTL_ADD;
import static io.sockit.api.Epoll.EPOLL_CTL_DEL;
import static io.sockit.api.Epoll.EPOLL_CTL_MOD;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.socket.file.Files.PlainFile;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.ProgramRun;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

@Timeout(60)
class EpollTest {
    private static final long SECOND = 1_000_000_000L;

    private final SteppedClock clock = new SteppedClock();
    private final OpenFiles files = Files.of(clock);
    private final DescriptorTable table = new DescriptorTable(files);
    private final EpollEvents events = new EpollEvents(16);
    private Descriptor epfd;

    @BeforeEach
    void anEpoll() throws Exception {
        epfd = newEpoll();
    }

    private Descriptor open(OpenFile file) throws ErrnoException {
        return table.get(table.open(file, false, "test"), "test");
    }

    private Descriptor newEpoll() throws ErrnoException {
        return open(new EpollFile(files));
    }

    private Descriptor newFile() throws ErrnoException {
        return open(new PlainFile(files));
    }

    private static PlainFile file(Descriptor descriptor) {
        return (PlainFile) descriptor.file;
    }

    private static void control(Descriptor epoll, int operation, Descriptor target, int bits)
            throws ErrnoException {
        EpollFile.of(epoll, "epoll_ctl").control(operation, target, bits, target.fd);
    }

    private void add(Descriptor target, int bits) throws ErrnoException {
        control(epfd, EPOLL_CTL_ADD, target, bits);
    }

    private int await(Descriptor epoll, long timeoutNanos) throws ErrnoException {
        return EpollFile.of(epoll, "epoll_wait").await(epoll, events, timeoutNanos);
    }

    private int look() throws ErrnoException {
        return await(epfd, 0);
    }

    @Nested
    class Control {
        @Test
        void refusesWhatEpollCtlForbids() throws Exception {
            Descriptor target = newFile();
            Files.refuses(Errno.EINVAL, () -> EpollFile.of(target, "epoll_ctl"));
            Files.refuses(Errno.EINVAL, () -> add(epfd, EPOLLIN));
            Files.refuses(Errno.EINVAL, () -> control(epfd, 4, target, EPOLLIN));
            Files.refuses(Errno.ENOENT, () -> control(epfd, EPOLL_CTL_MOD, target, EPOLLIN));
            Files.refuses(Errno.ENOENT, () -> control(epfd, EPOLL_CTL_DEL, target, 0));
            add(target, EPOLLIN);
            Files.refuses(Errno.EEXIST, () -> add(target, EPOLLIN));
        }

        @Test
        void exclusiveGoesWithFewFlagsAndIsNeverModified() throws Exception {
            Descriptor target = newFile();
            for (int other : new int[] {EPOLLONESHOT, EPOLLPRI}) {
                Files.refuses(Errno.EINVAL, () -> add(target, EPOLLEXCLUSIVE | EPOLLIN | other));
            }
            Files.refuses(Errno.EINVAL, () -> add(newEpoll(), EPOLLEXCLUSIVE | EPOLLIN));
            add(target, EPOLLEXCLUSIVE | EPOLLIN | EPOLLET | EPOLLHUP);
            Files.refuses(Errno.EINVAL, () -> control(epfd, EPOLL_CTL_MOD, target, EPOLLIN));
            Descriptor plain = newFile();
            add(plain, EPOLLIN);
            Files.refuses(
                    Errno.EINVAL,
                    () -> control(epfd, EPOLL_CTL_MOD, plain, EPOLLIN | EPOLLEXCLUSIVE));
        }

        @Test
        void aCopyIsAnItemOfItsOwn() throws Exception {
            Descriptor first = newFile();
            Descriptor second = table.get(table.dup(first.fd, 0, false, "dup"), "test");
            add(first, EPOLLIN);
            Files.refuses(Errno.ENOENT, () -> control(epfd, EPOLL_CTL_DEL, second, 0));
            add(second, EPOLLIN);
            file(first).change(EPOLLIN);
            assertEquals(2, look());
        }

        @Test
        void addingAndRemovingWithoutWaitingKeepsNothing() throws Exception {
            Descriptor target = newFile();
            EpollFile epoll = EpollFile.of(epfd, "test");
            for (int i = 0; i < 100; i++) {
                add(target, EPOLLIN);
                file(target).change(EPOLLIN);
                file(target).change(0);
                control(epfd, EPOLL_CTL_DEL, target, 0);
                assertFalse(target.file.hasWatches());
            }
            file(target).looks = 0;
            assertEquals(0, epoll.readiness());
            assertEquals(0, file(target).looks);
        }
    }

    @Nested
    class ClosedWhileWatched {
        @Test
        void aClosedNumberReportsWhileTheFileIsOpen() throws Exception {
            Descriptor first = newFile();
            add(first, EPOLLIN);
            int copy = table.dup(first.fd, 0, false, "dup");
            table.close(first.fd, "close");
            assertEquals(0, look());
            file(first).change(EPOLLIN);
            assertEquals(1, look());
            assertEquals(first.fd, events.data(0));
            table.close(copy, "close");
            assertEquals(0, look());
            assertFalse(first.file.hasWatches());
        }

        @Test
        void closingACopyIsNoEdge() throws Exception {
            Descriptor first = newFile();
            file(first).change(EPOLLIN);
            add(first, EPOLLIN | EPOLLET);
            assertEquals(1, look());
            table.close(table.dup(first.fd, 0, false, "dup"), "close");
            assertEquals(0, look());
        }

        @Test
        void aReusedNumberIsANewItem() throws Exception {
            Descriptor first = newFile();
            add(first, EPOLLIN);
            table.close(first.fd, "close");
            Descriptor second = newFile();
            assertEquals(first.fd, second.fd);
            add(second, EPOLLIN);
            file(second).change(EPOLLIN);
            assertEquals(1, look());
        }

        @Test
        void disarmedItemsEndWithTheirFile() throws Exception {
            Descriptor target = newFile();
            add(target, EPOLLIN | EPOLLONESHOT);
            file(target).change(EPOLLIN);
            assertEquals(1, look());
            assertTrue(target.file.hasWatches());
            table.close(target.fd, "close");
            assertEquals(0, look());
            assertFalse(target.file.hasWatches());
        }

        @Test
        void aClosedEpollLeavesItsFiles() throws Exception {
            Descriptor target = newFile();
            add(target, EPOLLIN);
            table.close(epfd.fd, "close");
            assertFalse(target.file.hasWatches());
        }

        @Test
        void isSharedByFork() throws Exception {
            Descriptor target = newFile();
            add(target, EPOLLIN);
            DescriptorTable child = table.fork();
            table.closeAll();
            file(target).change(EPOLLIN);
            Descriptor theirs = child.get(epfd.fd, "test");
            assertEquals(1, await(theirs, 0));
        }
    }

    @Nested
    class Nesting {
        @Test
        void anInnerEpollIsReadyWhileOneOfItsItemsIs() throws Exception {
            Descriptor inner = newEpoll();
            Descriptor target = newFile();
            add(inner, EPOLLIN);
            control(inner, EPOLL_CTL_ADD, target, EPOLLIN);
            assertEquals(0, look());
            file(target).change(EPOLLIN);
            assertEquals(1, look());
            assertEquals(inner.fd, events.data(0));
            PollFd[] polled = {new PollFd(inner.fd, PollFd.POLLIN)};
            assertEquals(1, PollCall.poll(polled, table, 0));
            file(target).change(0);
            assertEquals(0, look());
            assertEquals(0, PollCall.poll(polled, table, 0));
        }

        @Test
        void refusesCirclesAndChainsOfMoreThanFive() throws Exception {
            List<Descriptor> chain = new ArrayList<>(List.of(epfd));
            for (int i = 1; i < 5; i++) {
                chain.add(newEpoll());
                control(chain.get(i - 1), EPOLL_CTL_ADD, chain.get(i), EPOLLIN);
            }
            Files.refuses(Errno.ELOOP, () -> control(chain.get(4), EPOLL_CTL_ADD, epfd, EPOLLIN));
            Files.refuses(
                    Errno.ELOOP, () -> control(chain.get(4), EPOLL_CTL_ADD, newEpoll(), EPOLLIN));
            Files.refuses(Errno.ELOOP, () -> control(newEpoll(), EPOLL_CTL_ADD, epfd, EPOLLIN));
            Files.refuses(Errno.EEXIST, () -> control(epfd, EPOLL_CTL_ADD, chain.get(1), EPOLLIN));
            control(chain.get(3), EPOLL_CTL_DEL, chain.get(4), 0);
            control(newEpoll(), EPOLL_CTL_ADD, epfd, EPOLLIN);
        }

        @Test
        void aClosedEpollIsInNoChain() throws Exception {
            Descriptor outer = newEpoll();
            Descriptor inner = newEpoll();
            control(outer, EPOLL_CTL_ADD, epfd, EPOLLIN);
            add(inner, EPOLLIN);
            table.close(epfd.fd, "close");
            control(inner, EPOLL_CTL_ADD, outer, EPOLLIN);
        }

        @Test
        void wakesThroughFiveEpolls() throws Exception {
            Descriptor innermost = epfd;
            for (int i = 1; i < 5; i++) {
                Descriptor next = newEpoll();
                control(innermost, EPOLL_CTL_ADD, next, EPOLLIN);
                innermost = next;
            }
            Descriptor target = newFile();
            control(innermost, EPOLL_CTL_ADD, target, EPOLLIN);
            ProgramRun waits = clock.start("waits", true, () -> assertEquals(1, await(epfd, -1)));
            clock.start("raises", true, () -> file(target).change(EPOLLIN)).join();
            waits.join();
        }
    }

    @Nested
    class Waiting {
        private final List<String> woken = Collections.synchronizedList(new ArrayList<>());

        private ProgramRun waiter(String name, Descriptor epoll) {
            return waiter(name, epoll, 16, -1);
        }

        private ProgramRun waiter(String name, Descriptor epoll, int capacity, long nanos) {
            return clock.start(
                    name,
                    true,
                    () -> {
                        EpollEvents mine = new EpollEvents(capacity);
                        EpollFile file = EpollFile.of(epoll, "epoll_wait");
                        woken.add(name + ":" + file.await(epoll, mine, nanos));
                    });
        }

        private void run(String name, ProgramRun.Body body) throws Exception {
            clock.start(name, true, body).join();
        }

        @Test
        void comesBackAfterItsTime() throws Exception {
            add(newFile(), EPOLLIN);
            long before = clock.nanoTime();
            assertEquals(0, await(epfd, SECOND));
            assertEquals(SECOND, clock.nanoTime() - before);
        }

        @Test
        void wakesForAnItemAddedOrChangedMeanwhile() throws Exception {
            Descriptor target = newFile();
            file(target).change(EPOLLIN);
            ProgramRun waits = waiter("a", epfd);
            run("add", () -> add(target, EPOLLIN));
            waits.join();
            control(epfd, EPOLL_CTL_MOD, target, EPOLLOUT);
            waits = waiter("b", epfd);
            run("mod", () -> control(epfd, EPOLL_CTL_MOD, target, EPOLLIN));
            waits.join();
        }

        @Test
        void anEdgeWakesOneThreadAndNoOther() throws Exception {
            Descriptor target = newFile();
            add(target, EPOLLIN | EPOLLET);
            List<ProgramRun> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(waiter("w" + i, epfd, 16, SECOND));
            }
            run("raise", () -> file(target).change(EPOLLIN));
            for (ProgramRun run : all) {
                run.join();
            }
            assertEquals(List.of("w0:1", "w1:0", "w2:0"), woken);
        }

        @Test
        void whatOneThreadHasNoRoomForWakesTheNext() throws Exception {
            List<Descriptor> targets = List.of(newFile(), newFile(), newFile());
            for (Descriptor target : targets) {
                add(target, EPOLLIN | EPOLLET);
            }
            List<ProgramRun> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(waiter("w" + i, epfd, 1, -1));
            }
            run("raise", () -> targets.forEach(target -> file(target).change(EPOLLIN)));
            for (ProgramRun run : all) {
                run.join();
            }
            assertEquals(3, woken.size());
        }

        @Test
        void aThreadThatIsInterruptedHandsOnWhatWokeIt() throws Exception {
            Descriptor target = newFile();
            add(target, EPOLLIN | EPOLLET);
            ProgramRun first = waiter("first", epfd);
            ProgramRun second = waiter("second", epfd);
            run(
                    "both",
                    () -> {
                        first.thread().interrupt();
                        file(target).change(EPOLLIN);
                    });
            try {
                first.join();
            } catch (Exception interrupted) {
                second.join();
            }
            assertEquals(1, woken.size());
        }

        @Test
        void closingItsDescriptorEndsTheWait() throws Exception {
            ProgramRun waits =
                    clock.start(
                            "waits", true, () -> Files.refuses(Errno.EBADF, () -> await(epfd, -1)));
            run("close", () -> table.close(epfd.fd, "close"));
            waits.join();
        }

        @Test
        void anExclusiveEventWakesOneEpollThatHasAWaiter() throws Exception {
            Descriptor idle = newEpoll();
            Descriptor other = newEpoll();
            Descriptor target = newFile();
            for (Descriptor epoll : List.of(idle, epfd, other)) {
                control(epoll, EPOLL_CTL_ADD, target, EPOLLIN | EPOLLET | EPOLLEXCLUSIVE);
            }
            ProgramRun first = waiter("first", epfd, 16, SECOND);
            ProgramRun second = waiter("second", other, 16, SECOND);
            run("raise", () -> file(target).change(EPOLLIN));
            first.join();
            second.join();
            assertEquals(List.of("first:1", "second:0"), woken);
        }

        @Test
        void anEventWakesEveryEpollThatIsNotExclusive() throws Exception {
            Descriptor other = newEpoll();
            Descriptor target = newFile();
            for (Descriptor epoll : List.of(epfd, other)) {
                control(epoll, EPOLL_CTL_ADD, target, EPOLLIN | EPOLLET);
            }
            ProgramRun first = waiter("first", epfd);
            ProgramRun second = waiter("second", other);
            run("raise", () -> file(target).change(EPOLLIN));
            first.join();
            second.join();
            assertEquals(2, woken.size());
        }
    }

    /// What a wait costs, counted in looks at files.
    @Nested
    class Cost {
        @ParameterizedTest
        @ValueSource(ints = {10, 1_000, 100_000})
        void aWaitLooksOnlyAtWhatHappened(int watched) throws Exception {
            List<PlainFile> all = new ArrayList<>();
            for (int i = 0; i < watched; i++) {
                Descriptor target = newFile();
                all.add(file(target));
                add(target, EPOLLIN);
            }
            int before = looks(all);
            for (int i = 0; i < 10; i++) {
                PlainFile file = all.get(i * (watched / 10));
                file.change(EPOLLIN);
                assertEquals(1, look());
                file.change(0);
                assertEquals(0, look());
            }
            assertEquals(20, looks(all) - before);
        }

        private int looks(List<PlainFile> all) {
            return all.stream().mapToInt(file -> file.looks).sum();
        }

        @Test
        void manyReadyOnesTakeTurns() throws Exception {
            List<Long> seen = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Descriptor target = newFile();
                file(target).change(EPOLLIN);
                add(target, EPOLLIN);
            }
            EpollEvents few = new EpollEvents(3);
            for (int i = 0; i < 10; i++) {
                EpollFile.of(epfd, "test").await(epfd, few, 0);
                for (int k = 0; k < few.size(); k++) {
                    seen.add(few.data(k));
                }
            }
            for (long fd = 1; fd <= 10; fd++) {
                assertEquals(3, Collections.frequency(seen, fd));
            }
        }
    }
}
