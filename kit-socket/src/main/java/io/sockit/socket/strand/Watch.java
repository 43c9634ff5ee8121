package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

/// An interest in the events of one [Watched]: a blocked call, an entry of `poll` or `select`, an
/// item of an epoll. Links and membership are guarded by the monitor of what is watched.
public abstract class Watch {
    /// Every event.
    public static final int ALL = -1;

    /// A descriptor of the file was closed: for the calls that may have entered through it. Above
    /// the bits of [io.sockit.api.PollFd].
    public static final int DESCRIPTOR_CLOSED = 1 << 16;

    /// The last descriptor of the file was closed: for items of an epoll, which end with it.
    public static final int FILE_CLOSED = 1 << 17;

    private boolean exclusive;
    private int interest;
    @Nullable Watched watched;
    @Nullable Watch before;
    @Nullable Watch after;

    /// @param exclusive whether an event that one call consumes wakes only the first of such
    /// watches
    protected Watch(int interest, boolean exclusive) {
        this.interest = interest;
        this.exclusive = exclusive;
    }

    /// Called while [#watched] may raise events, with its monitor held: never blocks, and enters no
    /// strand.
    ///
    /// @return whether somebody will look because of this call; false where an earlier event has
    ///     not been looked at yet
    protected abstract boolean raised(int events);

    /// Whether being raised takes it out of the list, until it is added again.
    boolean leavesWhenRaised() {
        return false;
    }

    final boolean exclusive() {
        return exclusive;
    }

    /// Before it is added.
    final void exclusive(boolean only) {
        exclusive = only;
    }

    protected final int interest() {
        return interest;
    }

    /// Before it is added, or under the monitor of what it watches.
    protected final void interest(int events) {
        interest = events;
    }
}
