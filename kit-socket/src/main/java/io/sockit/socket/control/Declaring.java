package io.sockit.socket.control;

import io.sockit.socket.strand.Owner;
import io.sockit.spi.SysctlRegistry;

/// The settings as one owner declares them.
record Declaring(SysctlTable table, Owner owner) implements SysctlRegistry {
    @Override
    public IntSysctl integer(String name, int initial, int min, int max, String about) {
        return table.declare(new Setting.Whole(name, owner, about, initial, min, max));
    }

    @Override
    public BooleanSysctl flag(String name, boolean initial, String about) {
        return table.declare(new Setting.Flag(name, owner, about, initial));
    }

    @Override
    public RangeSysctl range(String name, int first, int second, int min, int max, String about) {
        return table.declare(new Setting.Range(name, owner, about, first, second, min, max));
    }
}
