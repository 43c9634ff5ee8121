#!/usr/bin/env bash
# Records the samples anew, for real: name server, clients and captures run in two network
# namespaces that are joined by a veth pair and by nothing else. Needs root and Linux, named and dig
# (bind9), dumpcap and editcap (wireshark-common), tcpdump, ethtool, logger, python3.
#
#   samples/record.sh [NAME...]     all of them, or dns, syslog, sll2, vlan, badsum
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
work=
client=sockit-c$$ server=sockit-s$$ trunk=sockit-t$$

end() {
  local pid ns
  for pid in $(jobs -p); do kill "$pid" 2>/dev/null || true; done
  wait
  for ns in "$client" "$server" "$trunk"; do ip netns del "$ns" 2>/dev/null || true; done
  rm -rf "$work"
}
on() {
  local ns=$1
  shift
  ip netns exec "$ns" "$@"
}

# No name but ours, no router, no address that the kernel makes up: the files hold what we send.
quiet() {
  local ns=$1
  ip netns add "$ns"
  on "$ns" sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 \
    net.ipv6.conf.default.accept_ra=0
  ip -n "$ns" link set lo up
}

address() {
  local ns=$1 mac=$2 four=$3 six=$4
  ip -n "$ns" link set eth0 address "$mac" mtu 1500 up
  ip -n "$ns" address add "$four" dev eth0
  ip -n "$ns" address add "$six" dev eth0 nodad
}

# Two namespaces and a cable: 192.0.2.10 and 192.0.2.53, 2001:db8::10 and 2001:db8::53.
# $1: whether the sender leaves checksums to a card that is not there (on or off).
cable() {
  quiet "$client"
  quiet "$server"
  ip -n "$client" link add eth0 type veth peer name eth0 netns "$server"
  on "$client" ethtool -K eth0 tx "$1" >/dev/null
  on "$server" ethtool -K eth0 tx "$1" >/dev/null
  address "$client" 02:00:00:00:00:10 192.0.2.10/24 2001:db8::10/64
  address "$server" 02:00:00:00:00:53 192.0.2.53/24 2001:db8::53/64
  sleep 2 # reports of multicast groups are over
}

unplug() {
  ip netns del "$client"
  ip netns del "$server"
}

name_server() {
  {
    echo "options {"
    echo "  directory \"$work\"; pid-file none; session-keyfile none;"
    echo "  listen-on port 53 { 192.0.2.53; }; listen-on-v6 port 53 { 2001:db8::53; };"
    echo "  recursion no; notify no; dnssec-validation no; version none; hostname none; server-id none;"
    echo "  edns-udp-size 4096; max-udp-size 4096; nocookie-udp-size 4096;"
    echo "  minimal-responses no; minimal-any no; max-records-per-type 0; rrset-order { order none; };"
    echo "  answer-cookie no; rate-limit { responses-per-second 0; };"
    echo "};"
    echo "controls { };"
    local zone
    for zone in "$here"/*.zone; do
      cp "$zone" "$work"
      zone=$(basename "$zone")
      echo "zone \"${zone%.zone}\" { type primary; file \"$work/$zone\"; };"
    done
  } >"$work/named.conf"
  on "$server" named -g -c "$work/named.conf" >"$work/named.log" 2>&1 &
  until grep -q ' running$' "$work/named.log"; do
    kill -0 $! || { cat "$work/named.log" >&2; exit 1; }
    sleep 0.1
  done
}

# Captures in namespace $1 to file $2, as tcpdump's options from $3 on say.
capture() {
  local ns=$1 file=$2
  shift 2
  # exec: the process is to be tcpdump itself, so that it can be told to end.
  (exec ip netns exec "$ns" tcpdump -Z root -U -n --time-stamp-precision=nano -w "$file" "$@" \
    2>"$work/tcpdump.log") &
  capturing=$!
  until grep -q 'listening on' "$work/tcpdump.log"; do sleep 0.1; done
}

# Ends the capture to file $1 and publishes it as the sample $2. editcap knows no more of this
# machine than its own name.
captured() {
  sleep 1
  kill -TERM "$capturing"
  wait "$capturing"
  grep -q '^0 packets dropped by kernel' "$work/tcpdump.log" || { cat "$work/tcpdump.log" >&2; exit 1; }
  editcap -F pcapng "$1" "$here/$2"
}

record_dns() {
  cable off
  name_server
  capture "$server" "$work/dns.pcap" -i eth0
  local at
  for at in 192.0.2.53 2001:db8::53; do
    on "$client" timeout 300 dig "@$at" +notcp +ignore +tries=1 +timeout=5 +noall +comments -f "$here/dns.queries"
  done >"$work/dig.log"
  if [[ $(grep -c ', status: ' "$work/dig.log") != $((2 * $(wc -l <"$here/dns.queries"))) ]]; then
    cat "$work/dig.log" >&2
    exit 1
  fi
  captured "$work/dns.pcap" dns.pcapng
  unplug
}

# What a receiver of syslog gets, from logger of util-linux, in both of its formats.
syslog() {
  local at=$1 port=$2
  on "$client" logger --server "$at" --port "$port" --udp --rfc5424 --tag door --priority auth.notice \
    --msgid OPEN --sd-id door@32473 --sd-param 'number="7"' "the door is open"
  on "$client" logger --server "$at" --port "$port" --udp --rfc3164 --tag door --priority auth.info \
    "the door is shut"
}

listener() {
  (exec ip netns exec "$server" python3 "$here/listener.py" "$1") &
  sleep 1
}

record_syslog() {
  cable off
  listener 514
  capture "$server" "$work/syslog.pcap" -i eth0
  local n
  for n in 1 2 3; do
    syslog 192.0.2.53 514
    syslog 2001:db8::53 514
  done
  syslog 192.0.2.53 515 # nobody listens: port unreachable
  syslog 2001:db8::53 515
  captured "$work/syslog.pcap" syslog.pcapng
  unplug
}

# On all interfaces at once: what passed which one stands in the second cooked header of Linux.
record_sll2() {
  cable off
  listener 514
  capture "$server" "$work/sll2.pcap" -i any -y LINUX_SLL2
  syslog 192.0.2.53 514
  syslog 2001:db8::53 514
  on "$server" logger --server 127.0.0.1 --port 514 --udp --rfc5424 "to itself"
  captured "$work/sll2.pcap" sll2.pcapng
  unplug
}

# What a sender's own capture holds where a card is to write the checksums.
record_badsum() {
  cable on
  listener 514
  capture "$client" "$work/badsum.pcap" -i eth0
  syslog 192.0.2.53 514
  syslog 2001:db8::53 514
  captured "$work/badsum.pcap" badsum.pcapng
  unplug
}

# Two access ports (TAPs) and between them a trunk of VLAN 7, on which the capture listens.
record_vlan() {
  quiet "$client"
  quiet "$server"
  quiet "$trunk"
  ip -n "$trunk" link add left type veth peer name right
  local device
  for device in left right; do
    on "$trunk" ethtool -K "$device" tx off rx off txvlan off rxvlan off >/dev/null
    ip -n "$trunk" link set "$device" up
  done
  (exec ip netns exec "$trunk" python3 "$here/trunk.py" 7 port1 left port2 right) &
  local switching=$!
  sleep 1
  ip -n "$trunk" link set port1 netns "$client" name eth0
  ip -n "$trunk" link set port2 netns "$server" name eth0
  address "$client" 02:00:00:00:00:10 192.0.2.10/24 2001:db8::10/64
  address "$server" 02:00:00:00:00:53 192.0.2.53/24 2001:db8::53/64
  sleep 2
  name_server
  capture "$trunk" "$work/vlan.pcap" -i right
  local at
  for at in 192.0.2.53 2001:db8::53; do
    on "$client" timeout 10 dig "@$at" +notcp +tries=1 +timeout=5 sockit.example SOA www.sockit.example A \
      absent.sockit.example A >"$work/dig.log"
  done
  captured "$work/vlan.pcap" vlan.pcapng
  kill "$switching"
  unplug
  ip netns del "$trunk"
}

if [[ -n ${SOCKIT_RECORD:-} ]]; then
  work=$(mktemp -d)
  trap end EXIT
  "record_$SOCKIT_RECORD"
  exit
fi
names=("$@")
[[ ${#names[@]} -gt 0 ]] || names=(dns syslog sll2 badsum vlan)
for name in "${names[@]}"; do
  echo "recording $name"
  # Each in a shell and a UTS namespace of its own: nothing is left, and no message tells our name.
  SOCKIT_RECORD=$name unshare --uts bash -c 'hostname client.sockit.example && exec "$0"' "$0"
done
