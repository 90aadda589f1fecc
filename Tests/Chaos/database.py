"""A PostgreSQL cluster of the driver's own, to be killed, frozen and filled up."""

import asyncio
import ctypes
import errno
import glob
import os
import pathlib
import pwd
import shutil
import signal

from processes import ChaosError, Program, below_driver, run, run_successfully

# Little of everything, so that disks are full soon. Durable: fsync is on, as it is by default.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
unix_socket_permissions = 0777
max_connections = 60
shared_buffers = 16MB
max_wal_size = 8MB
min_wal_size = 2MB
wal_recycle = off
restart_after_crash = on
log_line_prefix = '%m [%p] %a '
"""
BALLAST = "ballast"
END = "--end of rows--"  # no row of a query
DATA_MEGABYTES, LOG_MEGABYTES = 160, 48


def unshare_mounts():
    """Gives the driver mounts of its own, which vanish with it; tells whether it may."""
    new_namespace = 0x0002_0000
    return (os.geteuid() == 0 and ctypes.CDLL(None).unshare(new_namespace) == 0
            and os.system("mount --make-rprivate / 2>/dev/null") == 0)


class Cluster:
    """The database server of all rounds, with a template from which each round's copy is made."""

    template = "template_forms"

    def __init__(self, folder, may_mount):
        self.folder = pathlib.Path(folder) / "postgres"
        self.data, self.wal = self.folder / "data", self.folder / "wal"
        self.log = self.folder / "log"
        self.socket = str(self.folder / ".s.PGSQL.5432")
        self.lock = asyncio.Lock()
        self.has_small_disks = False
        self._may_mount = may_mount
        self._program = None
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"),
                       key=lambda path: int(path.split("/")[4]))
        self._binaries = found[-1] if found else os.path.dirname(shutil.which("initdb") or "")
        if not os.path.exists(f"{self._binaries}/initdb"):
            raise ChaosError("no PostgreSQL server found (Debian: apt-get install postgresql)")
        self._owner = "postgres" if os.geteuid() == 0 else None

    async def create(self):
        for folder in (self.folder, self.data, self.wal):
            folder.mkdir()
        if self._may_mount:
            self.has_small_disks = all([
                await self._mount(self.data, DATA_MEGABYTES),
                await self._mount(self.wal, LOG_MEGABYTES)])
        for folder in (self.folder, self.data, self.wal):
            if self._owner:
                user = pwd.getpwnam(self._owner)
                os.chown(folder, user.pw_uid, user.pw_gid)
            # initdb wants empty folders that are its owner's alone.
            folder.chmod(0o711 if folder == self.folder else 0o700)
        await run_successfully(below_driver(
            [f"{self._binaries}/initdb", f"--pgdata={self.data}", f"--waldir={self.wal}",
             "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
             "--wal-segsize=1", "--no-sync"], self._owner))
        with open(self.data / "postgresql.conf", "a") as file:
            file.write(SETTINGS.format(folder=self.folder))
        await self.start()

    @staticmethod
    async def _mount(folder, megabytes):
        status, _ = await run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", str(folder)])
        return status == 0

    async def remove(self):
        """Ends the server and gives the disks back."""
        if self._program and self._program.status is None:
            self._signal_all(signal.SIGCONT)
            self._program.signal(signal.SIGQUIT)
            try:
                await self._program.ended(20)
            except asyncio.TimeoutError:
                await self.kill()
        if self.has_small_disks:
            for folder in (self.data, self.wal):
                await run(["umount", "--lazy", str(folder)])

    # Life

    async def start(self):
        """Starts the server and waits until it takes connections."""
        deadline = asyncio.get_running_loop().time() + 60
        while True:
            if self._program is None or self._program.status is not None:
                self._program = await Program.start(
                    below_driver([f"{self._binaries}/postgres", "-D", str(self.data)], self._owner),
                    self.log)
            if await self.answers():
                return
            if asyncio.get_running_loop().time() > deadline:
                raise ChaosError(f"PostgreSQL does not start, see {self.log}")
            # After a kill, others of the old server may still hold its shared memory.
            await asyncio.sleep(0.05)

    async def answers(self):
        status, _ = await run([f"{self._binaries}/pg_isready", "-q", "-t", "1", "-h",
                               str(self.folder), "-U", "postgres"])
        return status == 0

    async def stop_at_once(self):
        self._program.signal(signal.SIGQUIT)
        await self._program.ended(30)

    async def kill(self):
        """Kills the postmaster; the others notice by themselves."""
        await self._program.kill()

    def _processes(self):
        """The numbers of the server's processes, the postmaster's first."""
        pid = self._program.pid
        try:
            children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            return []
        return [pid, *map(int, children)]

    def _signal_all(self, number):
        for pid in self._processes():
            self.signal(pid, number)

    def freeze(self):
        self._signal_all(signal.SIGSTOP)

    def thaw(self):
        self._signal_all(signal.SIGCONT)

    def signal(self, pid, number):
        """Signals one of the server's processes; one that is gone is passed over."""
        if pid in self._processes():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    async def recover(self):
        """Lets the server work again, whatever a round that was broken off has left."""
        self.thaw()
        for folder in (self.data, self.wal):
            self.empty(folder)
        await self.start()

    # Disks

    def fill(self, folder):
        """Takes all room that a disk has left."""
        with open(folder / BALLAST, "wb", buffering=0) as file:
            try:
                while file.write(bytes(1 << 20)):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def empty(self, folder):
        """Gives the room back."""
        (folder / BALLAST).unlink(missing_ok=True)

    # Statements

    async def query(self, text, database="postgres"):
        """Runs one statement by itself."""
        await self._psql(["-c", text], database)

    async def query_all(self, statements, database):
        """Runs statements in one session; returns each one's rows, which are lists of texts."""
        commands = [part for text in statements for part in ("-c", text, "-c", f"\\echo {END}")]
        output = await self._psql(commands, database)
        results = [[]]
        for line in output.splitlines():
            if line == END:
                results.append([])
            else:
                results[-1].append(line.split("\t"))
        return results[:-1]

    async def _psql(self, commands, database):
        return await run_successfully(
            [f"{self._binaries}/psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1",
             "-h", str(self.folder), "-U", "postgres", "-d", database, *commands],
            {"PGOPTIONS": "-c client_min_messages=error"})

    def address(self, database):
        """The connection string that leads past every relay."""
        return f"host={self.folder} user=postgres dbname={database}"

    async def copy(self, database, name):
        await self.query(f"create database {name} template {database}")

    async def dump(self, name, path):
        await run_successfully([f"{self._binaries}/pg_dump", "-h", str(self.folder), "-U",
                                "postgres", "-f", str(path), name])

    async def drop(self, name):
        await self.query(f"drop database if exists {name} with (force)")
