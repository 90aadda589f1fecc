"""Measures the exchange beside its limits and a peer; run by scripts/bench service.

Usage: bench_service.py PROGRAMS [--json FILE] [--rounds N] [--seconds N]

Load, server and database share this machine. Every round runs all measurements one after another,
so that all meet the same machine; the figures are the medians of the rounds, ratios are taken
within each round.
"""

import os
import pathlib
import socket
import statistics
import sys
import time

import documents
from bench_main import main
from exchange import FORM, WARMUP, Exchange, note
from figures import Goal
from processes import Broken, Program, cpu_us, peak_mb

# A peer process that did less than this share of the work got too few of the connections, which
# are many so that this is rare.
SHARE_MIN = 0.4
PEER_CONNECTIONS = 16
# What clients do that mean harm (abuse.py), while another agency goes on with its work.
ABUSES = ["half-messages", "connections", "unread-streams", "resets", "flood"]
FLOOD_IN_FLIGHT = 1_000
# The flood's time ends with what is measured beside it.
FLOOD_SECONDS = 86_400
# The log grows by no more than this before a load's warm-up.
FIRST_CALLS = 100

# Without autovacuum, which would run on the account of what is measured next.
TABLES = """
    create table pgbench_row (
        sender text not null, submission_id uuid not null, document bytea not null,
        primary key (sender, submission_id)) with (autovacuum_enabled = off);
    create table peer_submission (
        position bigint generated always as identity,
        sender text not null, submission_id uuid not null, form text not null,
        digest bytea not null, document bytea not null, signature text not null,
        signer bytea not null, primary key (sender, submission_id))
        with (autovacuum_enabled = off);
"""
PGBENCH_SCRIPT = """
insert into pgbench_row (sender, submission_id, document)
values ('BE-DAP', gen_random_uuid(), :document);
"""

GOALS = [
    Goal("unary_c64_per_s", "echo_c64_per_s", least=0.35, aim=0.6),
    Goal("unary_c64_per_s", "pgbench_c16_per_s", least=0.5, aim=0.8),
    Goal("batch_per_s", "pgbench_c16_per_s", least=1.0, aim=2.0),
    Goal("bulk_per_s", "pgbench_c16_per_s", least=1.5, aim=4.0),
    Goal("unary_c64_per_s", "python_c64_per_s", least=3.0, aim=6.0),
    Goal("unary_c16_p99_ms", most=12.0, aim=8.0),
    Goal("rss_mb", most=150.0),
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ServiceBench:
    """What is measured at an exchange and beside it."""

    def __init__(self, exchange, seconds, figures):
        self.exchange, self.seconds, self.figures = exchange, seconds, figures
        exchange.psql("create database bench", database="postgres")
        exchange.psql(TABLES, database="bench")
        (exchange.folder / "row.sql").write_text(PGBENCH_SCRIPT)

    def fdatasync_us(self):
        """What the disk's promise costs, which every commit waits for."""
        with (self.exchange.folder / "fdatasync").open("wb", buffering=0) as handle:
            times = []
            for _ in range(500):
                handle.seek(0)
                handle.write(bytes(8192))
                begin = time.perf_counter()
                os.fdatasync(handle.fileno())
                times.append(time.perf_counter() - begin)
        return statistics.median(times) * 1e6

    def load(self, in_flight, *options, **names):
        return self.exchange.load(in_flight, self.seconds, *options, **names)

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
        self.exchange.psql("checkpoint")
        for seconds in (WARMUP, self.seconds):
            output = self.exchange.run([
                self.pgbench(), "-h", self.exchange.socket, "-U", "forms", "-n", "-M", "prepared",
                "-c", 16, "-j", 2, "-T", seconds, "-f", self.exchange.folder / "row.sql",
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
        exchange = self.exchange
        with exchange.start(
                "formserver echo", exchange.programs / "formserver", "echo",
                "--host", "127.0.0.1", "--port", 0, *exchange.credentials) as server:
            result = self.load(
                64, "--server", f"127.0.0.1:{server.port}", call="echo", label="echo")
        self.body_bytes = result["body_bytes"]
        self.figures.add("echo_c64_per_s", result["per_second"], "1/s")

    def measure_unary(self):
        self.figures.add("unary_c1_p99_ms", self.load(1)["latency_ms"]["p99"], "ms")
        self.figures.add("unary_c16_p99_ms", self.load(16)["latency_ms"]["p99"], "ms")
        result = self.load(64)
        self.figures.add("unary_c64_per_s", result["per_second"], "1/s")
        for name in ("server_cpu_us", "postgres_cpu_us"):
            # Warm-up included, in the time as in the number.
            self.figures.add(name, result[name] / result["succeeded_in_total"], "us")

    def measure_python(self):
        """Two processes, which the kernel deals the connections out to."""
        for _ in range(5):
            port = free_port()
            with self.peer(port) as one, self.peer(port) as other:
                before = [cpu_us(one.pid), cpu_us(other.pid)]
                result = self.load(
                    64, "--server", f"127.0.0.1:{port}", label="python",
                    connections=PEER_CONNECTIONS)
                spent = [cpu_us(one.pid) - before[0], cpu_us(other.pid) - before[1]]
            if min(spent) > SHARE_MIN * sum(spent):
                self.figures.add("python_c64_per_s", result["per_second"], "1/s")
                return
            note("  one of the two Python processes got few of the connections: once more")
        raise Broken("the kernel gives one of the two Python processes too few connections")

    def peer(self, port):
        exchange = self.exchange
        return exchange.start(
            "python_peer", sys.executable, "-B", pathlib.Path(__file__).with_name("python_peer.py"),
            "--port", port, "--database", f"postgres://forms@/bench?host={exchange.socket}",
            "--form", FORM, *exchange.credentials)

    def measure_abuse(self, kind):
        """What another agency's calls take while one means harm."""
        with self.flood() if kind == "flood" else self.abuser(kind) as abuser:
            meanwhile = None
            if kind == "flood":
                # It rests while the other one signs its forms.
                abuser.pause()
                meanwhile = lambda load: self.resume(abuser, load)  # noqa: E731
            result = self.load(16, label=kind, meanwhile=meanwhile)
            abuser.require_running()
        if told := abuser.log.read_text().partition("Ready.")[2].strip():
            note(f"    {told}")
        name = f"unary_c16_p99_ms_{kind.replace('-', '_')}"
        self.figures.add(name, result["latency_ms"]["p99"], "ms")

    def abuser(self, kind):
        exchange = self.exchange
        return Program(kind, [
            sys.executable, "-B", str(pathlib.Path(__file__).with_name("abuse.py")), kind,
            "--port", str(exchange.server.port),
            "--profile", str(exchange.profile("NL-DKDB"))], exchange.folder / f"{kind}.log")

    def flood(self):
        size = self.log_size()
        # For its begin and its end, too.
        count = self.exchange.form_count(FLOOD_IN_FLIGHT, self.seconds + 4)
        return Program(
            "flood", self.exchange.bench_command(
                FLOOD_IN_FLIGHT, FLOOD_SECONDS, count, agency="NL-DKDB"),
            self.exchange.folder / "flood.log",
            lambda: self.log_size() > size + FIRST_CALLS, seconds=60 + count / 1_000)

    def resume(self, abuser, load):
        """Lets the abuser go on when the load is past its first calls."""
        size = self.log_size()
        while load.poll() is None and self.log_size() <= size + FIRST_CALLS:
            time.sleep(0.1)
        abuser.resume()

    def log_size(self):
        return int(self.exchange.psql("select size from log_head"))

    def round(self):
        self.measure_echo()
        self.measure_pgbench()
        self.measure_unary()
        self.measure_batch()
        self.measure_bulk()
        self.measure_python()


def measure(options, folder, figures):
    with Exchange(options.programs, folder / "one") as exchange:
        bench = ServiceBench(exchange, options.seconds, figures)
        # What it lacks is to be told at once.
        with bench.peer(free_port()):
            pass
        print(f"fdatasync of 8 KB: {bench.fdatasync_us():.0f} us\n")
        for number in range(options.rounds):
            note(f"round {number + 1} of {options.rounds}")
            bench.round()
        figures.add("rss_mb", peak_mb(exchange.server.pid), "MB")
        for _ in range(options.rounds):
            for kind in ABUSES:
                bench.measure_abuse(kind)
        return exchange.failures


if __name__ == "__main__":
    main(__doc__, GOALS, measure, rounds=3, seconds=8)
