package io.sockit.spi;

import io.sockit.api.ControlType;

/// Takes the control messages of a received message on their way to the caller, who is told of
/// those for which there is no room. Valid during the call only.
public interface ControlSink {
    <T> void put(ControlType<T> type, T value);

    /// Puts one whose value is an `Integer` or a `Long`, without making that object.
    void putNumber(ControlType<? extends Number> type, long value);
}
