/// The tool `sockit-pcap` behind `sockit pcap`: looks at capture files and converts them. Start at
/// [io.sockit.pcap.tool.PcapTool].
@NullMarked
package io.sockit.pcap.tool;

import org.jspecify.annotations.NullMarked;
