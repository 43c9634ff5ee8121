package io.sockit.pcap.file;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The names of link types, from the registry of LINKTYPE values and what systems wrote before it.
final class DataLinks {
    /// DLT_RAW of some systems, which got into files as it was.
    private static final int RAW_BSD = 12;

    private static final int RAW_OPENBSD = 14;

    private static final int DBUS = 231;
    private static final int USBPCAP = 249;
    private static final int EBHSCR = 279;

    private static final String NAMES =
            """
            2 EN3MB
            3 AX25
            4 PRONET
            5 CHAOS
            6 IEEE802
            7 ARCNET
            8 SLIP
            9 PPP
            10 FDDI
            50 PPP_SERIAL
            51 PPP_ETHER
            99 SYMANTEC_FIREWALL
            100 ATM_RFC1483
            102 SLIP_BSDOS
            103 PPP_BSDOS
            104 C_HDLC
            105 IEEE802_11
            106 ATM_CLIP
            107 FRELAY
            109 ENC
            114 LTALK
            115 ECONET
            117 PFLOG
            118 CISCO_IOS
            119 PRISM_HEADER
            122 IP_OVER_FC
            123 SUNATM
            127 IEEE802_11_RADIO
            129 ARCNET_LINUX
            138 APPLE_IP_OVER_IEEE1394
            139 MTP2_WITH_PHDR
            140 MTP2
            141 MTP3
            142 SCCP
            143 DOCSIS
            144 LINUX_IRDA
            163 IEEE802_11_RADIO_AVS
            165 BACNET_MS_TP
            166 PPP_PPPD
            169 GPRS_LLC
            177 LINUX_LAPD
            182 MFR
            187 BLUETOOTH_HCI_H4
            189 USB_LINUX
            192 PPI
            195 IEEE802_15_4
            196 SITA
            197 ERF
            199 IPMB
            201 BLUETOOTH_HCI_H4_WITH_PHDR
            202 AX25_KISS
            203 LAPD
            204 PPP_WITH_DIR
            205 C_HDLC_WITH_DIR
            206 FRELAY_WITH_DIR
            209 IPMB_LINUX
            215 IEEE802_15_4_NONASK_PHY
            220 USB_LINUX_MMAPPED
            224 FC_2
            225 FC_2_WITH_FRAME_DELIMS
            226 IPNET
            227 CAN_SOCKETCAN
            230 IEEE802_15_4_NOFCS
            231 DBUS
            235 DVB_CI
            236 MUX27010
            239 NFLOG
            240 NETANALYZER
            241 NETANALYZER_TRANSPARENT
            242 IPOIB
            243 MPEG_2_TS
            244 NG40
            245 NFC_LLCP
            247 INFINIBAND
            248 SCTP
            249 USBPCAP
            250 RTAC_SERIAL
            251 BLUETOOTH_LE_LL
            253 NETLINK
            254 BLUETOOTH_LINUX_MONITOR
            255 BLUETOOTH_BREDR_BB
            256 BLUETOOTH_LE_LL_WITH_PHDR
            257 PROFIBUS_DL
            258 PKTAP
            259 EPON
            260 IPMI_HPM_2
            263 ISO_14443
            264 RDS
            265 USB_DARWIN
            266 OPENFLOW
            267 SDLC
            270 VSOCK
            271 NORDIC_BLE
            272 DOCSIS31_XRA31
            273 ETHERNET_MPACKET
            274 DISPLAYPORT_AUX
            279 EBHSCR
            280 VPP_DISPATCH
            281 DSA_TAG_BRCM
            282 DSA_TAG_BRCM_PREPEND
            283 IEEE802_15_4_TAP
            288 USB_2_0
            """;

    private static final Map<Integer, DataLink> BY_NUMBER = new TreeMap<>();
    private static final Set<Integer> KNOWN;

    static {
        DataLink[] known = {
            DataLink.NULL,
            DataLink.ETHERNET,
            new DataLink(RAW_BSD, "RAW"),
            new DataLink(RAW_OPENBSD, "RAW"),
            DataLink.RAW,
            DataLink.LOOP,
            DataLink.LINUX_SLL,
            DataLink.IPV4,
            DataLink.IPV6,
            DataLink.LINUX_SLL2
        };
        for (DataLink link : known) {
            BY_NUMBER.put(link.number(), link);
        }
        KNOWN = Set.copyOf(BY_NUMBER.keySet());
        NAMES.lines().forEach(DataLinks::add);
    }

    private DataLinks() {}

    private static void add(String line) {
        int space = line.indexOf(' ');
        int number = Integer.parseInt(line.substring(0, space));
        BY_NUMBER.put(number, new DataLink(number, line.substring(space + 1)));
    }

    static DataLink of(int number) {
        DataLink named = BY_NUMBER.get(number);
        return named == null ? new DataLink(number, "LINKTYPE_" + number) : named;
    }

    /// As libpcap and Wireshark bound them.
    static int mostCaptured(int number) {
        return switch (number) {
            case DBUS, USBPCAP -> 128 << 20;
            case EBHSCR -> 8 << 20;
            default -> CaptureReader.MOST_CAPTURED;
        };
    }

    static boolean isKnown(int number) {
        return KNOWN.contains(number);
    }
}
