package io.sockit.tcp;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.api.ErrnoException;
import io.sockit.inet.spi.InetServices;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.PcbTable;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.CallContext;
import io.sockit.spi.Contribution;
import io.sockit.spi.Extensions;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.Strand;
import io.sockit.spi.Timers;
import io.sockit.tcp.spi.CongestionControl;

import org.jspecify.annotations.Nullable;

/// The socket row of TCP: makes a control block for each socket, and holds what all of them use. On
/// the strand.
@Singleton
final class TcpTransport implements TransportProtocol {
    private static final int INITIAL_WINDOW = 10; // RFC 6928
    private static final int LEAST_MTU = 576; // RFC 1122 §3.3.3
    private static final int DEFAULT_BUFFER = 212_992; // of the kit

    final PcbTable table;
    final TcpCounters counters;
    final TcpSysctls sysctls;
    final InetServices services;
    final Strand strand;
    final Timers timers;
    final SequenceNumbers sequences;
    final SynCookies cookies;
    final Answers answers;

    // What is worked on now, of which there is one at a time.
    final Segment segment = new Segment();
    final AckReport report = new AckReport();
    final long[] sackScratch = new long[8];

    private final Extensions extensions;
    private final CongestionControl fallback = new NewReno();
    private int timeWaits;
    private long challengeSecond;
    private int challenges;

    @Inject
    TcpTransport(
            TcpCounters counters,
            TcpSysctls sysctls,
            InetServices services,
            Strand strand,
            Timers timers,
            RandomStreams random,
            Extensions extensions) {
        this.counters = counters;
        this.sysctls = sysctls;
        this.services = services;
        this.strand = strand;
        this.timers = timers;
        this.extensions = extensions;
        table = new PcbTable(services, random, "tcp");
        sequences = new SequenceNumbers(strand, random, sysctls);
        cookies = new SynCookies(strand, random);
        answers = new Answers(services, counters);
    }

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public SocketOps create(Socket socket, int protocol, CallContext call) {
        return new TcpPcb(socket, this, new TcpSettings(this));
    }

    int initialWindow() {
        return INITIAL_WINDOW;
    }

    int defaultBuffer() {
        return DEFAULT_BUFFER;
    }

    /// Whether the urgent pointer points at the urgent byte (RFC 1122 §4.2.2.4), and not behind it
    /// as everybody has it (RFC 6093).
    boolean standardUrgent() {
        return false;
    }

    /// The largest packet of a flow's way.
    int mtu(IpFlow way) {
        try {
            services.output().route(way);
            return services.output().mtu(way);
        } catch (ErrnoException e) {
            return LEAST_MTU;
        }
    }

    // ---- congestion controls

    String defaultControl() {
        return sysctls.congestionControl.value();
    }

    /// The congestion control of a name, or the default where it has gone.
    CongestionControl control(String name) {
        CongestionControl found = findControl(name);
        return found == null ? fallback : found;
    }

    @Nullable CongestionControl findControl(String name) {
        Contribution<CongestionControl> found = extensions.of(CongestionControl.POINT).find(name);
        return found == null ? null : found.value();
    }

    // ---- bounds

    /// One more challenge within this second (RFC 5961 §7)?
    boolean mayChallenge() {
        long second = strand.now() / RoundTrip.SECOND;
        if (second != challengeSecond) {
            challengeSecond = second;
            challenges = 0;
        }
        return challenges++ < sysctls.challengeLimit.value();
    }

    /// One more ended connection to be remembered?
    boolean admitTimeWait() {
        if (timeWaits >= sysctls.maxTimeWaits.value()) {
            counters.timeWaitOverflow.increment();
            return false;
        }
        timeWaits++;
        return true;
    }

    void timeWaitOver() {
        timeWaits--;
    }
}
