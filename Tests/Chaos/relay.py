"""Relays between clients, servers and the database that break what they are told to."""

import asyncio

FORTH, BACK = "forth", "back"


class Cut(Exception):
    """The connection is broken on purpose."""


class Relay:
    """Listens on a port of its own and passes every connection on to a target.

    A follower understands what passes: `follow()` makes one for a connection, whose
    `feed(direction, bytes)` gives pieces `(moment, bytes)`. Before a piece that has a moment goes
    on, what is armed for this moment happens.
    """

    def __init__(self, target, follow=None):
        self.target = target
        self.delay = 0.0
        self.links = set()
        self._follow = follow
        self._armed = []  # (moment, action, event), each for one such moment
        self._gates = {FORTH: asyncio.Event(), BACK: asyncio.Event()}
        self.release()

    async def start(self):
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def close(self):
        self._listener.close()
        self.cut()
        await asyncio.gather(*(link.done.wait() for link in set(self.links)))

    def cut(self):
        """Breaks every connection; new ones are taken."""
        for link in set(self.links):
            link.cut()

    def hold(self, *directions):
        """Lets nothing through in these directions until `release()`; nobody is told."""
        for direction in directions:
            self._gates[direction].clear()

    def release(self):
        for gate in self._gates.values():
            gate.set()

    def arm(self, moment, action):
        """Lets `action(link)` happen at the next such moment; it may raise `Cut`.

        Returns an event that is set once it happens.
        """
        happened = asyncio.Event()
        self._armed.append((moment, action, happened))
        return happened

    def disarm(self, happened):
        """Takes back what has not happened yet."""
        self._armed = [armed for armed in self._armed if armed[2] is not happened]

    async def _accept(self, reader, writer):
        try:
            address = self.target()
            if address is None:
                raise ConnectionRefusedError
            opened = (asyncio.open_unix_connection(address) if isinstance(address, str)
                      else asyncio.open_connection(*address))
            link = Link(reader, writer, *await opened, self._follow and self._follow())
        except OSError:
            writer.transport.abort()
            return
        self.links.add(link)
        try:
            await link.run(self)
        finally:
            self.links.discard(link)
            link.done.set()

    async def pass_on(self, link, direction, moment):
        """Waits until a piece may go on."""
        armed = next((armed for armed in self._armed if armed[0] == moment), None)
        if armed:
            _, action, happened = armed
            self.disarm(happened)
            happened.set()
            await action(link)
        if self.delay:
            await asyncio.sleep(self.delay)
        await self._gates[direction].wait()


class Link:
    """One connection through a relay."""

    def __init__(self, client_reader, client_writer, server_reader, server_writer, follower):
        self._ways = {FORTH: (client_reader, server_writer), BACK: (server_reader, client_writer)}
        self._tasks = []
        self.follower = follower
        self.done = asyncio.Event()

    async def run(self, relay):
        self._tasks = [asyncio.ensure_future(self._pump(relay, way)) for way in self._ways]
        try:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.cut()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self):
        for task in self._tasks:
            task.cancel()
        for _, writer in self._ways.values():
            writer.transport.abort()

    async def _pump(self, relay, direction):
        reader, writer = self._ways[direction]
        try:
            while data := await reader.read(65_536):
                pieces = self.follower.feed(direction, data) if self.follower else [(None, data)]
                for moment, piece in pieces:
                    await relay.pass_on(self, direction, moment)
                    writer.write(piece)
                    await writer.drain()
        except (OSError, Cut):
            pass
