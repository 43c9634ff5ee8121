"""Takes datagrams at a port of both families and throws them away, so that nobody says that the
port is unreachable."""

import socket
import sys

sink = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
sink.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
sink.bind(("::", int(sys.argv[1])))
while True:
    sink.recv(65536)
