#!/usr/bin/env python3
"""Runs call scripts on this machine's kernel: the judge of what the scripts expect.

    kernel.py [--family unix|unix_path|inet|inet6] [--show] [FILE.calls ...]

Each scenario runs in a process of its own, whose descriptors begin at 0. The calls go straight to
the C library: Python's own functions retry, set close-on-exec and hide numbers. Exit status: 0
where every call answered as the scripts say, 1 where one did not.
"""

import argparse
import errno
import fcntl
import os
import pathlib
import pickle
import re
import resource
import signal
import socket
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True  # this folder goes into a jar
from libc import CONSTANTS, EVENTS, Address, Calls, Entry, Error, Family

OWN = 700  # this tool's descriptors in a scenario's process are above it
PATIENCE = 10  # seconds for one scenario
TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\w+|->|\S)')
LINE = re.compile(
    r"(?:(?P<process>\w+): )?(?P<bg>bg )?(?:(?P<targets>\w+(?:, \w+)*) = )?"
    r"(?P<name>\w+)\((?P<arguments>.*)\)"
)


class AnyOrder(list):
    """An expected list, as in {a:IN, b:IN}, whose order does not matter."""

    def __eq__(self, other):
        return len(self) == len(other) and all(each in other for each in self)


class Reader:
    """Evaluates the text of expressions."""

    def __init__(self, text, variables):
        self.tokens = TOKEN.findall(text)
        self.variables = variables
        self.at = 0

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def next(self, expected=None):
        token = self.peek()
        if expected is not None and token != expected:
            raise ValueError(f"'{token}' (expected: '{expected}')")
        self.at += 1
        return token

    def values(self, end=""):
        found = []
        while self.peek() != end:
            found.append(self.value())
            if self.peek() == ",":
                self.next()
        self.next(end)
        return found

    def value(self):
        start = self.at
        left = self.term()
        while self.peek() in ("|", "*", "+", "-"):
            sign, right = self.next(), self.term()
            if sign == "|":
                left |= right
            elif sign == "*":
                left *= right
            else:
                left = left + right if sign == "+" else left - right
        if self.peek() == ":":
            label = "".join(self.tokens[start : self.at])
            self.next()
            return Entry(label, self.value(), left)
        return left

    def term(self):
        token = self.next()
        if token == "[":
            return self.values("]")
        if token == "{":
            return AnyOrder(self.values("}"))
        if token == "-":
            return -self.term()
        if token.startswith('"'):
            return token[1:-1].encode("latin-1").decode("unicode_escape").encode("latin-1")
        if token[:1].isdigit():
            return int(token, 0)
        if token in self.variables:
            return self.variables[token]
        if hasattr(errno, token):
            return Error(getattr(errno, token))
        if token in CONSTANTS:
            return CONSTANTS[token]
        raise ValueError(f"'{token}' (expected: a value)")


def show(value, variables):
    """The text of a value, in the words of the scripts."""
    if isinstance(value, Error):
        return value.name
    if isinstance(value, Address):
        return next((name for name, known in variables.items() if known == value), "unknown")
    if isinstance(value, bytes):
        if len(value) > 16 and len(set(value)) == 1:
            return show(value[:1], variables) + f"*{len(value)}"
        text = value.decode("latin-1").encode("unicode_escape").decode()
        return '"' + text.replace('"', '\\"') + '"'
    if isinstance(value, Entry):
        names = [name for name in EVENTS if value.events & CONSTANTS[name]]
        return value.label + ":" + ("|".join(names) or "0")
    if isinstance(value, list):
        return "[" + ", ".join(show(each, variables) for each in value) + "]"
    return str(value)


class Task(threading.Thread):
    """A call in the background."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call = call
        self.answer = None

    def run(self):
        try:
            answer = self.call()
        except Error as failed:
            answer = failed
        self.answer = [answer] if not isinstance(answer, list) else answer


class Process:
    """A fork, as the process that forked it knows it."""

    def __init__(self, line):
        self.line = line


class Machine:
    """A process that makes calls: the scenario's first one, or a fork of it."""

    def __init__(self, family, names, supervisor):
        self.calls = Calls(family)
        self.names = names  # whose listed differences hold
        self.supervisor = supervisor
        self.control = None  # a fork's line to the process that forked it
        self.variables = family.named()
        self.tasks = []
        self.rest = []

    def run(self):
        """Makes the calls of all lines, or, in a fork, of those that are handed over."""
        signal.signal(signal.SIGUSR1, lambda *_: None)
        while self.control is not None or self.rest:
            if self.control is not None:
                received = os.read(self.control, 1 << 16)
                if not received:
                    return
                os.write(self.control, pickle.dumps(self.line(received.decode())))
            else:
                number, text = self.rest.pop(0)
                self.tell(number)
                self.tell((number, text, self.line(text)))

    def tell(self, message):
        os.write(self.supervisor, pickle.dumps(message))

    def line(self, text):
        """Makes a line's call; answers whether it went as expected, what came, what was wanted."""
        call, wanted = expected(text, self.names)
        parts = LINE.fullmatch(call)
        if parts["process"]:
            return self.hand_over(parts["process"], text.split(": ", 1)[1])
        targets = parts["targets"].split(", ") if parts["targets"] else []
        try:
            answer = self.call(parts["name"], parts["arguments"], parts["bg"])
            answer = answer if isinstance(answer, list) else [answer]
            self.variables.update(zip(targets, answer))
        except Error as failed:
            answer = [failed]
        self.settle()
        if wanted is None:
            return not isinstance(answer[0], Error), self.text(answer), "success"
        wanted = Reader(wanted, self.variables).values()
        return answer == wanted, self.text(answer), self.text(wanted)

    def text(self, values):
        return " ".join(show(value, self.variables) for value in values)

    def call(self, name, arguments, background):
        values = Reader(arguments, self.variables).values()
        if name in ("fork", "exec", "join", "either", "blocked", "interrupt"):
            return getattr(self, name)(*values)
        named = {"text": TOKEN.findall(arguments)[4]} if name == "epoll_ctl" else {}
        function = getattr(self.calls, name)
        if not background:
            return function(*values, **named)
        task = Task(lambda: function(*values, **named))
        task.start()
        self.tasks.append(task)
        return task

    def settle(self):
        """Waits until the calls in the background have ended or block."""
        for task in self.tasks:
            while task.answer is None and not self.sleeps(task):
                time.sleep(0.0002)

    def sleeps(self, task):
        if task.native_id is None:
            return False
        self.tell({"pid": os.getpid(), "tid": task.native_id})
        return os.read(self.supervisor, 1) == b"y"

    def join(self, task):
        task.join()
        self.tasks.remove(task)
        if isinstance(task.answer, Error):
            raise task.answer
        return task.answer

    def either(self, *tasks):
        """The answer of the one that has ended, which of them does not matter."""
        ended = [task for task in tasks if task in self.tasks and task.answer is not None]
        return self.join(ended[0])

    def blocked(self, *tasks):
        """How many of the calls in the background still wait."""
        return sum(task.answer is None for task in tasks)

    def interrupt(self, task):
        signal.pthread_kill(task.ident, signal.SIGUSR1)
        return 0

    def fork(self, uid=None, gid=None, *groups):
        """Another process, of another user where one is given."""
        ours, theirs = own_pair()
        pid = os.fork()
        if pid:
            os.close(theirs)
            return Process(ours)
        os.close(ours)
        if self.control is not None:
            os.close(self.control)
        self.control, self.tasks, self.rest = theirs, [], []
        if uid is not None:
            os.setgroups(groups)
            os.setresgid(gid, gid, gid)
            os.setresuid(uid, uid, uid)
        try:
            self.run()
        finally:
            os._exit(0)

    def hand_over(self, process, text):
        line = self.variables[process].line
        os.write(line, text.encode())
        answer = os.read(line, 1 << 16)
        return pickle.loads(answer) if answer else (False, "nothing: the process ended", "")

    def exec(self):
        """Starts this tool anew in place of this process; it goes on with the next line."""
        reading, writing = own_pair()
        kept = [pair for pair in self.variables.items() if not isinstance(pair[1], Task)]
        os.write(writing, pickle.dumps({**self.__dict__, "tasks": [], "variables": dict(kept)}))
        os.close(writing)
        os.execv(sys.executable, [sys.executable, __file__, "--resume", str(reading)])

    @staticmethod
    def resume(fd):
        machine = Machine.__new__(Machine)
        machine.__dict__.update(pickle.loads(os.read(fd, 1 << 20)))
        os.close(fd)
        if machine.control is not None:
            os.write(machine.control, pickle.dumps((True, "0", "")))
        machine.run()


def own_pair():
    """A pair of sockets out of the way of the scenario and its limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    pair = [end.detach() for end in socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)]
    moved = [fcntl.fcntl(fd, fcntl.F_DUPFD, OWN) for fd in pair]
    for fd in pair:
        os.close(fd)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return moved


def expected(text, names):
    """A line's call and what it is to answer, for a machine of these names; None where not said."""
    text, *differences = re.split(r" ! (?=\w+: )", text)
    call, arrow, wanted = text.partition(" -> ")
    for difference in differences:
        name, answer, reason = re.fullmatch(r"(\w+): (.*) because (\S.*)", difference).groups()
        if name in names:
            return call.strip(), answer
    return call.strip(), wanted if arrow else None


def scenarios(path):
    """The scenarios of a file: name, what they need, numbered lines."""
    found = [("", [], [])]  # first what stands before all scenarios
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("== "):
            found.append((line[3:], list(found[0][1]), []))
        elif line.startswith("needs: "):
            found[-1][1].extend(line[7:].split())
        elif line and not line.startswith("#"):
            found[-1][2].append((number, line))
    return found[1:]


def own_root(folder):
    """Makes a folder the root of this process, with what the kit's hosts begin with."""
    os.chmod(folder, 0o755)
    os.chroot(folder)
    os.chdir("/")
    os.umask(0o022)
    for name, mode in ("home", 0o755), ("run", 0o755), ("tmp", 0o1777):
        os.mkdir(name)
        os.chmod(name, mode)


def supervise(family, names, lines, root, told):
    """Runs a scenario in a process of its own; tells each line with what came of it.

    Where root is not None it is a folder, which is all that the scenario knows of files.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pid = os.fork()
    if not pid:
        os.setpgid(0, 0)
        supervisor = fcntl.fcntl(theirs.fileno(), fcntl.F_DUPFD, OWN)
        os.closerange(0, OWN)
        machine = Machine(family, names, supervisor)
        machine.rest = lines
        show(Reader('"\\n"', {}).value(), {})  # loads codecs, which takes a descriptor
        if root is not None:
            own_root(root)
        try:
            machine.run()
            machine.tell("end")
        except BaseException as failed:
            machine.tell(repr(failed))
        finally:
            os._exit(0)
    theirs.close()
    ours.settimeout(PATIENCE)
    number = 0
    try:
        while (message := ours.recv(1 << 16)) and (message := pickle.loads(message)) != "end":
            if isinstance(message, dict):
                ours.send(b"y" if sleeps_in_call(**message) else b"n")
            elif isinstance(message, int):
                number = message
            elif isinstance(message, str):
                told(number, dict(lines)[number], (False, message, ""))
                return
            elif not told(*message):
                return
    except TimeoutError:
        told(number, dict(lines)[number], (False, "nothing: it waits for ever", ""))
    finally:
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        ours.close()


def sleeps_in_call(pid, tid):
    try:
        call = pathlib.Path(f"/proc/{pid}/task/{tid}/syscall").read_text().split()[0]
    except OSError:
        return False
    return call.isdigit() and int(call) != FUTEX


FUTEX = {"x86_64": 202, "aarch64": 98}.get(os.uname().machine, -1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--family", choices=["unix", "unix_path", *Family.DOMAINS], default="unix")
    parser.add_argument("--show", action="store_true", help="print every call with its answer")
    parser.add_argument("--only", default="", help="scenarios whose name contains this")
    parser.add_argument("--resume", type=int, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    if options.resume is not None:
        return Machine.resume(options.resume)
    family = Family(options.family)
    ran = wrong = left = 0
    for path in options.files or sorted(pathlib.Path(__file__).parent.glob("*.calls")):
        for name, needs, lines in scenarios(path):
            if options.only not in name:
                continue
            if not set(needs) <= family.features:
                left += 1
                continue
            ran += 1
            failures = []

            def told(number, text, outcome):
                right, answer, wanted = outcome
                call = expected(text, ())[0]
                if options.show:
                    print(f"{call} -> {answer}")
                if not right:
                    failures.append(
                        f"{path.name}:{number}: {name}: {call} -> {answer} (expected: {wanted})"
                    )
                return right

            if options.show:
                print(f"\n== {name}")
            with tempfile.TemporaryDirectory() as folder:
                root = folder if "files" in needs else None
                supervise(family, {"kernel", options.family}, lines, root, told)
            wrong += bool(failures)
            print("\n".join(failures), end="\n" if failures else "")
    family.close()
    print(
        f"{ran} scenarios of {options.family} on {os.uname().release}, {wrong} went otherwise;"
        f" {left} need what it has not" + (", or the superuser" if os.geteuid() else "")
    )
    return 1 if wrong or not ran else 0


if __name__ == "__main__":
    sys.exit(main())
