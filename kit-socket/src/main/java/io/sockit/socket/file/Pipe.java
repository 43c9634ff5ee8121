package io.sockit.socket.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;

import java.util.Arrays;

/// The bytes between the two ends of a pipe, in pages as Linux has them: 16 at most, so that it is
/// full, writable and split just where Linux's is. A write of a page or less (`PIPE_BUF`) goes into
/// one page, and so is never split. Pages are made when they are first used. Thread-safe: the
/// monitor guards everything, and no file is told of a change with it held.
final class Pipe {
    private static final byte[] NO_PAGE = {};
    private static final int PAGE = 4096;
    private static final int PAGES = 16;

    private final OpenFiles files;
    private final long inode;

    @GuardedBy("this")
    private final byte[][] pages = new byte[PAGES][];

    /// The first byte of each page that is not read yet.
    @GuardedBy("this")
    private final int[] starts = new int[PAGES];

    @GuardedBy("this")
    private final int[] ends = new int[PAGES];

    /// The oldest page in use.
    @GuardedBy("this")
    private int tail;

    @GuardedBy("this")
    private int used;

    @GuardedBy("this")
    private boolean unread;

    @GuardedBy("this")
    private boolean unwritten;

    Pipe(OpenFiles files) {
        this.files = files;
        Arrays.fill(pages, NO_PAGE);
        this.inode = files.nextInode();
    }

    OpenFiles files() {
        return files;
    }

    Stat stat() {
        return new Stat(inode, Stat.S_IFIFO | 0600);
    }

    /// @return how many bytes were taken
    synchronized int take(byte[] data, int offset, int length) {
        int taken = 0;
        while (taken < length && used > 0) {
            int next = Math.min(length - taken, ends[tail] - starts[tail]);
            System.arraycopy(pages[tail], starts[tail], data, offset + taken, next);
            taken += next;
            starts[tail] += next;
            if (starts[tail] == ends[tail]) {
                tail = (tail + 1) % PAGES;
                used--;
            }
        }
        return taken;
    }

    /// @return how many bytes were put
    /// @throws ErrnoException `ENOMEM` where not one was, for lack of a page
    synchronized int put(byte[] data, int offset, int length) throws ErrnoException {
        int put = 0;
        int rest = length % PAGE;
        if (rest > 0 && used > 0 && ends[last()] + rest <= PAGE) { // Linux pipe_write: merges
            append(last(), data, offset, rest);
            put = rest;
        }
        while (put < length && used < PAGES) {
            int page = (tail + used) % PAGES;
            if (pages[page].length == 0 && !makePage(page)) {
                if (put == 0) {
                    throw new ErrnoException(
                            Errno.ENOMEM, "write", "a page of a pipe (expected: some heap left)");
                }
                return put;
            }
            used++;
            starts[page] = 0;
            ends[page] = 0;
            int next = Math.min(length - put, PAGE);
            append(page, data, offset + put, next);
            put += next;
        }
        return put;
    }

    @GuardedBy("this")
    private boolean makePage(int page) {
        boolean may = files.memory().reserve(PAGE);
        if (may) {
            pages[page] = new byte[PAGE];
        }
        return may;
    }

    /// Both ends are closed.
    @GuardedBy("this")
    private void free() {
        for (int i = 0; i < PAGES; i++) {
            if (pages[i].length != 0) {
                pages[i] = NO_PAGE;
                files.memory().unreserve(PAGE);
            }
        }
        used = 0;
    }

    @GuardedBy("this")
    private int last() {
        return (tail + used - 1) % PAGES;
    }

    @GuardedBy("this")
    private void append(int page, byte[] data, int offset, int length) {
        System.arraycopy(data, offset, pages[page], ends[page], length);
        ends[page] += length;
    }

    synchronized boolean isEmpty() {
        return used == 0;
    }

    synchronized boolean isFull() {
        return used == PAGES;
    }

    synchronized int available() {
        int sum = 0;
        for (int i = 0; i < used; i++) {
            int page = (tail + i) % PAGES;
            sum += ends[page] - starts[page];
        }
        return sum;
    }

    /// The reading end is closed: what is inside nobody will read.
    synchronized void unread() {
        unread = true;
        if (unwritten) {
            free();
        }
    }

    synchronized boolean isUnread() {
        return unread;
    }

    /// The writing end is closed.
    synchronized void unwritten() {
        unwritten = true;
        if (unread) {
            free();
        }
    }

    synchronized boolean isUnwritten() {
        return unwritten;
    }
}
