package io.sockit.pcap;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.inet.SockaddrIn6;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// A program that notes each datagram, with its moment, and answers it.
final class Echo {
    final List<String> texts = new ArrayList<>();
    final List<Long> moments = new ArrayList<>();

    private final Process process;
    private final ProgramThread thread;

    /// Binds at once, and serves as soon as time may move.
    Echo(Host host, String address) throws ErrnoException {
        process = host.process();
        boolean six = address.startsWith("[");
        Sockaddr name = six ? SockaddrIn6.parse(address) : SockaddrIn.parse(address);
        int fd = process.socket(six ? Inet.AF_INET6 : Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.bind(fd, name);
        thread = process.start("echo", own -> serve(own, fd));
    }

    private void serve(Process own, int fd) throws ErrnoException {
        byte[] data = new byte[65_536];
        Message from = new Message();
        while (true) {
            int n = own.recvfrom(fd, data, 0, data.length, 0, from);
            texts.add(new String(data, 0, n, StandardCharsets.UTF_8));
            moments.add(own.host().clock().nanoTime());
            Sockaddr sender = from.name();
            if (sender != null) {
                own.sendto(fd, data, 0, n, 0, sender);
            }
        }
    }

    /// Ends the program: its socket closes under it.
    void end() throws InterruptedException {
        process.close();
        try {
            thread.join();
        } catch (ExecutionException e) {
            return; // EBADF
        }
    }
}
