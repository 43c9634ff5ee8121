package io.sockit.spi;

/// Work that a plug-in does off the strand, such as reading a file, and that its code on the strand
/// asks for. It runs on one thread at a time. In virtual time it is part of the moment in which it
/// was asked for: it runs before time moves, and so cannot wait for time or for programs. In real
/// time it has a thread of its own.
public interface OffStrandTask extends AutoCloseable {
    /// Has the work run once more, from its beginning, after this call. Any thread.
    void ask();

    /// The work does not begin any more. Returns when it does not run, unless the work itself calls
    /// this. Off the strand. Idempotent.
    @Override
    void close();
}
