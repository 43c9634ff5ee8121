package io.sockit.tcp;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/// The states of a connection (RFC 9293 §3.3.2), and where each event leads (figure 5, with the
/// notes below it).
///
/// ```
///              OPEN      SYN       SYN_ACK      ACK_OF_SYN   CLOSE       FIN         ACK_OF_FIN
/// EXPIRED CLOSED       SYN_SENT  SYN_RCVD  -            -            -           -           -
/// - SYN_SENT     -         SYN_RCVD  ESTABLISHED  -            CLOSED      -           -
/// CLOSED SYN_RECEIVED -         -         -            ESTABLISHED  FIN_WAIT_1  CLOSE_WAIT  -
/// CLOSED ESTABLISHED  -         -         -            -            FIN_WAIT_1  CLOSE_WAIT  -
/// CLOSED FIN_WAIT_1   -         -         -            -            -           CLOSING
/// FIN_WAIT_2
/// CLOSED FIN_WAIT_2   -         -         -            -            -           TIME_WAIT   -
/// CLOSED CLOSE_WAIT   -         -         -            -            LAST_ACK    -           -
/// CLOSED CLOSING      -         -         -            -            -           -
/// TIME_WAIT
/// CLOSED LAST_ACK     -         -         -            -            -           -           CLOSED
/// CLOSED TIME_WAIT    -         -         -            -            -           -           -
/// CLOSED
/// ```
///
/// LISTEN is a state of sockets, not of connections: a listener stays in it, and what it is sent
/// makes connections that begin in CLOSED. A reset or an `abort` leads to CLOSED from everywhere.
enum TcpState {
    CLOSED("UNCONN", 7),
    LISTEN("LISTEN", 10),
    SYN_SENT("SYN-SENT", 2),
    SYN_RECEIVED("SYN-RECV", 3),
    ESTABLISHED("ESTAB", 1),
    FIN_WAIT_1("FIN-WAIT-1", 4),
    FIN_WAIT_2("FIN-WAIT-2", 5),
    CLOSE_WAIT("CLOSE-WAIT", 8),
    CLOSING("CLOSING", 11),
    LAST_ACK("LAST-ACK", 9),
    TIME_WAIT("TIME-WAIT", 6);

    /// What happens to a connection.
    enum Event {
        /// The program connects: a SYN is sent.
        OPEN,
        /// A SYN without an acknowledgment arrives.
        SYN,
        /// A SYN arrives that acknowledges ours.
        SYN_ACK,
        /// Our SYN is acknowledged by another segment.
        ACK_OF_SYN,
        /// The program sends no more: a FIN follows the last byte.
        CLOSE,
        /// The peer's FIN arrives, behind all its bytes.
        FIN,
        /// Our FIN is acknowledged.
        ACK_OF_FIN,
        /// The connection has waited or tried long enough.
        EXPIRED
    }

    private static final Map<TcpState, Map<Event, TcpState>> TABLE = new EnumMap<>(TcpState.class);

    static {
        row(CLOSED, SYN_SENT, SYN_RECEIVED, null, null, null, null, null, null);
        row(LISTEN, null, null, null, null, null, null, null, null);
        row(SYN_SENT, null, SYN_RECEIVED, ESTABLISHED, null, CLOSED, null, null, CLOSED);
        row(SYN_RECEIVED, null, null, null, ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, null, CLOSED);
        row(ESTABLISHED, null, null, null, null, FIN_WAIT_1, CLOSE_WAIT, null, CLOSED);
        row(FIN_WAIT_1, null, null, null, null, null, CLOSING, FIN_WAIT_2, CLOSED);
        row(FIN_WAIT_2, null, null, null, null, null, TIME_WAIT, null, CLOSED);
        row(CLOSE_WAIT, null, null, null, null, LAST_ACK, null, null, CLOSED);
        row(CLOSING, null, null, null, null, null, null, TIME_WAIT, CLOSED);
        row(LAST_ACK, null, null, null, null, null, null, CLOSED, CLOSED);
        row(TIME_WAIT, null, null, null, null, null, null, null, CLOSED);
    }

    private final String word;
    private final int number;

    TcpState(String word, int number) {
        this.word = word;
        this.number = number;
    }

    private static void row(TcpState from, @Nullable TcpState... to) {
        Map<Event, TcpState> arrows = new EnumMap<>(Event.class);
        Event[] events = Event.values();
        for (int i = 0; i < events.length; i++) {
            TcpState next = to[i];
            if (next != null) {
                arrows.put(events[i], next);
            }
        }
        TABLE.put(from, arrows);
    }

    /// The next state, or null where the event cannot happen in this one.
    @Nullable TcpState next(Event event) {
        Map<Event, TcpState> arrows = TABLE.get(this);
        return arrows == null ? null : arrows.get(event);
    }

    /// Whether an event can happen in this state.
    boolean allows(Event event) {
        return next(event) != null;
    }

    /// The state's name, as `ss` shows it.
    String word() {
        return word;
    }

    /// Linux's number of the state.
    int number() {
        return number;
    }

    /// Whether both ends have agreed on sequence numbers.
    boolean synchronised() {
        return switch (this) {
            case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED -> false;
            default -> true;
        };
    }

    /// Whether the program's bytes may be sent: those that a FIN follows too.
    boolean sends() {
        return switch (this) {
            case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> true;
            default -> false;
        };
    }

    /// Whether the peer's bytes are taken.
    boolean receives() {
        return this == ESTABLISHED || this == FIN_WAIT_1 || this == FIN_WAIT_2;
    }
}
