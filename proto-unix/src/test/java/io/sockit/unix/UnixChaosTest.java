package io.sockit.unix;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.test.chaos.ChaosContract;

/// Streams under [ChaosContract].
class UnixChaosTest extends ChaosContract {
    @Override
    protected Host host(Network network) throws ErrnoException {
        return network.host("a").start();
    }

    @Override
    protected int[] pair(Process process) throws ErrnoException {
        return process.socketpair(Unix.AF_UNIX, Sock.SOCK_STREAM, 0);
    }

    @Override
    protected boolean passes() {
        return true;
    }

    @Override
    protected boolean messages() {
        return false;
    }
}
