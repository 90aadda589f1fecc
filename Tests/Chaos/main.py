"""Breaks servers, links, disks and clocks of an exchange, and checks that it keeps its word.

See docs/reliability.md.
"""

import argparse
import asyncio
import collections
import json
import os
import pathlib
import shutil
import signal
import sys
import tempfile

# Its own words about connections that break are of no use here.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")

from processes import ChaosError
from rounds import Round
from selftest import self_test
from venue import Venue

FAILED_ROUNDS_MAX = 5


def say(text):
    print(text, flush=True)


class Totals:
    """What all rounds came to."""

    def __init__(self):
        self.rounds = self.failed = 0
        self.counts, self.refusals, self.faults = (collections.Counter() for _ in range(3))
        self.findings = []

    def add(self, round_):
        self.rounds += 1
        self.failed += bool(round_.book.findings)
        self.counts += round_.book.counts
        self.refusals += round_.book.refusals
        self.faults.update(round_.struck)
        self.findings += [{"seed": round_.seed, "finding": text} for text in round_.book.findings]

    def tell(self):
        say(f"\n{self.rounds} rounds, {self.failed} failed")
        for title, counter in (("faults", self.faults), ("work", self.counts),
                               ("calls that did not succeed", self.refusals)):
            say(f"{title}:")
            for name, count in sorted(counter.items(), key=lambda item: str(item[0])):
                say(f"  {name:<34} {count:>7}")

    def write(self, path):
        pathlib.Path(path).write_text(json.dumps({
            "rounds": self.rounds, "failed": self.failed, "faults": self.faults,
            "counts": self.counts, "refusals": self.refusals, "findings": self.findings}, indent=2))


async def keep(round_, venue):
    """Puts what may explain a failed round aside; returns where."""
    kept = pathlib.Path(tempfile.mkdtemp(prefix=f"forms-chaos-failed.{round_.seed}.", dir="/tmp"))
    shutil.copytree(round_.folder, kept, dirs_exist_ok=True)
    shutil.copy(venue.cluster.log, kept / "postgres.log")
    (kept / "findings.txt").write_text("\n".join(round_.book.findings) + "\n")
    forms = [{"sender": form.sender, "id": form.id, "accepted": form.accepted is not None,
              "abandoned": form.is_abandoned, "receipt": form.receipt}
             for form in round_.book.forms.values()]
    (kept / "book.json").write_text(json.dumps(forms, indent=1))
    try:
        await venue.cluster.dump(round_.database, kept / "database.sql")
    except ChaosError as error:
        (kept / "database.sql").write_text(f"-- {error}\n")
    return kept


async def run_round(number, options, venue, totals):
    round_ = Round(options.seed + number, venue)
    await round_.run()
    totals.add(round_)
    counts, is_good = round_.book.counts, not round_.book.findings
    say(f"round {number + 1:>3}/{options.rounds}  seed {round_.seed}  "
        f"{counts['accepted']:>4} accepted  {counts['settled']:>3} settled  "
        f"{round_.seconds:4.1f} s  {'ok' if is_good else 'FAILED'}  {', '.join(round_.kinds)}")
    if not is_good:
        for finding in round_.book.findings:
            say(f"    {finding}")
        say(f"    again: scripts/chaos --rounds 1 --seed {round_.seed}")
        say(f"    kept: {await keep(round_, venue)}")
    await round_.remove()


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


async def run(options, venue):
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    totals = Totals()
    try:
        await venue.create()
        for text in venue.shortcomings:
            say(f"SKIPPED: {text}")
        if options.self_test:
            return await self_test(venue, say)
        say(f"{options.rounds} rounds from seed {options.seed}")
        for number in range(options.rounds):
            await run_round(number, options, venue, totals)
            if totals.failed == FAILED_ROUNDS_MAX:
                say("too many rounds have failed: that is enough")
                break
    finally:
        await venue.remove()
        if totals.rounds:
            totals.tell()
        if options.json:
            totals.write(options.json)
    return 1 if totals.failed or totals.rounds < options.rounds else 0


def main():
    parser = argparse.ArgumentParser(prog="scripts/chaos", description=__doc__)
    parser.add_argument("--rounds", type=positive, default=10, metavar="N")
    parser.add_argument("--seed", type=int, metavar="S",
                        help="that of the first round; the next ones follow on it")
    parser.add_argument("--json", metavar="FILE", help="write what all rounds came to")
    parser.add_argument("--self-test", action="store_true",
                        help="tamper with what a quiet round leaves, and see that it is noticed")
    parser.add_argument("--formserver", required=True, metavar="PROGRAM")
    options = parser.parse_args()
    if options.json:
        try:
            open(options.json, "a").close()
        except OSError as error:
            parser.error(f"--json: {error}")
    if sys.version_info < (3, 12):
        # As later versions do by themselves: ends are noticed by the loop, not by threads.
        asyncio.set_child_watcher(asyncio.PidfdChildWatcher())
    if options.seed is None:
        options.seed = int.from_bytes(os.urandom(4), "big")
    try:
        if not shutil.which(os.path.abspath(options.formserver)):
            raise ChaosError(f"there is no program {options.formserver}")
        return asyncio.run(run(options, Venue(os.path.abspath(options.formserver))))
    except ChaosError as error:
        print(f"chaos: {error}", file=sys.stderr)
        return 5
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 130


if __name__ == "__main__":
    sys.exit(main())
