package io.sockit.inet.spi;

/// The key of an input row: an IP protocol number (IPv6: next header), with a name for people. Keys
/// of one number are the same.
///
/// @param number 0 to 255, such as 17
/// @param name such as `udp`
public record IpProtocol(int number, String name) {
    /// How many numbers there are.
    public static final int NUMBERS = 256;

    public IpProtocol {
        if (number < 0 || number >= NUMBERS) {
            throw new IllegalArgumentException("IP protocol: " + number + " (expected: 0 to 255)");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpProtocol protocol && protocol.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public String toString() {
        return name + " (" + number + ")";
    }
}
