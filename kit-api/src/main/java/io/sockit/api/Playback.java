package io.sockit.api;

/// The traffic that a device brings by itself, as a recorded capture does, and how far it has come.
/// Thread-safe.
public interface Playback {
    /// The interface it comes up.
    String interfaceName();

    /// Lets it begin, where its host was told to hold it ([Host.Builder#holdPlayback]). Idempotent.
    void begin();

    /// Whether nothing more will come; also where the device is gone.
    boolean finished();

    /// The share of it that has come, from 0 to 1; negative where its length is not known.
    double progress();
}
