package io.sockit.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.spi.Command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// The verb, as a host finds it.
class CompareCommandTest {
    private final Network network = Network.create(1);
    private final StringWriter told = new StringWriter();

    @AfterEach
    void close() {
        network.close();
    }

    private int run(String... arguments) throws Exception {
        Host host = start();
        Command verb = host.extensions().of(Command.POINT).find("dns-compare").value();
        try (PrintWriter out = new PrintWriter(told)) {
            return verb.run(host, List.of(arguments), out);
        }
    }

    private Host start() throws ErrnoException {
        return network.host("a").start();
    }

    @Test
    void findsACaptureEqualToItself() throws Exception {
        String dns = Samples.DNS.toString();

        assertEquals(0, run(dns, dns), told::toString);
        assertTrue(told.toString().startsWith("436 of 436 replies equal  ("), told::toString);
    }

    @Test
    void failsWhereTheRecordingHasNoReply() throws Exception {
        String syslog = Samples.FOLDER.resolve("syslog.pcapng").toString();

        assertEquals(1, run(syslog, syslog), told::toString);
        assertTrue(told.toString().startsWith("0 of 0 replies equal  ("), told::toString);
    }

    @Test
    void namesAFileThatIsNotThere() throws Exception {
        assertEquals(1, run(Samples.DNS.toString(), "/nowhere"));
        assertTrue(told.toString().contains("/nowhere"), told::toString);
    }

    @Test
    void asksForTwoCaptures() throws Exception {
        assertEquals(2, run("one"));
        assertTrue(told.toString().contains("expected: RECORDED ANSWERS"), told::toString);
    }
}
