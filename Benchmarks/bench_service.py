"""Measures the exchange beside its limits and a peer; run by scripts/bench service.

Usage: bench_service.py PROGRAMS [--json FILE] [--rounds N] [--seconds N]

Load, server and database share this machine. Every round runs all measurements one after another,
so that all meet the same machine; the figures are the medians of the rounds, ratios are taken
within each round.
"""

import argparse
import contextlib
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import documents
from processes import Broken, Server, cpu_us, family_cpu_us, peak_mb

FORM = "RSK-01"
CONNECTIONS = 4
WARMUP = 2
# How many forms are signed for each second of a load: more than any machine accepts.
FORMS_PER_SECOND = {"submit": 15_000, "batch": 24_000, "bulk": 100, "echo": 100}
FORMS_PER_SECOND_OF_ONE = 3_000
# A peer process that did less than this share of the calls got none of the connections.
SHARE_MIN = 0.1

TABLES = """
    create table pgbench_row (
        sender text not null, submission_id uuid not null, document bytea not null,
        primary key (sender, submission_id));
    create table peer_submission (
        position bigint generated always as identity,
        sender text not null, submission_id uuid not null, form text not null,
        digest bytea not null, document bytea not null, signature text not null,
        signer bytea not null, primary key (sender, submission_id));
"""
PGBENCH_SCRIPT = """
insert into pgbench_row (sender, submission_id, document)
values ('BE-DAP', gen_random_uuid(), :document);
"""

# What is required and what is aimed at: figure, its base (none: the figure itself), both bounds.
GOALS = [
    ("unary_c64_per_s", "echo_c64_per_s", 0.35, 0.6),
    ("unary_c64_per_s", "pgbench_c16_per_s", 0.5, 0.8),
    ("batch_per_s", "pgbench_c16_per_s", 1.0, 2.0),
    ("bulk_per_s", "pgbench_c16_per_s", 1.5, 4.0),
    ("unary_c64_per_s", "python_c64_per_s", 3.0, 6.0),
    ("unary_c16_p99_ms", None, 12.0, 8.0),
    ("rss_mb", None, 150.0, 150.0),
]


def note(text):
    print(text, file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Figures:
    """What each round has measured, by name."""

    def __init__(self):
        self.values, self.units = {}, {}

    def add(self, name, value, unit):
        self.values.setdefault(name, []).append(value)
        self.units[name] = unit

    def median(self, name):
        return statistics.median(self.values[name])

    def ratio(self, name, base):
        pairs = zip(self.values[name], self.values[base], strict=True)
        return statistics.median(value / below for value, below in pairs)

    def json(self):
        return [{"name": name, "value": round(self.median(name), 3), "unit": unit}
                for name, unit in self.units.items()]

    def lines(self):
        yield f"{'figure':24} {'median':>12} {'least':>12} {'most':>12}"
        for name, unit in self.units.items():
            values = self.values[name]
            yield (f"{name:24} {self.median(name):12.2f} {min(values):12.2f} {max(values):12.2f}"
                   f"  {unit}")

    def goals(self):
        yield f"{'ratio or figure':42} {'is':>9} {'required':>9} {'aim':>9}"
        for name, base, required, aim in GOALS:
            if name not in self.values:
                continue
            label = f"{name} / {base}" if base else name
            value = self.ratio(name, base) if base else self.median(name)
            met = value >= required if base else value <= required
            done = value >= aim if base else value <= aim
            verdict = "aim met" if done else "met" if met else "NOT MET"
            yield f"{label:42} {value:9.2f} {required:9.2f} {aim:9.2f}  {verdict}"


class ServiceBench:
    """One exchange with its database, and what is measured at it and beside it."""

    def __init__(self, programs, folder, seconds):
        self.programs, self.folder, self.seconds = programs, folder, seconds
        self.data = folder / "data"
        self.figures = Figures()
        self.failures = 0

    # --- What runs

    def exchange(self):
        server = self.server(
            "formserver dev", self.programs / "formserver", "dev", "--data", self.data,
            "--port", 0)
        self.postmaster = int((self.data / "cluster/postmaster.pid").read_text().split()[0])
        self.socket = self.data / "socket"
        return server

    def echo(self):
        return self.server(
            "formserver echo", self.programs / "formserver", "echo", "--host", "127.0.0.1",
            "--port", 0, *self.certificates())

    def peer(self, port):
        return self.server(
            "python_peer", sys.executable, "-B", pathlib.Path(__file__).with_name("python_peer.py"),
            "--port", port, "--database", f"postgres://forms@/bench?host={self.socket}",
            "--form", FORM, *self.certificates())

    def server(self, name, *command):
        log = self.folder / f"{name.replace(' ', '-')}-{len(list(self.folder.iterdir()))}.log"
        return Server(name, [str(word) for word in command], log)

    def certificates(self):
        folder = self.data / "credentials"
        return ["--certificate", folder / "server.pem", "--key", folder / "server.key",
                "--trust", folder / "authority.pem"]

    def psql(self, statement, database="bench"):
        self.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.socket, "-U", "forms",
                  "-d", database, "-c", statement])

    def run(self, command):
        done = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True,
            env=os.environ | {"XDG_STATE_HOME": str(self.folder / "state")})
        if done.returncode != 0:
            raise Broken(f"{command[0]} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def prepare(self):
        self.psql("create database bench", database="postgres")
        self.psql(TABLES)
        (self.folder / "row.sql").write_text(PGBENCH_SCRIPT)

    # --- What is measured

    def fdatasync_us(self):
        """What the disk's promise costs, which every commit waits for."""
        file = self.folder / "fdatasync"
        with file.open("wb", buffering=0) as handle:
            times = []
            for _ in range(500):
                handle.seek(0)
                handle.write(bytes(8192))
                begin = time.perf_counter()
                os.fdatasync(handle.fileno())
                times.append(time.perf_counter() - begin)
        return statistics.median(times) * 1e6

    def load(self, in_flight, *options, call="submit", label="submit"):
        """Applies a load with `formclient bench`; gives what it says."""
        forms = min(FORMS_PER_SECOND[call], FORMS_PER_SECOND_OF_ONE * in_flight)
        self.psql("checkpoint")
        output = self.run([
            self.programs / "formclient", "bench", "--json", "--quiet", "--call", call,
            "--form", FORM, "--profile", self.data / "profiles/BE-DAP",
            "--connections", CONNECTIONS, "--in-flight", in_flight,
            "--warmup", WARMUP, "--duration", self.seconds,
            "--count", (WARMUP + self.seconds) * forms, *options])
        result = json.loads(output)
        self.failures += result["failed"]
        if result["failed"]:
            note(f"  {label}: {result['failed']} calls have failed: {result['failures']}")
        if result["forms_used_up"]:
            note(f"  {label}: the forms were used up before the time was")
        latency = result["latency_ms"]
        note(f"  {label:8} {in_flight:4} in flight {result['per_second']:10.1f}/s"
             f"   p50 {latency['p50']:8.3f}  p99 {latency['p99']:8.3f} ms")
        return result

    def measure_batch(self):
        """Eight streams, each with a hundred forms open."""
        result = self.load(8, "--per-request", 100, call="batch", label="batch")
        self.figures.add("batch_per_s", result["per_second"], "1/s")

    def measure_bulk(self):
        """One bulk submission after the other, a thousand records a request."""
        result = self.load(1, "--per-request", 1000, call="bulk", label="bulk")
        self.figures.add("bulk_per_s", result["per_second"], "1/s")

    def measure_pgbench(self):
        """One row a transaction: a document's size and its identity, over prepared statements."""
        size = self.body_bytes
        text = documents.compact(documents.typical(FORM)).decode("ascii", "replace")
        text = (text.replace("\\", "/") * (1 + size // len(text)))[:size]
        self.psql("checkpoint")
        output = self.run([
            self.pgbench(), "-h", self.socket, "-U", "forms", "-n", "-M", "prepared", "-c", 16,
            "-j", 2, "-T", WARMUP + self.seconds, "-f", self.folder / "row.sql",
            "-D", f"document={text}", "bench"])
        (line,) = [line for line in output.splitlines() if line.startswith("tps = ")]
        rate = float(line.split()[2])
        note(f"  pgbench    16 clients   {rate:10.1f}/s")
        self.figures.add("pgbench_c16_per_s", rate, "1/s")

    @staticmethod
    def pgbench():
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
        if not found:
            raise Broken("pgbench is missing: it comes with PostgreSQL's server")
        return max(found, key=lambda path: int(path.parts[4]))

    def measure_echo(self):
        with self.echo() as server:
            result = self.load(
                64, "--server", f"127.0.0.1:{server.port}", call="echo", label="echo")
        self.body_bytes = result["body_bytes"]
        self.figures.add("echo_c64_per_s", result["per_second"], "1/s")

    def measure_unary(self, server):
        self.figures.add("unary_c1_p99_ms", self.load(1)["latency_ms"]["p99"], "ms")
        self.figures.add("unary_c16_p99_ms", self.load(16)["latency_ms"]["p99"], "ms")
        # Earlier loads' pages are not to be written on the account of this one.
        self.psql("checkpoint")
        before = cpu_us(server.pid), family_cpu_us(self.postmaster)
        result = self.load(64)
        after = cpu_us(server.pid), family_cpu_us(self.postmaster)
        self.figures.add("unary_c64_per_s", result["per_second"], "1/s")
        for index, name in enumerate(("server_cpu_us", "postgres_cpu_us")):
            # Warm-up included, in the time as in the number.
            spent = after[index] - before[index]
            self.figures.add(name, spent / result["succeeded_in_total"], "us")

    def measure_python(self):
        """Two processes, which the kernel deals the connections out to."""
        for _ in range(5):
            port = free_port()
            with self.peer(port) as one, self.peer(port) as other:
                before = [cpu_us(one.pid), cpu_us(other.pid)]
                result = self.load(64, "--server", f"127.0.0.1:{port}", label="python")
                spent = [cpu_us(one.pid) - before[0], cpu_us(other.pid) - before[1]]
            if min(spent) > SHARE_MIN * sum(spent):
                self.figures.add("python_c64_per_s", result["per_second"], "1/s")
                return
            note("  one of the two Python processes got no connection: once more")
        raise Broken("the kernel gives one of the two Python processes no connections")

    def round(self, server):
        self.measure_echo()
        self.measure_pgbench()
        self.measure_unary(server)
        self.measure_batch()
        self.measure_bulk()
        self.measure_python()


def measure(bench, rounds):
    with bench.exchange() as server:
        bench.prepare()
        print(f"fdatasync of 8 KB: {bench.fdatasync_us():.0f} us\n")
        for number in range(rounds):
            note(f"round {number + 1} of {rounds}")
            bench.round(server)
        bench.figures.add("rss_mb", peak_mb(server.pid), "MB")
    return bench.figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs", type=pathlib.Path, help="where formserver and formclient lie")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8)
    options = parser.parse_args()
    # Everything that was started is ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.ExitStack() as stack:
        # Not in memory, as /tmp may be; and PostgreSQL's user must be able to enter.
        folder = pathlib.Path(stack.enter_context(
            tempfile.TemporaryDirectory(prefix="forms-bench-", dir="/var/tmp")))
        folder.chmod(0o711)
        bench = ServiceBench(options.programs, folder, options.seconds)
        try:
            figures = measure(bench, options.rounds)
        except Broken as error:
            sys.exit(f"bench: {error}")
    print("\n".join([*figures.lines(), "", *figures.goals()]))
    if bench.failures:
        print(f"{bench.failures} calls failed")
    if options.json:
        options.json.write_text(json.dumps(figures.json(), indent=2) + "\n")


if __name__ == "__main__":
    main()
