package io.sockit.acceptance;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.test.chaos.ChaosContract;

/// UDP over the loopback under [ChaosContract].
class DatagramChaosTest extends ChaosContract {
    @Override
    protected Host host(Network network) throws ErrnoException {
        return network.host("a").device("lo", "loopback:").start();
    }

    @Override
    protected int[] pair(Process process) throws ErrnoException {
        int[] pair = new int[2];
        for (int i = 0; i < 2; i++) {
            pair[i] = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
            process.bind(pair[i], SockaddrIn.parse("127.0.0.1:0"));
        }
        process.connect(pair[0], process.getsockname(pair[1]));
        process.connect(pair[1], process.getsockname(pair[0]));
        return pair;
    }

    @Override
    protected boolean messages() {
        return true;
    }
}
