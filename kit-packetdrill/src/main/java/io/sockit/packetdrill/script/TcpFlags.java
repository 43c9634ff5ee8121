package io.sockit.packetdrill.script;

/// The flags of a TCP header (RFC 9293 §3.1, RFC 3168 §6.1, RFC 9768 §3.1) and their letters.
public final class TcpFlags {
    public static final int FIN = 0x001;
    public static final int SYN = 0x002;
    public static final int RST = 0x004;
    public static final int PSH = 0x008;
    public static final int ACK = 0x010;
    public static final int URG = 0x020;
    public static final int ECE = 0x040;
    public static final int CWR = 0x080;
    public static final int AE = 0x100;

    private static final String LETTERS = "FSRP.UEWA";

    private TcpFlags() {}

    /// The bit of a letter, or 0.
    static int of(char letter) {
        int index = LETTERS.indexOf(letter);
        return index < 0 ? 0 : 1 << index;
    }

    /// The letters, or `-` for no flag.
    public static String text(int flags) {
        StringBuilder text = new StringBuilder();
        for (int i : new int[] {1, 0, 2, 3, 5, 6, 7, 8, 4}) { // S. and P., as scripts write them
            if ((flags & 1 << i) != 0) {
                text.append(LETTERS.charAt(i));
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }
}
