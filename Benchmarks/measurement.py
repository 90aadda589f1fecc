"""Interleaved measurements, and how they are shown."""

import gc
import math
import statistics
import time

ROUNDS = 90
# Shorter than what a busy machine gives one process at a time.
SLICE_NS = 2_000_000
BUDGET_NS = 2_500_000_000


class Measurement:
    """One way of doing one thing, measured in slices of two milliseconds."""

    def __init__(self, key, label, run):
        self.key = key
        self.label = label
        self.run = run
        self.samples = []
        self.spent = 0
        self.iterations = 1

    def calibrate(self):
        """Finds how many iterations fill a slice; also warms up."""
        elapsed = self.run(1)
        while elapsed < SLICE_NS / 4:
            self.iterations *= 4
            elapsed = self.run(self.iterations)
        self.spent = elapsed
        if elapsed > BUDGET_NS:
            # Once has to do.
            self.samples = [elapsed / self.iterations]
        self.iterations = max(1, round(self.iterations * SLICE_NS / elapsed))

    def measure(self):
        if self.spent > BUDGET_NS:
            return
        elapsed = self.run(self.iterations)
        self.spent += elapsed
        self.samples.append(elapsed / self.iterations)

    @property
    def best(self):
        """Nanoseconds of one iteration where nothing disturbed it."""
        return min(self.samples)

    @property
    def median(self):
        return statistics.median(self.samples)


def measure(groups, progress):
    """Measures everything round by round, so that what disturbs one disturbs all."""
    measurements = [one for group in groups for one in group.measurements]
    # Nothing measured makes cycles; collections would hit whoever is running.
    gc.collect()
    gc.disable()
    try:
        for one in measurements:
            one.calibrate()
        begin = time.monotonic()
        for number in range(ROUNDS):
            for one in measurements:
                one.measure()
            if (number + 1) % 30 == 0:
                progress(f"round {number + 1} of {ROUNDS}, {time.monotonic() - begin:.0f} s")
    finally:
        gc.enable()


class Group:
    """Measurements that stand together in one table, times in one unit."""

    def __init__(self, title, unit="us", per=1, base=None):
        self.title = title
        self.unit = unit
        self.per = per
        self.base = base
        self.measurements = []

    def add(self, key, label, run):
        self.measurements.append(Measurement(key, label, run))

    def value(self, key):
        """The best time of a measurement in the group's unit."""
        return self[key].best / self.divisor

    def __getitem__(self, key):
        return next(one for one in self.measurements if one.key == key)

    @property
    def divisor(self):
        return {"ns/byte": 1, "us": 1e3, "ms": 1e6}[self.unit] * self.per

    def lines(self):
        base = self[self.base].best if self.base else math.nan
        yield f"{self.title:58} {'best':>10} {'median':>10} {'x ours':>8}"
        for one in self.measurements:
            ratio = "" if math.isnan(base) else f"{one.best / base:8.2f}"
            best, median = one.best / self.divisor, one.median / self.divisor
            yield f"  {one.label:56} {best:10.3f} {median:10.3f} {ratio:>8}".rstrip()
