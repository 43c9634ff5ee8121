package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// What a pool that checks knows of one packet or [ByteQueue]: where it was taken, whether it is
/// queued, and where it was released. As thread-safe as what it watches; [#origin] is for any
/// thread.
final class PacketWatch {
    private final Set<PacketWatch> living;
    private final Throwable origin = new Throwable("taken here and not released");
    private volatile @Nullable Throwable end;
    private boolean queued;

    PacketWatch(Set<PacketWatch> living) {
        this.living = living;
        living.add(this);
    }

    Throwable origin() {
        return origin;
    }

    void use() {
        Throwable released = end;
        if (released != null) {
            throw new IllegalStateException("packet: used after its release", released);
        }
    }

    void enter() {
        use();
        if (queued) {
            throw new IllegalStateException(
                    "packet: queued already (expected: in one queue)", origin);
        }
        queued = true;
    }

    void leave() {
        queued = false;
    }

    void release() {
        Throwable released = end;
        if (released != null) {
            throw new IllegalStateException("packet: released twice", released);
        }
        if (queued) {
            throw new IllegalStateException("packet: released while queued", origin);
        }
        end = new Throwable("packet released here");
        living.remove(this);
    }
}
