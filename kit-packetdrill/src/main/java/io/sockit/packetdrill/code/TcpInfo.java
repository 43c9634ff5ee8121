package io.sockit.packetdrill.code;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a transport knows of a connection, by the names of Linux's `struct tcp_info`.
final class TcpInfo {
    private static final List<Field> FIELDS = new ArrayList<>();
    private static final Map<String, Long> CONSTANTS = new HashMap<>();

    /// Where the next field is put while the table is made.
    private static int end;

    static {
        bytes("state ca_state retransmits probes backoff options");
        bits("snd_wscale", 0, 4);
        bits("rcv_wscale", 4, 4);
        skip(1);
        bits("delivery_rate_app_limited", 0, 1);
        bits("fastopen_client_fail", 1, 2);
        skip(1);
        numbers(4, "rto ato snd_mss rcv_mss unacked sacked lost retrans fackets");
        numbers(4, "last_data_sent last_ack_sent last_data_recv last_ack_recv");
        numbers(4, "pmtu rcv_ssthresh rtt rttvar snd_ssthresh snd_cwnd advmss reordering");
        numbers(4, "rcv_rtt rcv_space total_retrans");
        numbers(8, "pacing_rate max_pacing_rate bytes_acked bytes_received");
        numbers(4, "segs_out segs_in notsent_bytes min_rtt data_segs_in data_segs_out");
        numbers(8, "delivery_rate busy_time rwnd_limited sndbuf_limited");
        numbers(4, "delivered delivered_ce");
        numbers(8, "bytes_sent bytes_retrans");
        numbers(4, "dsack_dups reord_seen rcv_ooopack snd_wnd rcv_wnd rehash");
        numbers(2, "total_rto total_rto_recoveries");
        numbers(4, "total_rto_time");
        numbered(
                1,
                "TCP_ESTABLISHED TCP_SYN_SENT TCP_SYN_RECV TCP_FIN_WAIT1 TCP_FIN_WAIT2"
                        + " TCP_TIME_WAIT TCP_CLOSE TCP_CLOSE_WAIT TCP_LAST_ACK TCP_LISTEN"
                        + " TCP_CLOSING");
        numbered(0, "TCP_CA_Open TCP_CA_Disorder TCP_CA_CWR TCP_CA_Recovery TCP_CA_Loss");
        String[] options = {
            "TIMESTAMPS", "SACK", "WSCALE", "ECN", "ECN_SEEN", "SYN_DATA", "USEC_TS", "TFO_CHILD"
        };
        for (int i = 0; i < options.length; i++) {
            CONSTANTS.put("TCPI_OPT_" + options[i], 1L << i);
        }
    }

    /// One field.
    ///
    /// @param shift of its lowest bit in the number at the offset
    /// @param bits how many it has
    private record Field(String name, int offset, int size, int shift, int bits) {}

    private TcpInfo() {}

    private static void bytes(String names) {
        numbers(1, names);
    }

    private static void numbers(int size, String names) {
        for (String name : names.split(" ", -1)) {
            FIELDS.add(new Field(name, end, size, 0, 8 * size));
            end += size;
        }
    }

    private static void bits(String name, int shift, int bits) {
        FIELDS.add(new Field(name, end, 1, shift, bits));
    }

    private static void skip(int size) {
        end += size;
    }

    private static void numbered(int first, String names) {
        long number = first;
        for (String name : names.split(" ", -1)) {
            CONSTANTS.put(name, number++);
        }
    }

    /// The names of states and options, with their numbers.
    static Map<String, Long> constants() {
        return CONSTANTS;
    }

    /// Every field as `tcpi_NAME`.
    ///
    /// @param information bytes in the layout of `linux/tcp.h` and the byte order of the machine,
    ///     or a record with components such as `tcpiSndCwnd`
    /// @throws CodeException for anything else
    static Map<String, Long> of(Object information) throws CodeException {
        return switch (information) {
            case byte[] structure -> fields(structure);
            case Record record -> components(record);
            default ->
                    throw new CodeException(
                            "TCP_INFO: %s (expected: bytes or a record)"
                                    .formatted(information.getClass()));
        };
    }

    private static Map<String, Long> components(Record record) throws CodeException {
        Map<String, Long> values = new HashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                if (component.getAccessor().invoke(record) instanceof Number number) {
                    String name = component.getName().replaceAll("([A-Z])", "_$1");
                    values.put(name.toLowerCase(Locale.ROOT), number.longValue());
                }
            } catch (ReflectiveOperationException e) {
                throw new CodeException("TCP_INFO: " + component + ": " + e);
            }
        }
        return values;
    }

    /// Every field that the structure is long enough for: older ones are shorter.
    static Map<String, Long> fields(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.nativeOrder());
        Map<String, Long> values = new HashMap<>();
        for (Field field : FIELDS) {
            if (field.offset + field.size <= structure.length) {
                values.put("tcpi_" + field.name, value(in, field));
            }
        }
        return values;
    }

    private static long value(ByteBuffer in, Field field) {
        long number =
                switch (field.size) {
                    case 1 -> in.get(field.offset) & 0xffL;
                    case 2 -> in.getShort(field.offset) & 0xffffL;
                    case 4 -> in.getInt(field.offset) & 0xffff_ffffL;
                    default -> in.getLong(field.offset);
                };
        return field.bits == Long.SIZE ? number : number >> field.shift & (1L << field.bits) - 1;
    }
}
