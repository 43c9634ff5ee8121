package io.sockit.packetdrill.script;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One line of a script: when, and what.
public sealed interface Event {
    When when();

    int line();

    /// A packet: `+0 > S. 0:0(0) ack 1`.
    record PacketEvent(When when, PacketSpec packet, int line) implements Event {}

    /// A system call: `+0 write(4, ..., 1000) = 1000`.
    ///
    /// @param endNanos when it returns, where it blocks (`0.1...0.2 read(…)`), counted as `when`;
    ///     [#NO_END] where it does not
    /// @param result what it returns
    /// @param errno the error's name; null where the script names no error
    record CallEvent(
            When when,
            long endNanos,
            String name,
            List<Expr> arguments,
            Expr result,
            @Nullable String errno,
            int line)
            implements Event {
        /// The end of a call that does not block.
        public static final long NO_END = -1;

        public CallEvent {
            arguments = List.copyOf(arguments);
        }

        public boolean blocks() {
            return endNanos != NO_END;
        }
    }

    /// Shell lines in backquotes.
    record CommandEvent(When when, String text, int line) implements Event {}

    /// A block `%{ … }%` of assertions about `tcp_info`.
    record CodeEvent(When when, String text, int line) implements Event {}
}
