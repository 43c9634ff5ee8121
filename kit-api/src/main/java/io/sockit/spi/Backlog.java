package io.sockit.spi;

import io.sockit.spi.packet.Charge;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/// What a device has delivered and what is neither taken by a program nor dropped yet: for a device
/// that can wait, such as a replay at full speed. Any thread.
public final class Backlog implements Charge {
    private final AtomicLong bytes = new AtomicLong();
    private volatile long low;
    private volatile @Nullable Poke whenLow;

    /// @param low the mark
    /// @param whenLow poked with bit 1 whenever it falls to the mark
    public Backlog(long low, Poke whenLow) {
        this.low = low;
        this.whenLow = whenLow;
    }

    /// Counts a packet, which is then to be delivered.
    public void add(Packet packet) {
        int charged = packet.chargedBytes();
        bytes.getAndAdd(charged);
        packet.charge(this, charged);
    }

    /// What all packets of it pin, in bytes.
    public long bytes() {
        return bytes.get();
    }

    public void low(long mark) {
        low = mark;
    }

    /// Drops the poke: packets outlive their device.
    public void close() {
        whenLow = null;
    }

    @Override
    public boolean untilReceived() {
        return true;
    }

    @Override
    public void uncharge(int charged) {
        long before = bytes.getAndAdd(-charged);
        Poke poke = whenLow;
        if (poke != null && before > low && before - charged <= low) {
            poke.poke(1);
        }
    }
}
