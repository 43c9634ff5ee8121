package io.sockit.test;

import io.sockit.api.Host;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/// The other end of a `queue:` device, played by the test: gives frames to the host, and takes what
/// the host sends. While it expects a frame, virtual time moves, and stops at the moment of the
/// frame. For one thread.
public final class ScriptedPeer {
    private final Host host;
    private final String interfaceName;

    private ScriptedPeer(Host host, String interfaceName) {
        this.host = host;
        this.interfaceName = interfaceName;
    }

    /// The peer of an interface whose device is a `queue:`.
    ///
    /// @throws IllegalStateException where there is none
    public static ScriptedPeer of(Host host, String interfaceName) {
        ScriptedPeer peer = new ScriptedPeer(host, interfaceName);
        peer.device();
        return peer;
    }

    /// Gives the host a frame that begins with its link header.
    public void inject(String hex) {
        inject(0, bytes(hex));
    }

    /// Gives the host a network packet, on a link without link header.
    public void inject(int etherType, String hex) {
        inject(etherType, bytes(hex));
    }

    public void inject(int etherType, byte[] frame) {
        device().inject(etherType, frame);
    }

    /// The next frame, whatever it is.
    ///
    /// @throws AssertionError where none comes in time
    public Frame expect(Duration within) {
        Frame frame = device().sent.poll(within);
        if (frame == null) {
            throw new AssertionError(where() + ": no frame within " + within);
        }
        return frame;
    }

    /// The next frame, which has to have these bytes.
    ///
    /// @param hex pairs of digits, `..` for any byte, white space as one likes
    /// @throws AssertionError where none comes in time, or another one, showing where they differ
    public Frame expect(Duration within, String hex) {
        FramePattern pattern = FramePattern.parse(hex);
        Frame frame = expect(within);
        if (!pattern.matches(frame)) {
            throw new AssertionError(
                    "%s: another frame at %s%n%s"
                            .formatted(
                                    where(), Duration.ofNanos(frame.nanos()), pattern.diff(frame)));
        }
        return frame;
    }

    /// The next frame, which has to satisfy a condition.
    ///
    /// @param what the condition in words, for the failure
    public Frame expect(Duration within, String what, Predicate<Frame> condition) {
        Frame frame = expect(within);
        if (!condition.test(frame)) {
            throw new AssertionError(where() + ": expected " + what + " but got " + frame);
        }
        return frame;
    }

    /// Nothing is sent for so long.
    public void expectNothing(Duration during) {
        Frame frame = device().sent.poll(during);
        if (frame != null) {
            throw new AssertionError(where() + ": expected nothing but got " + frame);
        }
    }

    /// All frames that were sent by now and nobody has asked for.
    public List<Frame> drain() {
        return device().sent.drain();
    }

    private QueueDevice device() {
        return HostSide.of(host).queue(interfaceName);
    }

    private String where() {
        return host.name() + " " + interfaceName;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
