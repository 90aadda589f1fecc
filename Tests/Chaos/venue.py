"""What all rounds share: programs, the cluster, certificates and the client's stubs."""

import pathlib
import shutil

from agency import CODES, Agency, Authority, write_pem
from database import Cluster, unshare_mounts
from exchange import Stubs
from processes import ChaosError, Clock, build_clock, private_folder, run, run_successfully
from server import Server

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
ORIGIN = "forms.example/chaos"


class Venue:
    """Made once, in a folder of its own that `remove()` takes away."""

    def __init__(self, program):
        self.program = program
        self.catalogue = REPOSITORY / "catalogue"
        self.folder = pathlib.Path(private_folder())
        try:
            # Before there is any thread: all of them must have the same mounts.
            self.cluster = Cluster(self.folder, unshare_mounts())
        except ChaosError:
            self.folder.rmdir()
            raise

    async def create(self):
        (self.folder / "stubs").mkdir()
        self.stubs = Stubs(REPOSITORY / "proto", self.folder / "stubs")
        self._clock_library = await build_clock(
            pathlib.Path(__file__).with_name("shifted_clock.c"), self.folder)
        self._make_certificates()
        await self._make_key()
        await self.cluster.create()
        await self.cluster.query(f"create database {Cluster.template}")
        address = self.cluster.address(Cluster.template)
        await run_successfully([self.program, "migrate", "--database", address])
        for agency in self.agencies.values():
            await run_successfully(
                self._admission(Cluster.template, agency.code, agency.paths[0]))

    def _make_certificates(self):
        self._authority = Authority()
        [self.roots, _] = write_pem(self.folder, "roots", self._authority.certificate)
        self.trust = pathlib.Path(self.roots).read_bytes()
        certificate, key = write_pem(self.folder, "server", *self._authority.issue_server())
        self._credentials = ["--certificate", certificate, "--key", key, "--trust", self.roots]
        self.agencies = {code: Agency(code, self._authority, self.folder) for code in CODES}

    async def _make_key(self):
        output = await run_successfully([self.program, "key", "--name", ORIGIN])
        lines = output.split()
        [secret] = [line for line in lines if line.startswith("PRIVATE+KEY+")]
        [self.exchange_key] = [line for line in lines if line.startswith(f"{ORIGIN}+")]
        path = self.folder / "receipt.key"
        path.touch(mode=0o600)
        path.write_text(secret)
        self._credentials += ["--receipt-key", str(path)]

    def _admission(self, database, code, certificate):
        return [self.program, "admit", code, "--database", self.cluster.address(database),
                "--name", f"{code} TEST", "--certificate", certificate]

    async def admit_another(self, database, code):
        """Admits one more certificate of an agency; tells whether the database took it."""
        certificate, _ = self._authority.issue_agency(code)
        [path, _] = write_pem(self.folder, f"{code}-another", certificate)
        status, _ = await run(self._admission(database, code, path))
        return status == 0

    def make_server(self, name, folder):
        clock = Clock(self._clock_library, str(folder / f"{name}.clock"))
        return Server(name, self.program, str(folder), self._credentials, self.cluster, clock)

    @property
    def shortcomings(self):
        """What cannot be tried here, each in a sentence."""
        told = []
        if not self.cluster.has_small_disks:
            told.append("no disk will be full: that needs the right to mount (run as root)")
        if not self._clock_library:
            told.append("no clock will jump: there is no C compiler")
        return told

    async def remove(self):
        await self.cluster.remove()
        shutil.rmtree(self.folder, ignore_errors=True)
