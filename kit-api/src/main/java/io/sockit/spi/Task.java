package io.sockit.spi;

/// A reusable piece of work for the [Strand]. From bringing it until it has run it belongs to the
/// strand; bringing it again before then is an [IllegalStateException].
public interface Task {
    /// Runs the work now if the strand is free, else leaves it there. Any thread; on the strand it
    /// runs after the current work.
    void submit();

    /// As [#submit], and waits until it has run; what it throws goes to the caller. Off the strand.
    void call();
}
