package io.sockit.unix;

import com.google.inject.Inject;

import io.sockit.api.Capability;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.CallContext;
import io.sockit.spi.FileHandle;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.Timer;
import io.sockit.spi.Timers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The open files that are in flight, which are those in unread messages, and the end of those that
/// no process can receive any more (Linux `net/unix/garbage.c`).
///
/// A socket in flight is **held** by the socket whose messages it is in, and a connection that
/// waits to be accepted is part of its listener. A socket is **live** where it has a reference that
/// is
/// not in flight, which is a descriptor or a call that is about to send it, or where a live one
/// holds it.
///
/// A socket can cease to be live only when a reference to it is given back and others are left, of
/// which the kit tells ([UnixSocket#released]), or when it is sent and the call had the last
/// reference that was not in flight. So each of these sockets is a candidate, and a search goes
/// from it to what holds it, and on, until it meets a live one. A search that ends otherwise has
/// found sockets that nothing live holds. Nothing can change that: to take a socket out of a
/// message
/// needs a descriptor of the socket that has it. What they are in is dropped, which closes them.
///
/// **Cost.** Each candidate pays for [#CREDIT] steps of all searches. What is left then goes on by
/// a timer, [#SLICE] steps a millisecond. So the cost of a close does not depend on what is in
/// flight. A search that ends at a live socket settles the other candidates on its way. One poke
/// does [#SLICE] steps at most.
///
/// On the strand, but for [#drop].
final class UnixCollector {
    static final int CREDIT = 64;
    static final int SLICE = 4096;
    private static final long PERIOD = 1_000_000;

    private final Strand strand;
    private final Poke work;
    private final Timer timer;
    private final Map<Integer, Integer> countOfUser = new HashMap<>();
    private final Queue<UnixRights> droppedElsewhere = new ConcurrentLinkedQueue<>();

    /// The newest is searched first: in a chain that is closed from its live end on, the search
    /// from the farthest settles all.
    private final Deque<Vertex> candidates = new ArrayDeque<>();

    private long events; // counts candidates
    private long credit;
    private long steps;

    // The search under way: what it has found, how far it has looked, and whether it is at the end.
    private List<Vertex> found = new ArrayList<>();
    private int search;
    private int at;
    private @Nullable Flight cursor;
    private boolean dead;
    private long begun;

    // What a search leaves behind: the way to the live socket it met, and what it found.
    private @Nullable Vertex settled;
    private List<Vertex> left = new ArrayList<>();

    @Inject
    UnixCollector(Strand strand, Timers timers) {
        this.strand = strand;
        work = strand.poke(bits -> work());
        timer =
                timers.timer(
                        now -> {
                            credit += SLICE;
                            work();
                        });
    }

    /// A socket that is, or was, in flight.
    static final class Vertex {
        private final FileHandle file;
        private int references; // in flight
        private @Nullable Flight first;
        private boolean candidate;
        private int search; // that found it last
        private @Nullable Vertex from; // which it holds, in that search

        private Vertex(FileHandle file) {
            this.file = file;
        }

        private boolean isOpen() {
            return file.references() > references;
        }
    }

    /// One reference to a socket in one message.
    static final class Flight {
        private final Vertex vertex;
        private final UnixRights rights;
        private @Nullable Flight before;
        private @Nullable Flight after;

        Flight(Vertex vertex, UnixRights rights) {
            this.vertex = vertex;
            this.rights = rights;
        }
    }

    /// Files in flight of all users.
    int inFlight() {
        return countOfUser.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Steps of all searches so far.
    long steps() {
        return steps;
    }

    /// @throws ErrnoException `ETOOMANYREFS` where the sender's user has more files in flight than
    ///     a process may have descriptors (Linux too_many_unix_fds)
    void admit(UnixRights rights, CallContext call) throws ErrnoException {
        Credentials by = call.credentials();
        if (countOfUser.getOrDefault(rights.uid, 0) > call.openFileLimit()
                && !by.has(Capability.CAP_SYS_RESOURCE)
                && !by.has(Capability.CAP_SYS_ADMIN)) {
            throw new ErrnoException(
                    Errno.ETOOMANYREFS,
                    "sendmsg",
                    "files in flight: %d (expected: <= %d)"
                            .formatted(countOfUser.get(rights.uid), call.openFileLimit()));
        }
    }

    /// A message with files has been sent.
    void enter(UnixRights rights, UnixSocket receiver) {
        rights.receiver = receiver;
        countOfUser.merge(rights.uid, rights.files.length, Integer::sum);
        for (FileHandle file : rights.files) {
            if (file.ops() instanceof UnixSocket socket) {
                Vertex vertex = socket.vertex;
                if (vertex == null) {
                    vertex = new Vertex(file);
                    socket.vertex = vertex;
                }
                link(new Flight(vertex, rights), rights);
                if (!vertex.isOpen()) { // its descriptors were closed while the call waited
                    candidate(vertex);
                }
            }
        }
    }

    private void link(Flight flight, UnixRights rights) {
        Vertex vertex = flight.vertex;
        vertex.references++;
        flight.after = vertex.first;
        if (vertex.first != null) {
            vertex.first.before = flight;
        }
        vertex.first = flight;
        rights.flights.add(flight);
    }

    private void unlink(Flight flight) {
        Vertex vertex = flight.vertex;
        vertex.references--;
        if (flight == cursor) {
            cursor = flight.after;
        }
        if (flight.after != null) {
            flight.after.before = flight.before;
        }
        if (flight.before == null) {
            vertex.first = flight.after;
        } else {
            flight.before.after = flight.after;
        }
    }

    /// Files are taken out of a message: sockets that the search has found are live now.
    void taken(UnixRights rights) {
        for (Flight flight : rights.flights) {
            if (isFound(flight.vertex)) {
                end();
                return;
            }
        }
    }

    /// Gives back what a message has, because it is received or gone. Any thread.
    void drop(UnixRights rights) {
        if (strand.inside()) {
            leave(rights);
        } else if (rights.receiver == null) {
            rights.release(); // it was never sent
        } else {
            droppedElsewhere.add(rights);
            work.poke(1);
        }
    }

    private void leave(UnixRights rights) {
        if (rights.receiver != null) {
            rights.receiver = null;
            int left = countOfUser.merge(rights.uid, -rights.files.length, Integer::sum);
            if (left == 0) {
                countOfUser.remove(rights.uid);
            }
            rights.flights.forEach(this::unlink);
            rights.flights.clear();
        }
        rights.release();
    }

    /// A reference to a socket was given back, and others are left.
    void candidate(Vertex vertex) {
        credit += CREDIT;
        events++;
        if (vertex.references > 0 && !vertex.candidate) {
            vertex.candidate = true;
            candidates.push(vertex);
            work.poke(1);
        }
    }

    private void work() {
        for (UnixRights rights = droppedElsewhere.poll();
                rights != null;
                rights = droppedElsewhere.poll()) {
            leave(rights);
        }
        long most = Math.min(credit, SLICE);
        long done = 0;
        for (int cost = 1; done < most && cost > 0; done += cost) {
            cost = step();
        }
        steps += done;
        credit -= done;
        if (candidates.isEmpty() && found.isEmpty() && left.isEmpty()) {
            return;
        }
        if (credit > 0) {
            work.poke(1);
        } else if (!timer.armed()) {
            timer.armIn(PERIOD);
        }
    }

    /// @return what it costs, 0 where there is nothing to do
    private int step() {
        if (settled != null) {
            settle(settled);
        } else if (!left.isEmpty()) {
            left.removeLast().from = null;
        } else if (found.isEmpty()) {
            return begin();
        } else if (dead) {
            return dropNext();
        } else if (cursor != null) {
            Flight flight = cursor;
            cursor = flight.after;
            follow(flight);
        } else if (++at < found.size()) {
            cursor = found.get(at).first;
        } else {
            dead = true;
        }
        return 1;
    }

    private int begin() {
        Vertex next = candidates.poll();
        if (next == null) {
            return 0;
        }
        if (next.candidate) {
            next.candidate = false;
            search++;
            at = 0;
            dead = false;
            begun = events;
            cursor = next.first;
            find(next, null);
        }
        return 1;
    }

    private void find(Vertex vertex, @Nullable Vertex from) {
        vertex.search = search;
        vertex.from = from;
        found.add(vertex);
        if (vertex.isOpen()) {
            settled = vertex;
            end();
        }
    }

    private boolean isFound(Vertex vertex) {
        return !found.isEmpty() && vertex.search == search;
    }

    /// Goes from a socket to one that holds it.
    private void follow(Flight flight) {
        UnixSocket receiver = flight.rights.receiver;
        Vertex holder = receiver == null ? null : receiver.holder().vertex;
        if (holder == null || holder.references == 0) {
            settled = flight.vertex; // its holder was never in flight, or is not any more
            end();
        } else if (holder.search != search) {
            find(holder, flight.vertex);
        }
    }

    /// The search has met a live socket. What it came by is live, and no candidate, unless
    /// something has changed since it began.
    private void settle(Vertex live) {
        settled = events == begun ? live.from : null;
        live.candidate &= events != begun;
    }

    private void end() {
        List<Vertex> none = left;
        left = found;
        found = none;
        cursor = null;
    }

    /// Drops one message that has a dead socket.
    private int dropNext() {
        Vertex last = found.getLast();
        Flight flight = last.first;
        if (flight == null) {
            last.from = null;
            found.removeLast();
            return 1;
        }
        int files = flight.rights.files.length;
        leave(flight.rights);
        return files;
    }
}
