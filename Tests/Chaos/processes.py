"""Programs that the driver starts, each ended by its own number and never by name."""

import asyncio
import os
import shutil
import signal
import struct
import tempfile


class ChaosError(Exception):
    """The driver cannot go on; nothing is said about the exchange."""


def below_driver(arguments, owner=None):
    """The same command as another user and without root's rights, to die with the driver."""
    setpriv = shutil.which("setpriv")
    if not setpriv:
        return arguments
    options = ["--pdeathsig=KILL"]
    if os.geteuid() == 0 and owner:
        options += [f"--reuid={owner}", f"--regid={owner}", "--init-groups"]
    elif os.geteuid() == 0:
        options += ["--bounding-set=-all", "--inh-caps=-all"]
    return [setpriv, *options, *arguments]


class Program:
    """One process with its output in a file."""

    def __init__(self, process):
        self._process = process
        self.pid = process.pid

    @classmethod
    async def start(cls, arguments, log, environment=None):
        with open(log, "ab") as output:
            # In a session of its own: Ctrl-C is for the driver alone.
            return cls(await asyncio.create_subprocess_exec(
                *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output,
                env={**os.environ, **(environment or {})}, cwd="/", start_new_session=True))

    @property
    def status(self):
        return self._process.returncode

    def signal(self, number):
        """Signals the process; one that has ended is passed over."""
        if self.status is None:
            try:
                # Not by the process object, which would look for its end and keep it from the loop.
                os.kill(self.pid, number)
            except ProcessLookupError:
                pass

    async def ended(self, seconds):
        return await asyncio.wait_for(self._process.wait(), seconds)

    async def kill(self):
        self.signal(signal.SIGKILL)
        return await self.ended(20)


async def run(arguments, environment=None):
    """Runs a program to its end; returns status and output."""
    process = await asyncio.create_subprocess_exec(
        *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT, env={**os.environ, **(environment or {})}, cwd="/",
        start_new_session=True)
    try:
        output, _ = await asyncio.wait_for(process.communicate(), 60)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, output.decode(errors="replace")


async def run_successfully(arguments, environment=None):
    status, output = await run(arguments, environment)
    if status != 0:
        raise ChaosError(f"{' '.join(arguments)} ended with {status}: {output}")
    return output


class Clock:
    """The clock of one server, which the driver can set."""

    def __init__(self, library, path):
        self._path = path
        self.shift_seconds = 0
        self.lowest_shift = 0  # since the round began
        self.environment = {}
        if library:
            self.environment = {"LD_PRELOAD": library, "FORMS_CHAOS_CLOCK": path}
        self.set(0)

    def set(self, seconds):
        self.shift_seconds = seconds
        self.lowest_shift = min(self.lowest_shift, seconds)
        mode = "r+b" if os.path.exists(self._path) else "wb"
        with open(self._path, mode, buffering=0) as file:
            file.write(struct.pack("=q", seconds))
        os.chmod(self._path, 0o644)


async def build_clock(source, folder):
    """Compiles what shifts a server's clock; `None` if there is no compiler."""
    compiler = shutil.which("clang") or shutil.which("cc")
    if not compiler:
        return None
    library = os.path.join(folder, "shifted_clock.so")
    await run_successfully([compiler, "-O1", "-shared", "-fPIC", "-o", library, str(source)])
    return library


def private_folder():
    """A temporary folder that other users may pass through, with short paths for sockets."""
    folder = tempfile.mkdtemp(prefix="forms-chaos.", dir="/tmp")
    os.chmod(folder, 0o711)
    return folder
