package io.sockit.unix;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.Sockaddr;
import io.sockit.test.DatagramFamilyContract;

class UnixDatagramContractTest extends DatagramFamilyContract {
    @Override
    protected AddressFamily family() {
        return Unix.AF_UNIX;
    }

    @Override
    protected String plugin() {
        return "unix";
    }

    @Override
    protected int protocol() {
        return 0;
    }

    @Override
    protected Sockaddr address(int n) {
        return SockaddrUn.abstractName("m" + n);
    }

    @Override
    protected boolean keepsMessages() {
        return true;
    }

    @Override
    protected Errno noPeer() {
        return Errno.ENOTCONN;
    }
}
