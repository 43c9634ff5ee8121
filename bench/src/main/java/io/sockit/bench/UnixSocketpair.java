package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.unix.Unix;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Two connected stream sockets made and closed. Java has no `socketpair`: the kernel's is called
/// through the foreign function API, which adds a few nanoseconds to each call.
@State(Scope.Thread)
public class UnixSocketpair {
    @Benchmark
    public int sockit(SockitUnix unix) throws ErrnoException {
        Process process = unix.process();
        int[] pair = process.socketpair(Unix.AF_UNIX, Sock.SOCK_STREAM, 0);
        process.close(pair[0]);
        process.close(pair[1]);
        return pair[0];
    }

    @Benchmark
    public int kernel(NativeSocketpair calls) throws Throwable {
        return calls.openAndClose();
    }
}
