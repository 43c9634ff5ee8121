package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.Ioctl;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Messages that wait with the sender while the receiver has no room.
@Timeout(60)
class WaitingTest {
    private TestHost host;
    private Process process;
    private int a;
    private int b;

    @BeforeEach
    void twoSockets() throws Exception {
        host = TestHost.inVirtualTime();
        host.family.waiting = true;
        process = host.process;
        a = host.bound(1);
        b = host.bound(2);
    }

    @AfterEach
    void nothingLeaks() {
        host.close();
    }

    @Test
    void theSenderIsChargedUntilTheMessageIsReceived() throws Exception {
        host.send(a, 2, "one");
        assertTrue(process.ioctl(a, Ioctl.SIOCOUTQ, 0) > 0);
        assertEquals("one", host.receive(b, 0));
        assertEquals(0, process.ioctl(a, Ioctl.SIOCOUTQ, 0));
    }

    @Test
    void aSenderThatDoesNotWaitIsRefused() throws Exception {
        fill();
        assertEquals(Process.WOULD_BLOCK, send("more", Msg.MSG_DONTWAIT));
        assertEquals("one", host.receive(b, 0));
        assertEquals(4, send("more", Msg.MSG_DONTWAIT));
    }

    @Test
    void pollTellsRoomOnceAMessageIsTaken() throws Exception {
        assertEquals(PollFd.POLLOUT, poll());
        fill();
        assertEquals(Process.WOULD_BLOCK, send("more", Msg.MSG_DONTWAIT));
        assertEquals(0, poll());
        assertEquals("one", host.receive(b, 0));
        assertEquals(PollFd.POLLOUT, poll());
    }

    @Test
    void sendersThatWaitGoOnAsMessagesAreTaken() throws Exception {
        fill();
        List<ProgramThread> senders = new ArrayList<>();
        for (String text : List.of("x", "y", "z")) {
            senders.add(process.start(text, by -> host.send(a, 2, text)));
        }
        List<String> read = new ArrayList<>();
        process.start(
                        "reader",
                        by -> {
                            for (int i = 0; i < 5; i++) {
                                read.add(TestHost.receive(by, b, 0));
                            }
                        })
                .join();
        for (ProgramThread sender : senders) {
            sender.join();
        }
        assertEquals(List.of("one", "two"), read.subList(0, 2));
        assertEquals(List.of("x", "y", "z"), read.subList(2, 5).stream().sorted().toList());
    }

    @Test
    void theWaitEndsWithTheTimeOut() throws Exception {
        fill();
        process.setsockopt(a, SocketOptions.SO_SNDTIMEO, Duration.ofSeconds(3));
        TestHost.refuses(Errno.EAGAIN, () -> send("more", 0));
    }

    private void fill() throws Exception {
        host.send(a, 2, "one");
        host.send(a, 2, "two");
    }

    private int send(String text, int flags) throws Exception {
        return process.sendto(
                a, text.getBytes(StandardCharsets.UTF_8), 0, text.length(), flags, PairOps.name(2));
    }

    private int poll() throws Exception {
        PollFd entry = new PollFd(a, PollFd.POLLOUT);
        process.poll(new PollFd[] {entry}, 0);
        return entry.revents();
    }
}
