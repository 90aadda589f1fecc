"""An exchange with its database, for the time of a measurement, and loads upon it."""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from processes import Broken, Server, cpu_us, family_cpu_us

FORM = "RSK-01"
CONNECTIONS = 4
WARMUP = 2
# How many forms are signed for each second of a load: more than any machine accepts.
FORMS_PER_SECOND = {"submit": 15_000, "batch": 24_000, "bulk": 100, "echo": 100}
FORMS_PER_SECOND_OF_ONE = 3_000


def note(text):
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def measuring_folder():
    """A temporary folder: not in memory, as /tmp may be, and PostgreSQL's user can enter."""
    with tempfile.TemporaryDirectory(prefix="forms-bench-", dir="/var/tmp") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o711)
        yield folder


class Exchange:
    """A `formserver dev` with a cluster of its own."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.data = folder / "data"
        self.failures = 0
        folder.mkdir(exist_ok=True)
        self.server = self.start(
            "formserver dev", programs / "formserver", "dev", "--data", self.data, "--port", 0)
        try:
            self.postmaster = int((self.data / "cluster/postmaster.pid").read_text().split()[0])
        except BaseException:
            self.server.stop()
            raise
        self.socket = self.data / "socket"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.stop()

    def start(self, name, *command):
        """Starts another server, with its log beside that of the exchange."""
        log = self.folder / f"{name.replace(' ', '-')}-{len(list(self.folder.iterdir()))}.log"
        return Server(name, [str(word) for word in command], log)

    def profile(self, agency):
        return self.data / "profiles" / agency

    @property
    def credentials(self):
        """Options for a server that stands in for the exchange."""
        folder = self.data / "credentials"
        return ["--certificate", folder / "server.pem", "--key", folder / "server.key",
                "--trust", folder / "authority.pem"]

    def psql(self, statement, database="postgres"):
        """Runs a statement; gives its rows as lines of fields between bars."""
        return self.run([*self.psql_command(database), "-c", statement])

    def psql_command(self, database="postgres"):
        return ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", str(self.socket),
                "-U", "forms", "-d", database]

    def run(self, command, meanwhile=None):
        """Runs a program to its end and gives its output; calls `meanwhile` once it has begun."""
        with subprocess.Popen(
                [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True, env=os.environ | {"XDG_STATE_HOME": str(self.folder / "state")}
        ) as process:
            try:
                if meanwhile:
                    meanwhile(process)
                output, errors = process.communicate()
            except BaseException:
                process.kill()
                raise
        if process.returncode != 0:
            raise Broken(f"{command[0]} ended with {process.returncode}: {errors}")
        return output

    def cpu_us(self):
        """The processor time of the server and of PostgreSQL, in microseconds."""
        return cpu_us(self.server.pid), family_cpu_us(self.postmaster)

    @staticmethod
    def form_count(in_flight, seconds, call="submit"):
        """How many forms a load takes at most."""
        forms = min(FORMS_PER_SECOND[call], FORMS_PER_SECOND_OF_ONE * in_flight)
        return (WARMUP + seconds) * forms

    def bench_command(
            self, in_flight, seconds, count, *options, call="submit", agency="BE-DAP",
            connections=CONNECTIONS):
        return [str(word) for word in (
            self.programs / "formclient", "bench", "--json", "--quiet", "--call", call,
            "--form", FORM, "--profile", self.profile(agency), "--to", "NL-DKDB",
            "--connections", connections, "--in-flight", in_flight,
            "--warmup", WARMUP, "--duration", seconds, "--count", count, *options)]

    def load(self, in_flight, seconds, *options, label="submit", meanwhile=None, call="submit",
             connections=CONNECTIONS):
        """Applies a load with `formclient bench`; gives what it says.

        `server_cpu_us` and `postgres_cpu_us` are what the load took of the exchange, warm-up
        included.
        """
        command = self.bench_command(
            in_flight, seconds, self.form_count(in_flight, seconds, call), *options, call=call,
            connections=connections)
        # Earlier loads' pages are not to be written on the account of this one.
        self.psql("checkpoint")
        before = self.cpu_us()
        result = json.loads(self.run(command, meanwhile))
        result["server_cpu_us"], result["postgres_cpu_us"] = (
            after - sooner for after, sooner in zip(self.cpu_us(), before))
        self.failures += result["failed"]
        if result["failed"]:
            note(f"  {label}: {result['failed']} calls have failed: {result['failures']}")
        if result["forms_used_up"]:
            note(f"  {label}: the forms were used up before the time was")
        latency = result["latency_ms"]
        note(f"  {label:14} {in_flight:4} in flight {result['per_second']:10.1f}/s"
             f"   p50 {latency['p50']:8.3f}  p99 {latency['p99']:8.3f} ms")
        return result
