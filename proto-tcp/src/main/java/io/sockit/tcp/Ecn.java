package io.sockit.tcp;

/// Explicit congestion notification of one connection (RFC 3168 §6.1). On the strand.
final class Ecn {
    private static final int CE = 3;

    private boolean asked;
    private boolean agreed;
    private boolean echoes; // ECE on all that is sent, until the peer's CWR
    private boolean reduced; // CWR is owed to the peer

    void ask() {
        asked = true;
    }

    int synFlags() {
        return asked ? TcpHeader.ECE | TcpHeader.CWR : 0;
    }

    int synAckFlags() {
        return agreed ? TcpHeader.ECE : 0;
    }

    /// The peer's SYN and ACK has come.
    void answered(Segment segment) {
        agreed = asked && segment.has(TcpHeader.ECE) && !segment.has(TcpHeader.CWR);
    }

    void agree() {
        agreed = true;
    }

    boolean isAgreed() {
        return agreed;
    }

    boolean echoes() {
        return echoes;
    }

    /// A segment with data, or without, has arrived.
    ///
    /// @return whether it is the first of marked ones, and to be acknowledged at once
    boolean arrived(Segment segment) {
        if (!agreed) {
            return false;
        }
        if (segment.has(TcpHeader.CWR) && segment.length > 0) {
            echoes = false;
        }
        if (segment.ecn == CE && !echoes) {
            echoes = true;
            return true;
        }
        return false;
    }

    /// Whether an acknowledgment tells of congestion on our way.
    boolean isEcho(Segment segment) {
        return agreed && segment.has(TcpHeader.ECE) && !segment.has(TcpHeader.SYN);
    }

    /// The window was reduced: the peer is to know.
    void reduced() {
        reduced = agreed;
    }

    boolean takeCwr() {
        boolean owed = reduced;
        reduced = false;
        return owed;
    }

    /// The reduction was a mistake.
    void withdraw() {
        reduced = false;
    }
}
