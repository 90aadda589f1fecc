"""One of the exchange's servers, with the relays in front of it and behind it."""

import asyncio
import os
import re
import signal

from processes import ChaosError, Program, below_driver
from relay import Relay
from wire import Conversation


class Server:
    """A `formserver serve`, started again and again behind the same two ports."""

    def __init__(self, name, program, folder, credentials, cluster, clock):
        self.name = name
        self.clock = clock
        self.lock = asyncio.Lock()
        self._program, self._folder, self._credentials = program, folder, credentials
        self._process = None
        self._port = None
        self.log = os.path.join(folder, f"{name}.log")
        self.clients = Relay(lambda: self._port and ("127.0.0.1", self._port))
        self.database = Relay(lambda: cluster.socket, Conversation)
        self.unexpected_ends = []

    async def open(self):
        await self.clients.start()
        await self.database.start()

    async def close(self):
        await self.kill()
        await self.clients.close()
        await self.database.close()

    async def start(self, database):
        """Starts the server until it is ready, as whoever watches over it would."""
        arguments = below_driver([
            self._program, "serve", "--host", "127.0.0.1", "--port", "0",
            "--database", f"host=127.0.0.1 port={self.database.port} user=postgres "
            f"dbname={database} sslmode=disable gssencmode=disable", *self._credentials])
        deadline = asyncio.get_running_loop().time() + 60
        while asyncio.get_running_loop().time() < deadline:
            offset = os.path.getsize(self.log) if os.path.exists(self.log) else 0
            self._process = await Program.start(arguments, self.log, self.clock.environment)
            while self._process.status is None:
                if asyncio.get_running_loop().time() > deadline:
                    break
                if port := self._ready_port(offset):
                    self._port = port
                    return
                await asyncio.sleep(0.01)
            # 5: the database is away. Anything else is a crash.
            if self._process.status not in (None, 5):
                self.unexpected_ends.append(self._process.status)
            await asyncio.sleep(0.1)
        raise ChaosError(f"{self.name} does not start, see {self.log}")

    def _ready_port(self, offset):
        with open(self.log, "rb") as file:
            file.seek(offset)
            found = re.search(rb"^Ready on port (\d+)\.\n", file.read(), re.MULTILINE)
        return int(found[1]) if found else None

    async def kill(self):
        if self._process:
            self.note_end()
            await self._process.kill()
        self._port = None

    async def stop(self):
        """Ends the server in an orderly way; it must end with status 0."""
        self.note_end()
        self._process.signal(signal.SIGTERM)
        try:
            status = await self._process.ended(30)
        except asyncio.TimeoutError:
            status = f"not within 30 seconds of SIGTERM, {await self._process.kill()}"
        self._port = None
        if status != 0:
            self.unexpected_ends.append(status)

    def freeze(self):
        self._process.signal(signal.SIGSTOP)

    def thaw(self):
        self._process.signal(signal.SIGCONT)

    def kill_now(self):
        """Kills the server in the middle of a moment; `kill()` has to follow."""
        self.note_end()
        self._process.signal(signal.SIGKILL)

    def note_end(self):
        """Notes an end that nobody has brought about."""
        if self._process and self._process.status not in (None, -signal.SIGKILL, 0, 5):
            self.unexpected_ends.append(self._process.status)
