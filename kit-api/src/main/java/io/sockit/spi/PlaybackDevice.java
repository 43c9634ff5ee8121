package io.sockit.spi;

/// A device that brings traffic by itself and comes to an end, as a recorded capture does. It still
/// takes what the host sends after its end.
public interface PlaybackDevice extends NetDevice {
    /// Lets it begin: before, it delivers nothing. Once, on the strand, after the device is open
    /// and its interface is up; where the host holds playback, when its programs are ready.
    void begin();

    /// Whether nothing more will come. Any thread, cheap.
    boolean finished();

    /// The share that has come, from 0 to 1; negative where its length is not known. Any thread,
    /// cheap.
    double progress();
}
