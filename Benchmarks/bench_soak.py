"""Measures what memory a server needs under load, over time; run by scripts/bench soak.

Usage: bench_soak.py PROGRAMS [--json FILE] [--minutes N]

Submissions alone, over batch streams and in bulk follow on each other without a rest; the server's
resident memory is read every second.
"""

import argparse
import pathlib
import signal
import statistics
import sys
import threading
import time

from exchange import Exchange, measuring_folder, note
from figures import Figures, Goal
from processes import Broken, resident_mb

SECONDS = 20
GOALS = [Goal("rss_peak_mb", most=150.0), Goal("rss_last_mb", "rss_first_mb", most=1.1)]


class Watch(threading.Thread):
    """Reads a process's resident memory every second until it is told to stop."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self._pid, self._end = pid, threading.Event()
        self.megabytes = []

    def run(self):
        while not self._end.wait(1):
            self.megabytes.append(resident_mb(self._pid))

    def stop(self):
        self._end.set()
        self.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs", type=pathlib.Path, help="where formserver and formclient lie")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--minutes", type=int, default=10)
    options = parser.parse_args()
    # Everything that was started is ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures = Figures()
    try:
        with (measuring_folder() as folder,
              Exchange(options.programs, folder / "one") as exchange):
            watch = Watch(exchange.server.pid)
            watch.start()
            loaded = forms = 0
            while loaded < options.minutes * 60:
                for in_flight, more, call in (
                        (64, [], "submit"), (8, ["--per-request", 100], "batch"),
                        (1, ["--per-request", 1000], "bulk")):
                    begin = time.monotonic()
                    result = exchange.load(in_flight, SECONDS, *more, call=call, label=call)
                    forms += result["succeeded_in_total"]
                    # Without the time in which the client only signs.
                    loaded += min(time.monotonic() - begin, SECONDS)
                note(f"{loaded / 60:5.1f} minutes of load, {watch.megabytes[-1]:.1f} MB")
            watch.stop()
    except Broken as error:
        sys.exit(f"bench: {error}")
    fifth = max(1, len(watch.megabytes) // 5)
    figures.add("load_s", loaded, "s")
    figures.add("submissions", forms, "1")
    figures.add("rss_first_mb", statistics.median(watch.megabytes[:2 * fifth][fifth:]), "MB")
    figures.add("rss_last_mb", statistics.median(watch.megabytes[-fifth:]), "MB")
    figures.add("rss_peak_mb", max(watch.megabytes), "MB")
    figures.finish(GOALS, exchange.failures, options.json)


if __name__ == "__main__":
    main()
