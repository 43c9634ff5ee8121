package io.sockit.bench;

import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.bench.deadend.DeadEndJar;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A non-blocking socket of a family that keeps nothing, on a host with no other plug-in.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class SockitDeadEnd {
    private Path folder;
    private Network network;
    private Process process;
    private int fd;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("sockit-bench");
        DeadEndJar.write(folder);
        network = Network.create(1);
        process = network.host("bench").onlyPlugins(List.of()).plugins(folder).start().process();
        fd = process.socket(DeadEndJar.AF_DEAD_END, Sock.SOCK_DGRAM | Sock.SOCK_NONBLOCK, 0);
    }

    @TearDown
    public void close() throws IOException {
        network.close();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    Process process() {
        return process;
    }

    int fd() {
        return fd;
    }
}
