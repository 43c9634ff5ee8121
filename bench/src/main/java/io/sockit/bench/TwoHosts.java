package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Two UDP sockets on two hosts, connected to each other over a link, or over two with a router
/// between them.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class TwoHosts {
    private static final int NEAR = 0x0a000101; // 10.0.1.1
    private static final int FAR = 0x0a000201; // 10.0.2.1
    private static final int PORT = 5000;

    private final boolean routed;
    private Network network;
    private Process near;
    private Process far;
    private int nearSocket;
    private int farSocket;

    public TwoHosts() {
        this(false);
    }

    private TwoHosts(boolean routed) {
        this.routed = routed;
    }

    /// With a router between them.
    public static class Routed extends TwoHosts {
        public Routed() {
            super(true);
        }
    }

    @Setup
    public void open() throws ErrnoException {
        network = Network.create(1);
        near = host("near", "10.0.1.1/16", "link:near");
        far = host("far", "10.0.2.1/16", routed ? "link:far" : "link:near");
        if (routed) {
            Host router =
                    network.host("router")
                            .device("eth0", "link:near")
                            .device("eth1", "link:far")
                            .sysctl("net.ipv4.ip_forward", "1")
                            .start();
            router.addresses().add("eth0", "10.0.1.254/24");
            router.addresses().add("eth1", "10.0.2.254/24");
        }
        nearSocket = socket(near, NEAR);
        farSocket = socket(far, FAR);
        near.connect(nearSocket, new SockaddrIn(FAR, PORT));
        far.connect(farSocket, new SockaddrIn(NEAR, PORT));
    }

    private Process host(String name, String address, String link) throws ErrnoException {
        Host host = network.host(name).device("eth0", link).start();
        host.addresses().add("eth0", address);
        return host.process();
    }

    private static int socket(Process process, int address) throws ErrnoException {
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM | Sock.SOCK_NONBLOCK, 0);
        process.bind(fd, new SockaddrIn(address, PORT));
        return fd;
    }

    @TearDown
    public void close() {
        network.close();
    }

    void sendThere(byte[] message) throws ErrnoException {
        send(near, nearSocket, message);
    }

    void sendBack(byte[] message) throws ErrnoException {
        send(far, farSocket, message);
    }

    int receiveThere(byte[] target) throws ErrnoException {
        return receive(far, farSocket, target);
    }

    int receiveBack(byte[] target) throws ErrnoException {
        return receive(near, nearSocket, target);
    }

    private static void send(Process process, int fd, byte[] message) throws ErrnoException {
        while (process.send(fd, message, 0, message.length, 0) == Process.WOULD_BLOCK) {
            Thread.onSpinWait();
        }
    }

    private static int receive(Process process, int fd, byte[] target) throws ErrnoException {
        int n;
        while ((n = process.recv(fd, target, 0, target.length, 0)) == Process.WOULD_BLOCK) {
            Thread.onSpinWait();
        }
        return n;
    }
}
