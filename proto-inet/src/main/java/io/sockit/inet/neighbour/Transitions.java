package io.sockit.inet.neighbour;

import io.sockit.api.NeighbourState;

import java.util.EnumMap;
import java.util.Map;

/// The states of a neighbour by what happens (RFC 4861 Appendix C). An entry that is discarded
/// there is `FAILED` here, as on Linux, so that the table shows it for a while.
final class Transitions {
    /// What happens to an entry.
    enum Event {
        /// A packet is to be sent.
        SENDING,
        /// Its time in this state is over, or it has not answered yet.
        TIMEOUT,
        /// It has not answered the last question either.
        GIVEN_UP,
        /// It answered, and the answer has the override flag or the known address.
        ANSWERED,
        /// A transport knows that packets arrive (RFC 4861 §7.3.1).
        CONFIRMED,
        /// It was heard with an address that is new here, but did not answer.
        HEARD,
        /// It was heard with another address, and without the override flag (§7.2.5).
        CONTRADICTED
    }

    /// A state a line, an event a column; `.` where the state stays.
    private static final String TABLE =
            """
            .           SENDING     TIMEOUT  GIVEN_UP  ANSWERED   CONFIRMED  HEARD  CONTRADICTED
            NONE        INCOMPLETE  .        .         .          .          STALE  .
            INCOMPLETE  .           .        FAILED    REACHABLE  .          STALE  .
            REACHABLE   .           STALE    .         .          .          STALE  STALE
            STALE       DELAY       .        .         REACHABLE  REACHABLE  .      .
            DELAY       .           PROBE    .         REACHABLE  REACHABLE  STALE  .
            PROBE       .           .        FAILED    REACHABLE  REACHABLE  STALE  .
            FAILED      INCOMPLETE  .        .         .          .          STALE  .
            NOARP       .           .        .         .          .          .      .
            PERMANENT   .           .        .         .          .          .      .
            """;

    private static final Map<NeighbourState, Map<Event, NeighbourState>> NEXT = read();

    private Transitions() {}

    static NeighbourState next(NeighbourState state, Event event) {
        Map<Event, NeighbourState> row = NEXT.get(state);
        NeighbourState next = row == null ? null : row.get(event);
        return next == null ? state : next;
    }

    private static Map<NeighbourState, Map<Event, NeighbourState>> read() {
        Map<NeighbourState, Map<Event, NeighbourState>> next = new EnumMap<>(NeighbourState.class);
        String[] lines = TABLE.split("\n", -1);
        String[] events = lines[0].trim().split(" +", -1);
        for (String line : lines) {
            String[] cells = line.trim().split(" +", -1);
            if (cells.length == events.length && !".".equals(cells[0])) {
                Map<Event, NeighbourState> row = new EnumMap<>(Event.class);
                for (int i = 1; i < cells.length; i++) {
                    if (!".".equals(cells[i])) {
                        row.put(Event.valueOf(events[i]), NeighbourState.valueOf(cells[i]));
                    }
                }
                next.put(NeighbourState.valueOf(cells[0]), row);
            }
        }
        return next;
    }
}
