package io.sockit.spi;

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
}
