package io.sockit.bench;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.List;

/// Two UDP sockets of the operating system over its loopback, connected to each other.
@State(Scope.Benchmark)
public class KernelUdp extends KernelEnds<DatagramChannel> {
    @Override
    List<DatagramChannel> connected() throws IOException {
        DatagramChannel near = bound();
        DatagramChannel far = bound();
        near.connect(far.getLocalAddress());
        far.connect(near.getLocalAddress());
        return List.of(near, far);
    }

    private static DatagramChannel bound() throws IOException {
        InetAddress localhost = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        return DatagramChannel.open().bind(new InetSocketAddress(localhost, 0));
    }
}
