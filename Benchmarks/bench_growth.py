"""Measures what a submission costs in a long log beside an empty one; run by scripts/bench growth.

Usage: bench_growth.py PROGRAMS [--json FILE] [--rounds N] [--seconds N] [--leaves N]

Two exchanges run side by side. One log gets leaves and tiles through COPY before anything is
measured; then both get the same load in turn. The figures are the medians of the rounds, ratios are
taken within each round.
"""

import hashlib
import subprocess

from bench_main import main
from exchange import Exchange, note
from figures import Goal
from processes import Broken

TILE_HEIGHT = 8
IN_FLIGHT = 64
GOALS = [Goal("grown_cost_us", "empty_cost_us", most=1.1)]


def joined(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """The Merkle tree of RFC 6962 while it grows: its right edge, and the tiles' hashes."""

    def __init__(self):
        self.size = 0
        self.edge = []  # (height, hash), the largest first

    def append(self, leaf):
        """Adds a leaf; gives (tile level, index, hash) of each row that it completes."""
        height, node = 0, hashlib.sha256(b"\0" + leaf).digest()
        self.size += 1
        while True:
            if height and height % TILE_HEIGHT == 0:
                yield height // TILE_HEIGHT, (self.size >> height) - 1, node
            if not self.edge or self.edge[-1][0] != height:
                break
            node = joined(self.edge.pop()[1], node)
            height += 1
        self.edge.append((height, node))

    @property
    def frontier(self):
        return b"".join(node for _, node in self.edge)


def preload(exchange, count, leaf_bytes):
    """Lets the log of an exchange that nobody has used yet grow to `count` leaves."""
    tree = Tree()
    nodes = []
    for row in exchange.psql("select encode(leaf, 'hex') from leaf order by leaf_index").split():
        nodes += tree.append(bytes.fromhex(row))
    begun = tree.size
    if nodes:
        raise Broken("the log has been used")
    psql = subprocess.Popen(exchange.psql_command(), stdin=subprocess.PIPE, text=True)
    write = psql.stdin.write
    write("begin;\ncopy leaf (leaf_index, leaf) from stdin;\n")
    for index in range(begun, count):
        leaf = hashlib.shake_128(index.to_bytes(8, "big")).digest(leaf_bytes)
        nodes += tree.append(leaf)
        write(f"{index}\t\\\\x{leaf.hex()}\n")
    write("\\.\ncopy tree_node (tile_level, node_index, hash) from stdin;\n")
    for level, index, node in nodes:
        write(f"{level}\t{index}\t\\\\x{node.hex()}\n")
    write(f"\\.\nupdate log_head set size = {count}, frontier = '\\x{tree.frontier.hex()}' "
          f"where size = {begun};\ncommit;\nvacuum (analyze) leaf, tree_node;\n")
    psql.stdin.close()
    if psql.wait() != 0 or exchange.psql("select size from log_head").strip() != str(count):
        raise Broken("the log could not be made longer")


def measure_load(exchange, name, seconds, figures):
    result = exchange.load(IN_FLIGHT, seconds, label=name)
    server, postgres = result["server_cpu_us"], result["postgres_cpu_us"]
    count = result["succeeded_in_total"]
    figures.add(f"{name}_c64_per_s", result["per_second"], "1/s")
    figures.add(f"{name}_server_cpu_us", server / count, "us")
    figures.add(f"{name}_postgres_cpu_us", postgres / count, "us")
    figures.add(f"{name}_cost_us", (server + postgres) / count, "us")


def measure(options, folder, figures):
    with (Exchange(options.programs, folder / "empty") as empty,
          Exchange(options.programs, folder / "grown") as grown):
        empty.load(IN_FLIGHT, 1, label="warm-up")
        leaf_bytes = int(empty.psql("select max(octet_length(leaf)) from leaf"))
        note(f"{options.leaves} leaves of {leaf_bytes} bytes")
        preload(grown, options.leaves, leaf_bytes)
        grown.load(IN_FLIGHT, 1, label="warm-up")
        pair = [(empty, "empty"), (grown, "grown")]
        for number in range(options.rounds):
            note(f"round {number + 1} of {options.rounds}")
            # In turn, so that neither always has what the other leaves behind.
            for exchange, name in pair if number % 2 == 0 else reversed(pair):
                measure_load(exchange, name, options.seconds, figures)
        return empty.failures + grown.failures


if __name__ == "__main__":
    main(__doc__, GOALS, measure, rounds=5, seconds=8, leaves=5_000_000)
