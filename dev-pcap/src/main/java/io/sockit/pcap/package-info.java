/// Captures as devices and as records of devices: `pcap:in.pcapng?out=answers.pcapng&speed=max`,
/// and `?capture=file.pcapng` on any device.
///
/// Start at [PcapPlugin], whose rows say what the jar adds. `PcapDriver` reads the device string
/// into `Settings` and lets `CaptureFile` look at what the file is. A `PcapDevice` is then three
/// parts: `ReadAhead` reads the file off the strand and makes packets of what `Intake` chooses, a
/// `Replay` delivers them on the strand when they are due, `Answers` writes what the host sends.
/// `docs/pcap.md` tells what the options mean.
///
/// `io.sockit.pcap.file` reads and writes the files, `io.sockit.pcap.filter` compiles the filter.
@NullMarked
package io.sockit.pcap;

import org.jspecify.annotations.NullMarked;
