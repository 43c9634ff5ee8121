package io.sockit.tcp;

/// Whether the last reduction of the window was a mistake: what was sent again is told of as
/// duplicates (RFC 3708), or the first echo is of a time before it (RFC 3522, Eifel). On the
/// strand.
final class Undo {
    private static final long NONE = Sender.NONE;

    private final Connection connection;
    private long from = NONE; // SND.UNA when the window was reduced
    private int resent; // packets sent again since that were not told of as duplicates
    private int total;
    private boolean any; // sent again since all was acknowledged
    private int firstAt; // timestamp of the first of those

    Undo(Connection connection) {
        this.connection = connection;
    }

    /// A packet was sent again.
    void resent() {
        total++;
        resent = Math.max(0, resent) + 1;
        if (!any) {
            any = true;
            firstAt = connection.timestamp();
        }
    }

    /// Packets that were sent again, ever.
    int total() {
        return total;
    }

    /// Nothing that was sent again is outstanding.
    void forgetResent() {
        any = false;
    }

    /// The peer tells that packets came twice.
    void toldTwice(int packets) {
        resent = Math.max(0, resent - packets);
    }

    /// Whether a packet that came twice counts.
    boolean counts(long end) {
        return from != NONE && resent > 0 && end > from;
    }

    /// The window is reduced.
    void begin() {
        from = connection.sender.una();
        int under = connection.sender.outstanding.resent();
        resent = under > 0 ? under : -1;
    }

    /// Nothing can be undone any more.
    void end() {
        from = NONE;
    }

    /// Whether there is a reduction that can be undone.
    boolean isOpen() {
        return from != NONE;
    }

    boolean isJustified() {
        return from != NONE && (resent == 0 || isOriginalEchoed());
    }

    /// Whether all that was sent again is told of as duplicates.
    boolean isToldTwice() {
        return from != NONE && resent == 0;
    }

    boolean isOriginalEchoed() {
        return any && connection.echoIsBefore(firstAt);
    }
}
