package io.sockit.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The sample against copies of it in which one packet is another.
class ComparisonTest {
    private static final int REPLIES = 436;

    /// The reply to the first question of the sample: SOA of sockit.example over IPv4.
    private static final int FIRST_REPLY = 4;

    private static final int ETHERNET_IPV4_UDP = 14 + 20 + 8;

    @TempDir private Path folder;

    /// What becomes of a packet.
    private interface Change {
        /// @return the packets that stand in its place
        List<byte[]> of(long number, byte[] frame);
    }

    private Comparison compare(Change change) throws IOException {
        Path copy = folder.resolve("answers.pcapng");
        try (CaptureReader in = CaptureReader.open(Samples.DNS);
                CaptureWriter out = CaptureWriter.create(copy, FileFormat.PCAPNG)) {
            int eth0 = -1;
            while (in.next()) {
                eth0 = eth0 < 0 ? out.addInterface("eth0", in.link(), 0) : eth0;
                byte[] frame =
                        Arrays.copyOfRange(in.bytes(), in.offset(), in.offset() + in.length());
                for (byte[] changed : change.of(in.packets(), frame)) {
                    out.write(
                            eth0, in.timestamp(), changed, 0, changed.length, PacketNote.OUTBOUND);
                }
            }
        }
        return Comparison.of(Samples.DNS, copy);
    }

    private static byte[] with(byte[] frame, int offset, int value) {
        byte[] changed = frame.clone();
        changed[ETHERNET_IPV4_UDP + offset] = (byte) value;
        return changed;
    }

    private static void assertOneDifference(Comparison comparison, String... parts) {
        assertEquals(1, comparison.differences().size(), comparison::toString);
        String text = String.join("\n", comparison.differences().getFirst());
        for (String part : parts) {
            assertTrue(text.contains(part), text);
        }
    }

    @Test
    void theSampleEqualsItself() throws IOException {
        Comparison comparison = compare((number, frame) -> List.of(frame));

        assertEquals(new Comparison(REPLIES, REPLIES, List.of(), 0), comparison);
    }

    @Test
    void namesTheQueryAndBothRcodes() throws IOException {
        Comparison comparison =
                compare(
                        (number, frame) ->
                                List.of(number == FIRST_REPLY ? with(frame, 3, 5) : frame));

        assertEquals(REPLIES - 1, comparison.equal());
        assertOneDifference(
                comparison,
                "sockit.example. IN SOA, id ",
                "over IPv4",
                "expected: NOERROR aa",
                "came (packet 4): REFUSED aa");
    }

    @Test
    void showsTheRecordsThatDiffer() throws IOException {
        Comparison comparison =
                compare(
                        (number, frame) ->
                                List.of(
                                        number == FIRST_REPLY
                                                ? with(frame, 12 + 20 + 9, 99) // a TTL's last octet
                                                : frame));

        assertOneDifference(comparison, "answer: sockit.example. 3600 IN SOA ns1", "3683 IN SOA");
    }

    @Test
    void missesRepliesThatDidNotCome() throws IOException {
        Comparison comparison =
                compare((number, frame) -> number == FIRST_REPLY ? List.of() : List.of(frame));

        assertOneDifference(comparison, "sockit.example. IN SOA", "came: no reply");
    }

    @Test
    void missesRepliesOfWhichAFragmentIsMissing() throws IOException {
        boolean[] dropped = {false};
        Comparison comparison =
                compare(
                        (number, frame) -> {
                            boolean last = frame[12] == 8 && (frame[20] & 0x3f) != 0;
                            if (last && !dropped[0]) {
                                dropped[0] = true;
                                return List.of();
                            }
                            return List.of(frame);
                        });

        assertOneDifference(comparison, "came: no reply");
    }

    @Test
    void takesTheSameReplyTwice() throws IOException {
        Comparison comparison =
                compare(
                        (number, frame) ->
                                number == FIRST_REPLY ? List.of(frame, frame) : List.of(frame));

        assertEquals(List.of(), comparison.differences());
    }

    @Test
    void tellsOfRepliesToWhatNobodyAsked() throws IOException {
        Comparison comparison =
                compare(
                        (number, frame) ->
                                number == FIRST_REPLY
                                        ? List.of(frame, with(frame, 0, frame[42] + 1))
                                        : List.of(frame));

        assertEquals(REPLIES, comparison.equal());
        assertOneDifference(comparison, "expected: no reply", "came (packet 5)");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        IOException failure =
                assertThrows(
                        IOException.class,
                        () -> Comparison.of(Samples.DNS, folder.resolve("none.pcapng")));

        assertTrue(String.valueOf(failure.getMessage()).contains("none.pcapng"));
    }
}
