package io.sockit.packetdrill.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

class CodeRunnerTest {
    private final ByteBuffer info = ByteBuffer.allocate(248).order(ByteOrder.nativeOrder());
    private final CodeRunner code = new CodeRunner();

    @BeforeEach
    void fill() {
        info.put(0, (byte) 1).put(1, (byte) 3).put(5, (byte) 7).put(6, (byte) 0xa8);
        info.putInt(80, 10).putInt(76, 0x7fff_ffff).putLong(168, 5_000_000_000L);
        info.putShort(240, (short) 3);
    }

    private void run(String block) throws CodeException {
        code.run(block, info.array());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assert tcpi_snd_cwnd == 10, tcpi_snd_cwnd",
                "assert tcpi_state == TCP_ESTABLISHED; assert tcpi_ca_state == TCP_CA_Recovery",
                "assert tcpi_snd_wscale == 8 and tcpi_rcv_wscale == 10",
                "assert (tcpi_options & TCPI_OPT_SACK) != 0, tcpi_options",
                "assert tcpi_snd_ssthresh == 0x7fffffff",
                "assert tcpi_busy_time == 5000000000 and tcpi_total_rto == 3",
                "assert 9 <= tcpi_snd_cwnd <= 11 # a comment\nassert not tcpi_lost",
                "assert tcpi_snd_cwnd \\\n == 10; pass",
                "cwnd = 4; cwnd += 6; assert cwnd == tcpi_snd_cwnd",
                "assert 7 // 2 == 3 and -7 // 2 == -4 and 7 % -3 == -2 and 7 / 2 == 3.5",
                "assert 1 + 2 * 3 ** 2 == 19 and (1 << 4 | 1) ^ 1 == 16 and ~0 == -1",
                "assert min(3, 2) == 2 and max([1, 5]) == 5 and abs(-2) == 2 and len('abc') == 3",
                "assert '%d of %s is %x' % (10, 'it', 255) == '10 of it is ff'",
                "assert 1 in (1, 2) and 3 not in [1, 2] and 'b' in 'abc'",
                "assert True and not False and (1 == 1) == True",
            })
    void holds(String block) throws CodeException {
        run(block);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "assert tcpi_snd_cwnd == 11, 'cwnd=%d' % tcpi_snd_cwnd;"
                        + " assert tcpi_snd_cwnd == 11, cwnd=10",
                "assert no_such == 1; name 'no_such' is not defined",
                "import os; name 'import' is not defined",
                "assert open('x'); function 'open' is not served",
                "x += 1; name 'x' is not defined",
                "assert 1 / 0; division by zero",
                "assert (1; '' (expected: ',')",
                "assert 'a' < 1; not a whole number",
                "$; '$' is not served"
            })
    void says(String block, String problem) {
        CodeException e = assertThrows(CodeException.class, () -> run(block));

        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    @Test
    void keepsNamesAndPrints() throws CodeException {
        run("cwnd = 10");
        run("print(tcpi_snd_cwnd, 'of', cwnd); cwnd *= 2");
        run("assert cwnd == 20");

        assertEquals("10 of 10\n", code.printed());
    }

    /// As a transport of one's own may have it.
    public record Known(int tcpiSndCwnd, long tcpiTotalRtoTime, String name) {}

    @Test
    void readsARecord() throws CodeException {
        code.run("assert tcpi_snd_cwnd == 4 and tcpi_total_rto_time == 5", new Known(4, 5, "x"));

        assertThrows(CodeException.class, () -> code.run("pass", "text"));
    }

    @Test
    void hasFewerFieldsInAShorterStructure() {
        assertTrue(TcpInfo.fields(new byte[104]).containsKey("tcpi_total_retrans"));
        assertEquals(false, TcpInfo.fields(new byte[104]).containsKey("tcpi_pacing_rate"));
    }
}
