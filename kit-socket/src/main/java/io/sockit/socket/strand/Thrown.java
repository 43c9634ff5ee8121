package io.sockit.socket.strand;

/// Passes on what a caller's own work threw, as it was.
final class Thrown {
    private Thrown() {}

    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
