"""A switch for the sample vlan.pcapng, for kernels without VLANs: frames from an access port (a TAP)
get the tag of IEEE 802.1Q and go out at one end of a trunk (a veth); what comes out of the other end
goes to the other port. The receiving kernel takes the tag off the frames by itself.

trunk.py VLAN PORT1 END1 PORT2 END2
"""

import fcntl
import os
import selectors
import socket
import struct
import sys

TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
ETH_P_ALL, ETH_P_8021Q = 0x0003, 0x8100
ADDRESSES = 12


def access_port(name):
    tap = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TAP | IFF_NO_PI))
    return tap


def end_of_trunk(name):
    end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    end.bind((name, 0))
    return end


def main():
    tag = struct.pack("!HH", ETH_P_8021Q, int(sys.argv[1]))
    selector = selectors.DefaultSelector()

    def join(port, end):
        def out():
            frame = os.read(port, 65536)
            end.send(frame[:ADDRESSES] + tag + frame[ADDRESSES:])

        def back():
            frame, address = end.recvfrom(65536)
            if address[2] == socket.PACKET_OUTGOING:
                return
            try:
                os.write(port, frame)
            except OSError:  # the port is not up yet
                pass

        selector.register(port, selectors.EVENT_READ, out)
        selector.register(end, selectors.EVENT_READ, back)

    for port, end in (sys.argv[2:4], sys.argv[4:6]):
        join(access_port(port), end_of_trunk(end))
    while True:
        for key, _ in selector.select():
            key.data()


main()
