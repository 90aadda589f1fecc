"""One round: two servers over a fresh database, load, faults, and then the checks."""

import asyncio
import random
import shutil
import time
import traceback

import faults
from agency import CODES, FormMaker
from book import Book
from checks import Checks, check_with_fsck
from exchange import Connection
from load import Load
from questions import Questions
from tables import Tables

FAULTS_PER_ROUND = 4
# A round lasts at least so long, and a fault begins within so long.
ROUND_SECONDS, FAULT_START_SECONDS = 3, 2.5
SETTLE_SECONDS = 60
ROUND_SECONDS_MAX = 240


def dealt_kinds(seed):
    """The kinds of a round; each comes once in six rounds that begin with a multiple of six."""
    names = sorted(faults.KINDS)
    hands = len(names) // FAULTS_PER_ROUND
    random.Random(f"kinds {seed // hands}").shuffle(names)
    hand = seed % hands
    return names[hand * FAULTS_PER_ROUND:(hand + 1) * FAULTS_PER_ROUND]


class Round:
    """Everything about one seed."""

    def __init__(self, seed, venue):
        self.seed, self._venue = seed, venue
        self.kinds = dealt_kinds(seed)
        self._ends_after = lambda: asyncio.sleep(ROUND_SECONDS)
        self.struck = []  # the kinds that came to something
        self.inboxes = {}
        self.book = Book()
        self.database = f"round_{seed}"
        self.seconds = 0.0
        self.folder = venue.folder / self.database
        self.folder.mkdir()

    @classmethod
    def quiet(cls, venue, forms):
        """A round without faults, until so many forms are accepted."""
        async def accept_forms():
            while round_.book.counts["accepted"] < forms:
                await asyncio.sleep(0.01)
        round_ = cls(0, venue)
        round_.kinds, round_._ends_after = [], accept_forms
        return round_

    def _random_for(self, purpose):
        return random.Random(f"{self.seed} {purpose}")

    async def run(self):
        """Plays the round; one that cannot be finished is no success."""
        start = time.monotonic()
        try:
            await asyncio.wait_for(self._play(), ROUND_SECONDS_MAX)
        except Exception:
            self.book.find(f"the round could not be finished: {traceback.format_exc()}")
        self.seconds = time.monotonic() - start

    async def remove(self):
        """Takes away what the round has left in database and folder."""
        await self._venue.cluster.drop(self.database)
        shutil.rmtree(self.folder)

    async def _play(self):
        venue = self._venue
        await venue.cluster.copy(venue.cluster.template, self.database)
        servers = [venue.make_server(name, self.folder) for name in ("server-1", "server-2")]
        connections = {}
        try:
            await asyncio.gather(*(server.open() for server in servers))
            await asyncio.gather(*(server.start(self.database) for server in servers))
            connections = {
                code: [Connection(venue.stubs, server, venue.agencies[code], venue.trust)
                       for server in servers] for code in CODES}
            await self._run_with(servers, connections)
            for server in servers:
                await server.stop()
        finally:
            for several in connections.values():
                for connection in several:
                    await connection.close()
            for server in servers:
                await server.close()
                for status in server.unexpected_ends:
                    self.book.find(f"{server.name} ended by itself with {status}")
            await venue.cluster.recover()

    async def _run_with(self, servers, connections):
        load = Load(self.book, FormMaker(self._venue.catalogue, self._venue.agencies), connections,
                    self._venue.exchange_key, self._random_for)
        scene = faults.Scene(
            self._venue.cluster, servers, self.database,
            lambda: self._venue.admit_another(self.database, CODES[0]))
        async with asyncio.TaskGroup() as work:
            work.create_task(load.run())
            async with asyncio.TaskGroup() as disturbances:
                disturbances.create_task(self._ends_after())
                for kind in self.kinds:
                    disturbances.create_task(self._disturb(scene, kind))
            load.end()
        await load.settle(self._random_for("settle"), SETTLE_SECONDS)
        await Questions(self.book, load.inboxes, connections).ask()
        self.inboxes = load.inboxes
        tables = await Tables.read(self._venue.cluster, self.database)
        Checks(self.book, load.inboxes, self._venue.exchange_key).compare(tables)
        await check_with_fsck(self._venue, self.database, self.book)

    async def _disturb(self, scene, kind):
        source = self._random_for(kind)
        await asyncio.sleep(source.uniform(0.2, FAULT_START_SECONDS))
        if await faults.KINDS[kind](scene, source):
            self.struck.append(kind)
