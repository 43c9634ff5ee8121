package io.sockit.unix;

import io.sockit.api.AddressFamily;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.test.ListeningContract;

class UnixSeqpacketContractTest extends ListeningContract {
    @Override
    protected AddressFamily family() {
        return Unix.AF_UNIX;
    }

    @Override
    protected String plugin() {
        return "unix";
    }

    @Override
    protected int type() {
        return Sock.SOCK_SEQPACKET;
    }

    @Override
    protected int protocol() {
        return 0;
    }

    @Override
    protected Sockaddr address(int n) {
        return SockaddrUn.abstractName("m" + n);
    }
}
