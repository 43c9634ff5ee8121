"""The calls that scripts make, by this machine's C library, and the values that they answer."""

import ctypes
import errno
import fcntl
import os
import resource
import select
import shutil
import socket
import stat
import struct
import tempfile
import termios
import time

CONSTANTS = {
    name: int(value)
    for module in (socket, os, fcntl, resource, stat)
    for name, value in vars(module).items()
    if name.isupper() and isinstance(value, int)
}
CONSTANTS.update(
    (name, getattr(select, "EPOLL" + name))
    for name in "IN OUT PRI ERR HUP RDHUP ET ONESHOT EXCLUSIVE".split()
)
CONSTANTS.update(
    NVAL=select.POLLNVAL,
    ADD=1,
    DEL=2,
    MOD=3,
    EPOLL_CLOEXEC=select.EPOLL_CLOEXEC,
    yes=1,
    no=0,
    FIONREAD=termios.FIONREAD,
    FIONBIO=termios.FIONBIO,
    SIOCOUTQ=termios.TIOCOUTQ,
    SIOCATMARK=0x8905,
    SO_PEEK_OFF=42,
    SO_PASSPIDFD=76,
    SO_PEERPIDFD=77,
    F_DUPFD_CLOEXEC=1030,
    EFD_SEMAPHORE=1,
    EFD_NONBLOCK=os.O_NONBLOCK,
    EFD_CLOEXEC=os.O_CLOEXEC,
)
EVENTS = "IN PRI OUT ERR HUP NVAL RDHUP".split()


class Error(Exception):
    """A call's error number; also a value that a call answers (SO_ERROR)."""

    def __init__(self, number):
        super().__init__(number)
        self.name = errno.errorcode.get(number, str(number))

    def __eq__(self, other):
        return isinstance(other, Error) and other.name == self.name


class Entry:
    """A label with events, as in [s:IN|OUT]; it remembers the descriptor that the label names."""

    def __init__(self, label, events, fd=None):
        self.label, self.events, self.fd = label, events, fd

    def __eq__(self, other):
        return isinstance(other, Entry) and (other.label, other.events) == (self.label, self.events)


class Mode(int):
    """The kind of a file and its permissions."""

    def __str__(self):
        kinds = "S_IFSOCK", "S_IFLNK", "S_IFDIR", "S_IFREG"
        kind = [name for name in kinds if CONSTANTS[name] == stat.S_IFMT(self)]
        return f"{kind[0]}|{stat.S_IMODE(self):#o}" if kind else oct(self)


class Address(bytes):
    """A socket address (struct sockaddr), of which a path name has no NUL behind it."""

    @staticmethod
    def of(raw):
        named = len(raw) > 3 and raw[0] == socket.AF_UNIX and raw[2]
        return Address(raw[:-1] if named and not raw[-1] else raw)


class Family:
    """Where the sockets of the scripts live, and their addresses."""

    DOMAINS = {"inet": socket.AF_INET, "inet6": socket.AF_INET6}

    def __init__(self, name):
        self.domain = self.DOMAINS.get(name, socket.AF_UNIX)
        self.features = set() if name == "inet6" else {"stream"}
        if self.domain == socket.AF_UNIX:
            self.features |= {"pair", "oob", "instant", "unix", "datagram", "seqpacket", "passing"}
            if os.geteuid() == 0:
                self.features |= {"files"}  # they change their root
        if name == "unix":
            self.features |= {"abstract"}
        elif self.domain != socket.AF_UNIX and own_network():
            self.features |= {"udp"} | ({"broadcast"} if name == "inet" else set())
        self.folder = tempfile.mkdtemp() if name == "unix_path" else None
        self.made = 0

    def address(self, sun_path=None):
        if sun_path is not None:
            return Address(struct.pack("=H", self.domain) + sun_path)
        self.made += 1
        if self.domain != socket.AF_UNIX:
            with socket.socket(self.domain) as probe:
                probe.bind((socket.inet_ntop(self.domain, self._loopback()), 0))
                return self._inet(probe.getsockname()[1], self._loopback())
        name = f"{os.getpid()}.{self.made}"
        name = f"{self.folder}/{name}" if self.folder else f"\0calls.{name}"
        return Address(struct.pack("=H", self.domain) + name.encode())

    def close(self):
        if self.folder:
            shutil.rmtree(self.folder)

    def named(self):
        """The values that scripts know by name."""
        strange = Address(struct.pack("=H", socket.AF_APPLETALK) + bytes(26))
        if self.domain == socket.AF_UNIX:
            return {"UNNAMED": Address(struct.pack("=H", self.domain)), "STRANGE": strange}
        v4 = self.domain == socket.AF_INET
        foreign = socket.inet_pton(self.domain, "192.0.2.1" if v4 else "2001:db8::1")
        return {
            "UNNAMED": self._inet(0, bytes(len(foreign))),
            "STRANGE": strange,
            "FOREIGN": self._inet(9, foreign),
            "PORTLESS": self._inet(0, self._loopback()),
            "BROADCAST": self._inet(9, bytes([127, 255, 255, 255])),
            "ICMP": socket.IPPROTO_ICMP if v4 else socket.IPPROTO_ICMPV6,
            "ECHO": bytes([8 if v4 else 128, 0, 0, 0, 0, 0, 0, 1]),
        }

    def _loopback(self):
        v4 = self.domain == socket.AF_INET
        return socket.inet_pton(self.domain, "127.0.0.1" if v4 else "::1")

    def _inet(self, port, host):
        form = "=HH4s8x" if self.domain == socket.AF_INET else "=HH4x16s4x"
        return Address(struct.pack(form, self.domain, socket.htons(port), host))


def own_network():
    """Leaves the machine's network for one of loopback alone; False where this is forbidden."""
    if LIBC.unshare(CLONE_NEWNET):
        return False
    with socket.socket() as any_socket:
        up = struct.pack("16sh14x", b"lo", IFF_UP)
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, up)
    with open("/proc/sys/net/ipv4/ping_group_range", "w") as groups:
        groups.write("0 0")
    return True


CLONE_NEWNET, SIOCSIFFLAGS, IFF_UP = 0x40000000, 0x8914, 1


class Iovec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    @staticmethod
    def of(buffers):
        vectors = [Iovec(ctypes.addressof(each), ctypes.sizeof(each)) for each in buffers]
        return (Iovec * len(buffers))(*vectors)


class Msghdr(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_void_p), ("namelen", ctypes.c_uint), ("iov", ctypes.c_void_p),
        ("iovlen", ctypes.c_size_t), ("control", ctypes.c_void_p), ("controllen", ctypes.c_size_t),
        ("flags", ctypes.c_int),
    ]  # fmt: skip


class Pollfd(ctypes.Structure):
    _fields_ = [("fd", ctypes.c_int), ("events", ctypes.c_short), ("revents", ctypes.c_short)]


class EpollEvent(ctypes.Structure):
    _fields_ = [("events", ctypes.c_uint), ("data", ctypes.c_ulonglong)]
    _pack_ = 1 if os.uname().machine == "x86_64" else 8


LIBC = ctypes.CDLL(None, use_errno=True)
for sized in "read write readv writev send sendto recv recvfrom sendmsg recvmsg".split():
    getattr(LIBC, sized).restype = ctypes.c_ssize_t


def sys_call(function, *arguments):
    ctypes.set_errno(0)
    answer = getattr(LIBC, function)(*arguments)
    if answer == -1:
        raise Error(ctypes.get_errno())
    return answer


def by_python(function, *arguments):
    """What Python makes of a structure; these functions retry and hide nothing."""
    try:
        return function(*arguments)
    except OSError as failed:
        raise Error(failed.errno) from None


def room(length):
    return ctypes.create_string_buffer(max(length, 1))


def data(text):
    return ctypes.create_string_buffer(text, max(len(text), 1))


def size(number):
    return ctypes.c_size_t(number)


def put(answer, wanted, buffer):
    """What was received; where the whole was longer (MSG_TRUNC), its length too."""
    got = buffer.raw[: min(answer, wanted)]
    return [got, answer] if answer > wanted else [got]


class Calls:
    """The calls that scripts make. An answer that is a list is a sequence of values."""

    def __init__(self, family):
        self.family = family
        self.labels = {}

    def address(self, sun_path=None):
        return self.family.address(sun_path)

    def socket(self, type, protocol=0):
        return sys_call("socket", self.family.domain, type, protocol)

    def socketpair(self, type, protocol=0):
        pair = (ctypes.c_int * 2)()
        sys_call("socketpair", self.family.domain, type, protocol, pair)
        return list(pair)

    def pipe(self, flags=0):
        pair = (ctypes.c_int * 2)()
        sys_call("pipe2", pair, flags)
        return list(pair)

    def bind(self, fd, address):
        return sys_call("bind", fd, data(address), len(address))

    def connect(self, fd, address):
        return sys_call("connect", fd, data(address), len(address))

    def listen(self, fd, backlog):
        return sys_call("listen", fd, backlog)

    def accept(self, fd, flags=0):
        return sys_call("accept4", fd, None, None, flags)

    def shutdown(self, fd, how):
        return sys_call("shutdown", fd, how)

    def getsockname(self, fd):
        return self._name("getsockname", fd)

    def getpeername(self, fd):
        return self._name("getpeername", fd)

    def _name(self, call, fd):
        name, length = room(128), ctypes.c_int(128)
        sys_call(call, fd, name, ctypes.byref(length))
        return Address.of(name.raw[: length.value])

    def send(self, fd, text, flags=0):
        return sys_call("send", fd, data(text), size(len(text)), flags)

    def sendto(self, fd, text, flags, address):
        to = data(address), len(address)
        return sys_call("sendto", fd, data(text), size(len(text)), flags, *to)

    def sendmsg(self, fd, texts, flags=0, address=None):
        buffers = [ctypes.create_string_buffer(text, len(text)) for text in texts]
        vector = Iovec.of(buffers)
        header = Msghdr(iov=ctypes.addressof(vector), iovlen=len(buffers))
        if address is not None:
            name = data(address)
            header.name, header.namelen = ctypes.addressof(name), len(address)
        return sys_call("sendmsg", fd, ctypes.byref(header), flags)

    def getpid(self):
        return os.getpid()

    def sendctl(self, fd, texts, flags, *items):
        """sendmsg with control messages: ["rights", fd...], ["many", fd, times],
        ["creds", pid, uid, gid], ["other", level, type]."""
        control = b""
        for kind, *numbers in items:
            level, type = socket.SOL_SOCKET, socket.SCM_RIGHTS
            if kind == b"many":
                numbers = [numbers[0]] * numbers[1]
            elif kind == b"creds":
                type = socket.SCM_CREDENTIALS
            elif kind == b"other":
                (level, type), numbers = numbers, [0]
            raw = b"".join(struct.pack("=I", number & 0xFFFFFFFF) for number in numbers)
            head = struct.pack("@Nii", socket.CMSG_LEN(len(raw)), level, type)
            control += (head + raw).ljust(socket.CMSG_SPACE(len(raw)), b"\0")
        buffers = [ctypes.create_string_buffer(text, len(text)) for text in texts]
        vector, raw = Iovec.of(buffers), data(control)
        header = Msghdr(iov=ctypes.addressof(vector), iovlen=len(buffers))
        header.control, header.controllen = ctypes.addressof(raw), len(control)
        return sys_call("sendmsg", fd, ctypes.byref(header), flags)

    def recvctl(self, fd, lengths, flags, files=253, creds=1):
        """recvmsg with room for so many descriptors, and for credentials: the bytes, the flags,
        credentials as a list, descriptors one by one."""
        length = (socket.CMSG_SPACE(12) if creds else 0) + (socket.CMSG_LEN(4 * files) if files else 0)
        buffers = [ctypes.create_string_buffer(length) for length in lengths]
        vector, control = Iovec.of(buffers), room(length)
        header = Msghdr(iov=ctypes.addressof(vector), iovlen=len(buffers), controllen=length)
        header.control = ctypes.addressof(control) if length else None
        got = sys_call("recvmsg", fd, ctypes.byref(header), flags)
        answer = self._gathered(got, buffers) + [header.flags]
        raw = control.raw[: header.controllen]
        while len(raw) >= 16:
            whole, level, type = struct.unpack("@Nii", raw[:16])
            numbers = list(struct.unpack("=%di" % ((whole - 16) // 4), raw[16:whole]))
            answer += [numbers] if type == socket.SCM_CREDENTIALS else numbers
            raw = raw[socket.CMSG_SPACE(whole - 16) :]
        return answer

    def recv(self, fd, length, flags=0):
        buffer = room(length)
        return put(sys_call("recv", fd, buffer, size(length), flags), length, buffer)

    def recvfrom(self, fd, length, flags=0):
        buffer, name, namelen = room(length), room(128), ctypes.c_int(128)
        got = sys_call("recvfrom", fd, buffer, size(length), flags, name, ctypes.byref(namelen))
        sender = [Address.of(name.raw[: namelen.value])] if namelen.value else []
        return put(got, length, buffer) + sender

    def recvmsg(self, fd, lengths, flags=0):
        buffers = [ctypes.create_string_buffer(length) for length in lengths]
        vector = Iovec.of(buffers)
        header = Msghdr(iov=ctypes.addressof(vector), iovlen=len(buffers))
        got = sys_call("recvmsg", fd, ctypes.byref(header), flags)
        return self._gathered(got, buffers) + [header.flags]

    def _gathered(self, got, buffers):
        whole = b"".join(buffer.raw for buffer in buffers)
        return [whole[:got], got] if got > len(whole) else [whole[:got]]

    def read(self, fd, length):
        buffer = room(length)
        return put(sys_call("read", fd, buffer, size(length)), length, buffer)

    def write(self, fd, text):
        return sys_call("write", fd, data(text), size(len(text)))

    def readv(self, fd, lengths):
        buffers = [ctypes.create_string_buffer(length) for length in lengths]
        return self._gathered(sys_call("readv", fd, Iovec.of(buffers), len(buffers)), buffers)

    def writev(self, fd, texts):
        buffers = [ctypes.create_string_buffer(text, len(text)) for text in texts]
        return sys_call("writev", fd, Iovec.of(buffers), len(buffers))

    def fill(self, fd):
        """Writes until the call would block; answers how many bytes went."""
        return self._until_blocked(lambda step: sys_call("write", fd, b"x" * step, size(step)))

    def drain(self, fd):
        """Reads until the call would block, or to the end; answers how many bytes came."""
        return self._until_blocked(lambda step: len(self.read(fd, step)[0]))

    def _until_blocked(self, call):
        total = 0
        for step in (4096, 1):
            try:
                while moved := call(step):
                    total += moved
            except Error as failed:
                if failed.name != "EAGAIN":
                    raise
        return total

    def getsockopt(self, fd, option):
        value, length = room(16), ctypes.c_int(16)
        sys_call("getsockopt", fd, socket.SOL_SOCKET, option, value, ctypes.byref(length))
        if option == socket.SO_LINGER:
            return list(struct.unpack("ii", value.raw[:8]))
        if option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            seconds, micros = struct.unpack("ll", value.raw)
            return seconds * 1000 + micros // 1000
        number = struct.unpack("i", value.raw[:4])[0]
        return Error(number) if option == socket.SO_ERROR and number else number

    def setsockopt(self, fd, option, *values):
        raw = struct.pack("i" * len(values), *values)
        if option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            raw = struct.pack("ll", values[0] // 1000, values[0] % 1000 * 1000)
        return sys_call("setsockopt", fd, socket.SOL_SOCKET, option, raw, len(raw))

    def poll(self, entries, millis):
        asked = (Pollfd * len(entries))(*[Pollfd(entry.fd, entry.events) for entry in entries])
        sys_call("poll", asked, len(entries), millis)
        answers = [Entry(entry.label, each.revents) for entry, each in zip(entries, asked)]
        return [[answer for answer in answers if answer.events]]

    def select(self, *arguments):
        """select(read, write, except, ms): the sets are lists of descriptors."""
        *sets, millis = arguments
        highest = max([fd for each in sets for fd in each], default=-1)
        raw = [ctypes.create_string_buffer(128) for _ in sets]
        for each, bits in zip(sets, raw):
            for fd in each:
                bits[fd // 8] = bits.raw[fd // 8] | 1 << fd % 8
        until = (ctypes.c_long * 2)(millis // 1000, millis % 1000 * 1000)
        sys_call("select", highest + 1, *raw, until if millis >= 0 else None)
        return [
            [fd for fd in each if bits.raw[fd // 8] >> fd % 8 & 1] for each, bits in zip(sets, raw)
        ]

    def epoll_create(self, flags=0):
        return sys_call("epoll_create1", flags)

    def epoll_ctl(self, epfd, operation, fd, events=0, label=None, *, text=""):
        key = label if isinstance(label, int) else (1 << 40) + len(self.labels)
        self.labels[key] = str(label) if isinstance(label, int) else text
        event = EpollEvent(events & 0xFFFFFFFF, key)
        return sys_call("epoll_ctl", epfd, operation, fd, ctypes.byref(event))

    def epoll_wait(self, epfd, millis, most=16):
        events = (EpollEvent * max(most, 1))()
        count = sys_call("epoll_wait", epfd, events, most, millis)
        labelled = [(self.labels.get(each.data, str(each.data)), each) for each in events[:count]]
        return [[Entry(label, each.events) for label, each in labelled]]

    def eventfd(self, initial, flags=0):
        return sys_call("eventfd", ctypes.c_uint(initial), flags)

    def eventfd_read(self, fd):
        buffer = room(8)
        sys_call("read", fd, buffer, size(8))
        return struct.unpack("=Q", buffer.raw)[0]

    def eventfd_write(self, fd, number):
        return sys_call("write", fd, struct.pack("=Q", number & (1 << 64) - 1), size(8))

    def fcntl(self, fd, command, argument=0):
        return sys_call("fcntl", fd, command, argument)

    def ioctl(self, fd, request, argument=0):
        value = ctypes.c_int(argument)
        sys_call("ioctl", fd, ctypes.c_ulong(request), ctypes.byref(value))
        return 0 if request == CONSTANTS["FIONBIO"] else value.value

    def fstat(self, fd):
        """The kind of file, of the S_IF constants, or 0."""
        return stat.S_IFMT(by_python(os.fstat, fd).st_mode)

    def same_file(self, one, other):
        one, other = by_python(os.fstat, one), by_python(os.fstat, other)
        return int(os.path.samestat(one, other))

    def mkdir(self, path, mode=0o777):
        return sys_call("mkdir", path, mode)

    def rmdir(self, path):
        return sys_call("rmdir", path)

    def unlink(self, path):
        return sys_call("unlink", path)

    def rename(self, source, target):
        return sys_call("rename", source, target)

    def link(self, source, target):
        return sys_call("link", source, target)

    def symlink(self, target, path):
        return sys_call("symlink", target, path)

    def readlink(self, path):
        return by_python(os.readlink, path)

    def chmod(self, path, mode):
        return sys_call("chmod", path, mode)

    def chown(self, path, uid, gid):
        return sys_call("chown", path, uid, gid)

    def stat(self, path):
        """Mode, owner and group."""
        told = by_python(os.stat, path)
        return [Mode(told.st_mode), told.st_uid, told.st_gid]

    def lstat(self, path):
        told = by_python(os.lstat, path)
        return [Mode(told.st_mode), told.st_uid, told.st_gid]

    def links(self, path):
        return by_python(os.lstat, path).st_nlink

    def same_name(self, one, other):
        one, other = by_python(os.lstat, one), by_python(os.lstat, other)
        return int(os.path.samestat(one, other))

    def list(self, path):
        return [sorted(by_python(os.listdir, path))]

    def chdir(self, path):
        return sys_call("chdir", path)

    def getcwd(self):
        return by_python(os.getcwdb)

    def umask(self, mask):
        return os.umask(mask)

    def dup(self, fd):
        return sys_call("dup", fd)

    def dup2(self, fd, target):
        return sys_call("dup2", fd, target)

    def dup3(self, fd, target, flags):
        return sys_call("dup3", fd, target, flags)

    def close(self, fd):
        return sys_call("close", fd)

    def openfiles(self, limit=None):
        """RLIMIT_NOFILE, asked or set."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if limit is None:
            return soft
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
        return 0

    def sleep(self, millis):
        time.sleep(millis / 1000)
        return 0
