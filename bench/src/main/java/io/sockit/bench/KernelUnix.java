package io.sockit.bench;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Two stream sockets of the operating system's `AF_UNIX`, connected to each other. Java has no
/// `socketpair`, so the one has connected to the other's listener.
@State(Scope.Benchmark)
public class KernelUnix extends KernelEnds<SocketChannel> {
    @Override
    List<SocketChannel> connected() throws IOException {
        Path folder = Files.createTempDirectory("bench");
        UnixDomainSocketAddress name = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel listener =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(name)) {
            SocketChannel near = SocketChannel.open(name);
            return List.of(near, listener.accept());
        } finally {
            Files.deleteIfExists(name.getPath());
            Files.delete(folder);
        }
    }
}
