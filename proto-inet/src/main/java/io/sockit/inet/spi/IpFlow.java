package io.sockit.inet.spi;

import io.sockit.spi.NetInterface;
import io.sockit.spi.SocketFlags;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The way from a protocol control block to a destination: made once with it, pointed at one
/// destination after another, and remembering the last route found. On the strand.
///
/// ```
/// flow.to(high, low, scope);
/// output.route(flow);            // fills in source and interface; cheap while nothing changed
/// … push the header, with flow.checksum(segment, protocol) …
/// output.output(segment, flow, protocol);
/// ```
public final class IpFlow {
    /// For [#header]: what the socket's options say.
    public static final int OF_SOCKET = -1;

    private InetOptions options;
    private final SocketFlags flags;
    private long boundHigh;
    private long boundLow;
    private int boundScope;
    private long destinationHigh;
    private long destinationLow;
    private int scope;
    private int hopLimit = OF_SOCKET;
    private int trafficClass = OF_SOCKET;

    private long sourceHigh;
    private long sourceLow;
    private int generation; // 0: of no route
    private boolean toMany;
    private @Nullable NetInterface out;
    private NextHop nextHop = NextHop.NONE;

    /// The partial sum of the pseudo-header, but for length and protocol.
    private int pseudoSum;

    /// The largest segment that goes in one piece with the header's template.
    private int wholeLimit = -1;

    private @Nullable MtuDiscovery wholeMode;

    // The IPv4 header of what goes whole, but for its length and its checksum.

    private int templateKey = -1; // hop limit, protocol, type of service
    private long templateStart;
    private int templateMiddle;
    private long templatePair;
    private int templateSum;

    /// @param options hop limit and traffic class to send with
    /// @param flags of the socket: broadcast permission, bound interface
    public IpFlow(InetOptions options, SocketFlags flags) {
        this.options = options;
        this.flags = flags;
    }

    /// Fixes the source address, as `bind` does; the unspecified one leaves the choice to the
    /// route.
    ///
    /// @param newScope the interface's index where the address is scoped, or 0
    public void from(long high, long low, int newScope) {
        if (high != boundHigh || low != boundLow || newScope != boundScope) {
            boundHigh = high;
            boundLow = low;
            boundScope = newScope;
            generation = 0;
        }
    }

    /// Points at a destination. That the unspecified address means this host is a matter of calls
    /// ([InetPcb#destination]): to a flow it is a destination that no route leads to.
    ///
    /// @param newScope the interface's index where the address is scoped, or 0
    public void to(long high, long low, int newScope) {
        if (high != destinationHigh || low != destinationLow || newScope != scope) {
            destinationHigh = high;
            destinationLow = low;
            scope = newScope;
            generation = 0;
        }
    }

    public long destinationHigh() {
        return destinationHigh;
    }

    public long destinationLow() {
        return destinationLow;
    }

    /// Whether the destination is an IPv4 address.
    public boolean isV4() {
        return IpAddress.isV4(destinationHigh, destinationLow);
    }

    /// The source address of what is sent, after [IpOutput#route].
    public long sourceHigh() {
        return sourceHigh;
    }

    public long sourceLow() {
        return sourceLow;
    }

    /// The interface that the destination's scope, the bound address or `SO_BINDTODEVICE` ask for,
    /// or 0.
    public int wantedInterface() {
        int bound = flags.boundInterface();
        return bound != 0 ? bound : scope != 0 ? scope : boundScope;
    }

    /// Fixes what goes into the network header of what is sent from now on, or [#OF_SOCKET].
    public void header(int newHopLimit, int newTrafficClass) {
        hopLimit = newHopLimit;
        trafficClass = newTrafficClass;
    }

    /// Time to live or hop limit of what is sent: groups are not left to routers unless somebody
    /// asks for it (RFC 1112 §6.1, RFC 3493 §5.2).
    public int hopLimit() {
        if (hopLimit != OF_SOCKET) {
            return hopLimit;
        }
        return IpAddress.isMulticast(destinationHigh, destinationLow)
                ? options.control().multicastHops(isV4())
                : options.hopLimit(isV4());
    }

    /// Type of service or traffic class of what is sent.
    public int trafficClass() {
        return trafficClass == OF_SOCKET ? options.trafficClass(isV4()) : trafficClass;
    }

    public InetOptions options() {
        return options;
    }

    void options(InetOptions newOptions) {
        options = newOptions;
    }

    public SocketFlags flags() {
        return flags;
    }

    /// The address fixed by [#from].
    public long boundHigh() {
        return boundHigh;
    }

    public long boundLow() {
        return boundLow;
    }

    /// The interface of that address where it is scoped, or 0.
    public int boundScope() {
        return boundScope;
    }

    /// The destination's scope: an interface's index, or 0.
    public int scope() {
        return scope;
    }

    /// The partial sum of the pseudo-header (RFC 9293 §3.1, RFC 8200 §8.1) of a segment that is to
    /// go along this flow.
    ///
    /// @param length bytes from the transport header on
    public int pseudoHeaderSum(int protocol, int length) {
        return Checksum.add32(pseudoSum, length + protocol);
    }

    /// The transport checksum of a segment that is to go along this flow, its own checksum field
    /// being 0. Where the interface completes checksums, or needs none, the packet is marked
    /// PARTIAL and the answer is the pseudo-header's sum; else it is the whole.
    ///
    /// @param segment from the transport header on
    public int checksum(Packet segment, int protocol) {
        int sum = pseudoHeaderSum(protocol, segment.length());
        if (out != null && out.offloadsChecksums()) {
            segment.checksumState(ChecksumState.PARTIAL);
            return Checksum.fold(sum);
        }
        return Checksum.finish(segment.checksum(0, segment.length(), sum));
    }

    /// As [#checksum(Packet, int)] over the first bytes alone (UDP-Lite): no interface completes
    /// it.
    ///
    /// @param coverage how many bytes, from the transport header on
    public int checksum(Packet segment, int protocol, int coverage) {
        int sum = pseudoHeaderSum(protocol, segment.length());
        return Checksum.finish(segment.checksum(0, coverage, sum));
    }

    /// The interface that the route found, or null before [IpOutput#route].
    public @Nullable NetInterface out() {
        return out;
    }

    /// Where on the link the route found leads.
    public NextHop nextHop() {
        return nextHop;
    }

    /// Whether the route found leads to all on a link, or to a group, of which the host may be one.
    public boolean toMany() {
        return toMany;
    }

    /// Whether the route found is of this generation of the routing tables, and packets go to the
    /// next hop without a question. For [IpOutput].
    public boolean routed(int currentGeneration) {
        return generation == currentGeneration && nextHop.address() != null;
    }

    /// Forgets the route: the socket's flags, which it was found with, have changed.
    void forgetRoute() {
        generation = 0;
    }

    /// Keeps what the route look-up found. For [IpOutput].
    ///
    /// @param newGeneration not 0
    /// @param newToMany whether it leads out to a broadcast address or a group
    public void routed(
            int newGeneration,
            NetInterface newOut,
            NextHop newNextHop,
            long newSourceHigh,
            long newSourceLow,
            boolean newToMany) {
        generation = newGeneration;
        out = newOut;
        nextHop = newNextHop;
        sourceHigh = newSourceHigh;
        sourceLow = newSourceLow;
        toMany = newToMany;
        pseudoSum =
                IpPacket.pseudoHeaderSum(
                        sourceHigh, sourceLow, destinationHigh, destinationLow, 0, 0);
        wholeLimit = -1;
        templateKey = -1;
    }

    /// Whether it leads to a destination, routed or not.
    boolean isTo(long high, long low, int newScope) {
        return destinationLow == low && destinationHigh == high && scope == newScope;
    }

    // ---- what goes as the last one went

    /// Whether a segment goes in one piece along the route found, which still holds, as one before
    /// it did. For [IpOutput].
    public boolean goesWhole(int currentGeneration, int length) {
        return length <= wholeLimit
                && routed(currentGeneration)
                && options.mtu().discovery(isV4()) == wholeMode;
    }

    /// Keeps how large a segment may be that goes in one piece along the route found, over IPv4
    /// with DF, as long as route and mode hold. For [IpOutput].
    public void wholeLimit(int newLimit, MtuDiscovery mode) {
        wholeLimit = newLimit;
        wholeMode = mode;
    }

    /// Writes the IPv4 header of a packet that no router may cut, so that its identification means
    /// nothing (RFC 6864 §4.1): a template, in which length and checksum are put.
    ///
    /// @param length of the packet
    public void writeHeaderV4(byte[] head, int at, int length, int protocol) {
        int key = (hopLimit() << 8 | protocol) << 8 | trafficClass();
        if (key != templateKey) {
            makeTemplate(key);
        }
        int sum = templateSum + length;
        int folded = (sum >>> 16) + (sum & 0xffff);
        // By the words in which they are read: a load from two stores waits for both.
        Bytes.i64(head, at, templateStart | (long) length << 32);
        Bytes.u32(head, at + 8, templateMiddle | (~folded & 0xffff));
        Bytes.i64(head, at + 12, templatePair);
    }

    private void makeTemplate(int key) {
        templateKey = key;
        templateStart = Ipv4Header.start(key & 0xff);
        templateMiddle = key >>> 8 << 16;
        templatePair = sourceLow << 32 | (destinationLow & 0xffff_ffffL);
        int sum = Checksum.add32(0, (int) (templateStart >>> 32));
        sum = Checksum.add32(sum, (int) templateStart);
        sum = Checksum.add32(sum, templateMiddle);
        sum = Checksum.add32(sum, IpAddress.v4(sourceLow));
        sum = Checksum.add32(sum, IpAddress.v4(destinationLow));
        templateSum = Checksum.fold(sum);
    }
}
