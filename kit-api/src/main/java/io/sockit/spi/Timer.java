package io.sockit.spi;

/// A timer of a host, made once and armed again and again without allocation. On the strand.
public interface Timer {
    /// Arms, or arms anew, for a moment of the host's clock; one in the past expires at the next
    /// step.
    void arm(long deadlineNanos);

    /// Arms for `delayNanos` from [Strand#now].
    void armIn(long delayNanos);

    /// Disarms.
    ///
    /// @return whether it was armed
    boolean cancel();

    boolean armed();

    /// The moment it is or was last armed for.
    long deadline();

    /// What happens then.
    @FunctionalInterface
    interface Handler {
        /// On the strand; the timer is disarmed and may be armed again.
        void expired(long nowNanos);
    }
}
