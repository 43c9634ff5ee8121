package io.sockit.inet.spi;

import io.sockit.inet.InetSockaddr;
import io.sockit.spi.SocketFlags;

import org.jspecify.annotations.Nullable;

/// The ways of one socket to its destinations: made when it first sends or connects. On the strand.
final class SocketFlows {
    private static final int OTHERS = 4;

    /// The way to the peer, or to the first destination.
    final IpFlow first;

    /// The ways to other destinations, so that going from one to another and back looks up nothing.
    private @Nullable IpFlow @Nullable [] others;

    private int nextOther;
    private @Nullable CallFlow callFlow;

    SocketFlows(InetOptions options, SocketFlags flags) {
        first = new IpFlow(options, flags);
    }

    /// The flow that leads to a destination, or else another one pointed at it.
    IpFlow to(InetSockaddr to) {
        long high = to.high();
        long low = to.low();
        if (first.isTo(high, low, to.scopeId())) {
            return first;
        }
        IpFlow way = first.isTo(0, 0, 0) ? first : other(high, low, to.scopeId());
        way.from(first.boundHigh(), first.boundLow(), first.boundScope());
        way.to(high, low, to.scopeId());
        return way;
    }

    /// The flow that leads there, or the one that was pointed elsewhere longest ago.
    private IpFlow other(long high, long low, int scope) {
        @Nullable IpFlow[] mine = others;
        if (mine == null) {
            mine = new @Nullable IpFlow[OTHERS];
            others = mine;
        }
        for (IpFlow other : mine) {
            if (other != null && other.isTo(high, low, scope)) {
                return other;
            }
        }
        nextOther = (nextOther + 1) % OTHERS;
        IpFlow other = mine[nextOther];
        if (other == null) {
            other = new IpFlow(first.options(), first.flags());
            mine[nextOther] = other;
        }
        return other;
    }

    /// The socket's flags have changed, with which routes were found.
    void forgetRoutes() {
        first.forgetRoute();
        if (others != null) {
            for (IpFlow other : others) {
                if (other != null) {
                    other.forgetRoute();
                }
            }
        }
        if (callFlow != null) {
            callFlow.forgetRoute();
        }
    }

    /// The way of calls that ask for something beside the socket's settings.
    CallFlow ofCalls(IpAddresses addresses, boolean ofInet6) {
        CallFlow mine = callFlow;
        if (mine == null) {
            mine = new CallFlow(first.options(), first.flags(), addresses, ofInet6);
            callFlow = mine;
        }
        return mine;
    }

    /// Takes the options that a program has set. Ways with other ones are made anew.
    void options(InetOptions options) {
        first.options(options);
        others = null;
        callFlow = null;
    }
}
