package io.sockit.spi;

import java.util.function.Predicate;

/// Where a plug-in declares its settings. They are gone when it is unloaded.
public interface SysctlRegistry {
    /// Declares a whole number.
    ///
    /// @param name Linux's name where there is one
    /// @param about one sentence
    /// @throws IllegalStateException where another plug-in has declared that name
    IntSysctl integer(String name, int initial, int min, int max, String about);

    /// Declares a switch, shown as 0 and 1.
    BooleanSysctl flag(String name, boolean initial, String about);

    /// Declares a pair of whole numbers, such as `net.ipv4.ip_local_port_range`; the first is at
    /// most the second.
    RangeSysctl range(String name, int first, int second, int min, int max, String about);

    /// Declares three whole numbers, such as `net.ipv4.tcp_rmem`; each is at most the next.
    TripleSysctl triple(String name, Triple initial, int min, int max, String about);

    /// Declares a word, such as a name.
    ///
    /// @param initial is not asked about
    /// @param allows whether a word may be set; any thread
    /// @param allowed what may be set, for messages
    WordSysctl word(
            String name, String initial, Predicate<String> allows, String allowed, String about);

    /// A whole number's value now. Any thread.
    interface IntSysctl {
        int value();
    }

    /// A switch's value now. Any thread.
    interface BooleanSysctl {
        boolean value();
    }

    /// A pair's value now: both read at once from one `long`. Any thread.
    interface RangeSysctl {
        /// First in the upper half, second in the lower.
        long pair();

        default int first() {
            return (int) (pair() >>> Integer.SIZE);
        }

        default int second() {
            return (int) pair();
        }
    }

    /// Three numbers, most often of bytes.
    ///
    /// @param least what there is under pressure, too
    /// @param usual what there is at first
    /// @param most what there may be
    record Triple(int least, int usual, int most) {}

    /// Three numbers as they are now. Any thread.
    interface TripleSysctl {
        Triple value();
    }

    /// A word as it is now. Any thread.
    interface WordSysctl {
        String value();
    }
}
