"""Servers that run for the time of a measurement, and what the system accounts for them."""

import contextlib
import os
import pathlib
import signal
import subprocess
import time

TICK_US = 1_000_000 // os.sysconf("SC_CLK_TCK")


class Broken(Exception):
    """Something that the measurement needs does not work."""


@contextlib.contextmanager
def termination_put_off():
    """Lets SIGTERM wait, in the midst of which a child would be left that nobody knows."""
    came = []
    handler = signal.signal(signal.SIGTERM, lambda *_: came.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, handler)
        if came:
            signal.raise_signal(signal.SIGTERM)


class Program:
    """A program that is ready some time after its start, and ends with SIGTERM."""

    def __init__(self, name, command, log, is_ready=None, seconds=60):
        """`is_ready` tells whether it is; without it, it says `Ready` in a line of its own."""
        self.name, self.log = name, log
        self.process = None
        try:
            with termination_put_off(), log.open("w") as output:
                self.process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
            deadline = time.monotonic() + seconds
            while not (is_ready or self.ready_line)():
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise Broken(f"{name} does not start:\n{log.read_text()}")
                time.sleep(0.05)
        except BaseException:
            if self.process:
                self.stop()
            raise

    def ready_line(self):
        lines = self.log.read_text().splitlines()
        return next((line for line in lines if line.startswith("Ready")), None)

    @property
    def pid(self):
        return self.process.pid

    def require_running(self):
        if self.process.poll() is not None:
            raise Broken(f"{self.name} has ended by itself:\n{self.log.read_text()}")

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        self.process.terminate()
        self.resume()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Server(Program):
    """A program that says `Ready on port N.`"""

    @property
    def port(self):
        return int(self.ready_line().split()[3].rstrip("."))


def stat(pid):
    """Parent, and ticks: own, and those of children that have ended and were waited for."""
    text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    # The name, in parentheses, may hold anything.
    fields = text[text.rindex(")") + 2:].split()
    own, children = (int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14]))
    return int(fields[1]), own, children


def cpu_us(pid):
    """The processor time of one process with all its threads, user and system, in microseconds."""
    return stat(pid)[1] * TICK_US


def family_cpu_us(pid):
    """The same for a process and all its children, also those that have ended.

    PostgreSQL's are all children of the postmaster, which waits for each.
    """
    _, own, ended = stat(pid)
    total = own + ended
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent, ticks, _ = stat(entry.name)
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            total += ticks
    return total * TICK_US


def peak_mb(pid):
    """The most memory that a process has had resident, in MB."""
    return _memory_mb(pid, "VmHWM")


def resident_mb(pid):
    """The memory that a process has resident, in MB."""
    return _memory_mb(pid, "VmRSS")


def _memory_mb(pid, name):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise Broken(f"process {pid} has no {name}")
