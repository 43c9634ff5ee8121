package io.sockit.inet.fragment;

import io.sockit.spi.SysctlRegistry.IntSysctl;

/// The bounds of reassembly for one family.
///
/// @param memory bytes that incomplete datagrams may pin
/// @param seconds how long one may wait for its rest
public record FragmentSettings(IntSysctl memory, IntSysctl seconds) {}
