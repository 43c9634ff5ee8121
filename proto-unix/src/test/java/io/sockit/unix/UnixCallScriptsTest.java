package io.sockit.unix;

import io.sockit.api.AddressFamily;
import io.sockit.api.ControlMessages;
import io.sockit.api.Sockaddr;
import io.sockit.test.calls.CallScriptContract;

import java.util.List;
import java.util.Set;

/// Streams have AF_UNIX's manners.
class UnixCallScriptsTest extends CallScriptContract {
    @Override
    protected AddressFamily family() {
        return Unix.AF_UNIX;
    }

    @Override
    protected String plugin() {
        return "unix";
    }

    @Override
    protected Sockaddr address(int n) {
        return SockaddrUn.abstractName("m" + n);
    }

    @Override
    protected Sockaddr address(String sunPath) {
        return new SockaddrUn(sunPath);
    }

    @Override
    protected Sockaddr unnamed() {
        return SockaddrUn.UNNAMED;
    }

    @Override
    protected void putCredentials(ControlMessages into, int pid, int uid, int gid) {
        into.put(Unix.SCM_CREDENTIALS, new Ucred(pid, uid, gid));
    }

    @Override
    protected List<Object> credentials(Object received) {
        Ucred cred = (Ucred) received;
        return List.of((long) cred.pid(), (long) cred.uid(), (long) cred.gid());
    }

    @Override
    protected Set<String> features() {
        return Set.of(
                "stream",
                "pair",
                "oob",
                "instant",
                "unix",
                "datagram",
                "seqpacket",
                "abstract",
                "passing");
    }
}
