package io.sockit.socket.device;

import io.sockit.socket.control.CounterTable;
import io.sockit.spi.Counter;

/// The reasons for which packets are dropped here.
final class DropReasons {
    final Counter inboxFull;
    final Counter gone;
    final Counter down;
    final Counter shortFrame;
    final Counter otherHost;
    final Counter unknownEtherType;
    final Counter tooLarge;
    final Counter noLinkAddress;
    final Counter queueFull;
    final Counter noCarrier;
    final Counter wireFull;
    final Counter noMemory;

    DropReasons(CounterTable counters) {
        inboxFull = counters.counter("Device.InboxFull");
        gone = counters.counter("Device.Gone");
        down = counters.counter("Device.Down");
        shortFrame = counters.counter("Device.ShortFrame");
        otherHost = counters.counter("Device.OtherHost");
        unknownEtherType = counters.counter("Device.UnknownEtherType");
        tooLarge = counters.counter("Device.TooLarge");
        noLinkAddress = counters.counter("Device.NoLinkAddress");
        queueFull = counters.counter("Device.QueueFull");
        noCarrier = counters.counter("Device.NoCarrier");
        wireFull = counters.counter("Device.WireFull");
        noMemory = counters.counter("Device.NoMemory");
    }
}
