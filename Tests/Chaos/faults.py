"""The kinds of faults. Each does its harm, waits, and sets right what it broke.

Some strike at a moment of a batch (see wire.py): they wait for it for a few seconds.
"""

import asyncio
import signal

from relay import BACK, FORTH, Cut
from wire import COMMITTED, COMMITTING, HELD, LOCKING

DAY = 86_400
MOMENT_WAIT_SECONDS = 3


class Scene:
    """What can be broken: two servers, their links, the database with its disks."""

    def __init__(self, cluster, servers, database, change_participants):
        self.cluster, self.servers, self.database = cluster, servers, database
        self.change_participants = change_participants


KINDS = {}


def kind(function):
    """Registers a kind; it returns whether it came to anything."""
    KINDS[function.__name__.replace("_", "-")] = function
    return function


async def strike(relay, moment, action):
    """Waits until `action` has happened at a moment; tells whether it did."""
    happened = relay.arm(moment, action)
    try:
        await asyncio.wait_for(happened.wait(), MOMENT_WAIT_SECONDS)
        return True
    except asyncio.TimeoutError:
        relay.disarm(happened)
        return False


async def some_time(random, lowest=0.2, highest=1.5):
    await asyncio.sleep(random.uniform(lowest, highest))


# Servers

async def restart_killed(scene, server, random):
    await server.kill()
    await some_time(random, 0.1, 1)
    await server.start(scene.database)


async def kill_at(scene, server, moment, random):
    async with server.lock:
        async def kill(link):
            server.kill_now()
            if moment == COMMITTING:
                raise Cut
        if not await strike(server.database, moment, kill):
            return False
        await restart_killed(scene, server, random)
        return True


@kind
async def server_killed(scene, random):
    server = random.choice(scene.servers)
    async with server.lock:
        await restart_killed(scene, server, random)
    return True


@kind
async def both_servers_killed(scene, random):
    async with scene.servers[0].lock, scene.servers[1].lock:
        await asyncio.gather(*(restart_killed(scene, server, random) for server in scene.servers))
    return True


@kind
async def server_killed_holding_head(scene, random):
    return await kill_at(
        scene, random.choice(scene.servers), random.choice([HELD, COMMITTING]), random)


@kind
async def server_killed_after_commit(scene, random):
    return await kill_at(scene, random.choice(scene.servers), COMMITTED, random)


@kind
async def server_frozen(scene, random):
    server = random.choice(scene.servers)
    async with server.lock:
        server.freeze()
        await some_time(random, 0.3, 2.5)
        server.thaw()
    return True


@kind
async def server_frozen_holding_head(scene, random):
    """Longer than the database waits for it, or shorter."""
    server = random.choice(scene.servers)
    async with server.lock:
        async def freeze(link):
            server.freeze()
        if not await strike(server.database, random.choice([HELD, COMMITTED]), freeze):
            return False
        await asyncio.sleep(random.choice([0.8, 2, 6]))
        server.thaw()
    return True


@kind
async def server_restarted(scene, random):
    server = random.choice(scene.servers)
    async with server.lock:
        await server.stop()
        await some_time(random, 0, 0.5)
        await server.start(scene.database)
    return True


# Database

async def restart_database(scene, random, end):
    async with scene.cluster.lock:
        await end()
        await some_time(random)
        await scene.cluster.start()
    return True


@kind
async def database_stopped(scene, random):
    return await restart_database(scene, random, scene.cluster.stop_at_once)


@kind
async def database_killed(scene, random):
    return await restart_database(scene, random, scene.cluster.kill)


@kind
async def database_frozen(scene, random):
    """All of it; now and then for longer than a statement may take."""
    async with scene.cluster.lock:
        scene.cluster.freeze()
        await asyncio.sleep(random.choice([0.5, 1, 1, 2, 2, 3, 11]))
        scene.cluster.thaw()
    return True


async def strike_backend(scene, random, number):
    """Signals the database's process that serves a lane, in the middle of a batch."""
    server = random.choice(scene.servers)
    struck = []

    async def strike_it(link):
        struck.append(link.follower.backend)
        scene.cluster.signal(link.follower.backend, number)
    await strike(server.database, random.choice([HELD, COMMITTING]), strike_it)
    return struck


@kind
async def backend_killed(scene, random):
    async with scene.cluster.lock:
        struck = await strike_backend(scene, random, signal.SIGKILL)
        await some_time(random, 0.2, 0.4)
        await scene.cluster.start()
    return bool(struck)


@kind
async def backend_frozen(scene, random):
    async with scene.cluster.lock:
        struck = await strike_backend(scene, random, signal.SIGSTOP)
        if struck:
            await some_time(random, 0.5, 3)
            scene.cluster.signal(struck[0], signal.SIGCONT)
    return bool(struck)


# Links

@kind
async def database_links_cut(scene, random):
    server = random.choice(scene.servers)
    for _ in range(random.randrange(1, 4)):
        server.database.cut()
        await some_time(random, 0.05, 0.5)
    return True


@kind
async def database_link_cut_in_batch(scene, random):
    """Before the commit, and after it, when the server cannot know: one batch has no form, one has."""
    async def cut(link):
        raise Cut
    relay = random.choice(scene.servers).database
    moments = [random.choice([LOCKING, HELD, COMMITTING]), COMMITTED, COMMITTED, COMMITTED]
    struck = 0
    for moment in moments:
        struck += await strike(relay, moment, cut)
        await some_time(random, 0, 0.2)
    return struck > 0


@kind
async def database_link_stalled_in_batch(scene, random):
    """Nothing passes for a while at a moment of a batch; then it does, or the link breaks."""
    seconds, breaks = random.choice([0.5, 1, 2, 3, 6]), random.random() < 0.4

    async def stall(link):
        await asyncio.sleep(seconds)
        if breaks:
            raise Cut
    moment = random.choice([LOCKING, HELD, COMMITTING, COMMITTED])
    struck = await strike(random.choice(scene.servers).database, moment, stall)
    if struck:
        await asyncio.sleep(seconds)
    return struck


@kind
async def database_links_slow(scene, random):
    relay = random.choice(scene.servers).database
    relay.delay = random.uniform(0.002, 0.02)
    await some_time(random, 1, 2.5)
    relay.delay = 0
    return True


@kind
async def client_links_cut(scene, random):
    server = random.choice(scene.servers)
    for _ in range(random.randrange(1, 4)):
        server.clients.cut()
        await some_time(random, 0.05, 0.5)
    return True


@kind
async def client_links_stalled(scene, random):
    relay = random.choice(scene.servers).clients
    relay.hold(FORTH, BACK)
    await some_time(random, 0.3, 2.5)
    relay.release()
    return True


@kind
async def answers_lost(scene, random):
    """What clients send arrives, what they would hear does not."""
    relay = random.choice(scene.servers).clients
    relay.hold(BACK)
    await some_time(random, 0.3, 1.5)
    relay.cut()
    relay.release()
    return True


# Disks

async def fill(scene, folder, random):
    if not scene.cluster.has_small_disks:
        return False
    async with scene.cluster.lock:
        scene.cluster.fill(folder)
        await some_time(random, 0.5, 2)
        scene.cluster.empty(folder)
        # It may have ended itself for want of room.
        await scene.cluster.start()
    return True


@kind
async def data_disk_full(scene, random):
    return await fill(scene, scene.cluster.data, random)


@kind
async def wal_disk_full(scene, random):
    return await fill(scene, scene.cluster.wal, random)


# Clocks

async def jump(scene, random, direction):
    server = random.choice(scene.servers)
    if not server.clock.environment:
        return False
    server.clock.set(direction * random.choice([1, 30, 3_600, 2 * DAY, 400 * DAY]))
    await some_time(random, 0.3, 2)
    if random.random() < 0.5:
        server.clock.set(0)
    return True


@kind
async def clock_forward(scene, random):
    return await jump(scene, random, 1)


@kind
async def clock_back(scene, random):
    return await jump(scene, random, -1)


# Participants

@kind
async def participants_changed(scene, random):
    """A certificate is admitted: what was checked before has to be checked once more."""
    changes = 0
    for _ in range(random.randrange(1, 4)):
        changes += await scene.change_participants()
        await some_time(random, 0.1, 0.4)
    return changes > 0
