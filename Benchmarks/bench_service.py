"""Measures the exchange beside its limits and a peer; run by scripts/bench service.

Usage: bench_service.py PROGRAMS [--json FILE] [--rounds N] [--seconds N]

Load, server and database share this machine. Every round runs all measurements one after another,
so that all meet the same machine; the figures are the medians of the rounds, ratios are taken
within each round.
"""

import argparse
import os
import pathlib
import signal
import socket
import statistics
import sys
import time

import documents
from exchange import FORM, WARMUP, Exchange, measuring_folder, note
from figures import Figures, Goal
from processes import Broken, Program, cpu_us, peak_mb

# A peer process that did less than this share of the calls got none of the connections.
SHARE_MIN = 0.1
# What clients do that mean harm (abuse.py), while another agency goes on with its work.
ABUSES = ["half-messages", "connections", "unread-streams", "resets", "flood"]
FLOOD_IN_FLIGHT = 1_000

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

    def __init__(self, exchange, seconds):
        self.exchange, self.seconds = exchange, seconds
        self.figures = Figures()
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
        output = self.exchange.run([
            self.pgbench(), "-h", self.exchange.socket, "-U", "forms", "-n", "-M", "prepared", "-c", 16,
            "-j", 2, "-T", WARMUP + self.seconds, "-f", self.exchange.folder / "row.sql",
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
        before = self.exchange.cpu_us()
        result = self.load(64)
        spent = [after - sooner for after, sooner in zip(self.exchange.cpu_us(), before)]
        self.figures.add("unary_c64_per_s", result["per_second"], "1/s")
        for name, time_us in zip(("server_cpu_us", "postgres_cpu_us"), spent):
            # Warm-up included, in the time as in the number.
            self.figures.add(name, time_us / result["succeeded_in_total"], "us")

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

    def peer(self, port):
        exchange = self.exchange
        return exchange.start(
            "python_peer", sys.executable, "-B", pathlib.Path(__file__).with_name("python_peer.py"),
            "--port", port, "--database", f"postgres://forms@/bench?host={exchange.socket}",
            "--form", FORM, *exchange.credentials)

    def measure_abuse(self, kind):
        """What another agency's calls take while one means harm."""
        with self.abuser(kind) as abuser:
            result = self.load(16, label=kind)
        if told := abuser.log.read_text().partition("Ready.")[2].strip():
            note(f"    {told}")
        name = f"unary_c16_p99_ms_{kind.replace('-', '_')}"
        self.figures.add(name, result["latency_ms"]["p99"], "ms")

    def abuser(self, kind):
        exchange = self.exchange
        log = exchange.folder / f"{kind}.log"
        if kind != "flood":
            return Program(kind, [
                sys.executable, "-B", str(pathlib.Path(__file__).with_name("abuse.py")), kind,
                "--port", str(exchange.server.port),
                "--profile", str(exchange.profile("NL-DKDB"))], log)
        size = self.log_size()
        # It is at it for longer than what is measured beside it, and stopped then.
        return Program(
            kind, exchange.bench_command(FLOOD_IN_FLIGHT, 3 * self.seconds, agency="NL-DKDB"),
            log, lambda: self.log_size() != size)

    def log_size(self):
        return int(self.exchange.psql("select size from log_head"))

    def round(self):
        self.measure_echo()
        self.measure_pgbench()
        self.measure_unary()
        self.measure_batch()
        self.measure_bulk()
        self.measure_python()


def measure(exchange, seconds, rounds):
    bench = ServiceBench(exchange, seconds)
    print(f"fdatasync of 8 KB: {bench.fdatasync_us():.0f} us\n")
    for number in range(rounds):
        note(f"round {number + 1} of {rounds}")
        bench.round()
    bench.figures.add("rss_mb", peak_mb(exchange.server.pid), "MB")
    for _ in range(rounds):
        for kind in ABUSES:
            bench.measure_abuse(kind)
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
    try:
        with measuring_folder() as folder, Exchange(options.programs, folder / "one") as exchange:
            figures = measure(exchange, options.seconds, options.rounds)
    except Broken as error:
        sys.exit(f"bench: {error}")
    figures.finish(GOALS, exchange.failures, options.json)


if __name__ == "__main__":
    main()
