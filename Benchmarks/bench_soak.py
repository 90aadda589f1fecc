"""Measures what memory a server needs under load, over time; run by scripts/bench soak.

Usage: bench_soak.py PROGRAMS [--json FILE] [--minutes N]

Submissions alone, over batch streams and in bulk follow on each other without a rest; the server's
resident memory is read every second.
"""

import statistics
import threading
import time

from bench_main import main
from exchange import Exchange, note
from figures import Goal
from processes import peak_mb, resident_mb

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


def measure(options, folder, figures):
    with Exchange(options.programs, folder / "one") as exchange:
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
        peak = peak_mb(exchange.server.pid)
    fifth = max(1, len(watch.megabytes) // 5)
    figures.add("load_s", loaded, "s")
    figures.add("submissions", forms, "1")
    figures.add("rss_first_mb", statistics.median(watch.megabytes[:2 * fifth][fifth:]), "MB")
    figures.add("rss_last_mb", statistics.median(watch.megabytes[-fifth:]), "MB")
    figures.add("rss_peak_mb", peak, "MB")
    return exchange.failures


if __name__ == "__main__":
    main(__doc__, GOALS, measure, minutes=10)
