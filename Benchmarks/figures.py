"""Figures of several rounds, and what they have to reach."""

import dataclasses
import json
import statistics

NOT_MET = "NOT MET"


@dataclasses.dataclass(frozen=True)
class Goal:
    """What is required of a figure, or of its ratio to another of the same round, and the aim."""

    name: str
    base: str | None = None
    least: float | None = None
    most: float | None = None
    aim: float | None = None

    def verdict(self, value):
        if self.is_within(value, self.least, self.most):
            reached = self.aim is None or self.is_within(
                value, self.least and self.aim, self.most and self.aim)
            return "aim met" if reached else "met"
        return NOT_MET

    @staticmethod
    def is_within(value, least, most):
        return (least is None or value >= least) and (most is None or value <= most)


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
        # A round that was broken off has one without the other.
        pairs = zip(self.values[name], self.values[base])
        return statistics.median(value / below for value, below in pairs)

    def show(self, goals):
        """Shows everything; tells whether all that is required is met."""
        measured = [goal for goal in goals if {goal.name, goal.base or goal.name} <= {*self.units}]
        verdicts = [(goal, self._value(goal)) for goal in measured]
        print("\n".join([*self._lines(), "", *self._verdicts(verdicts)]))
        return len(measured) == len(goals) and all(
            goal.verdict(value) != NOT_MET for goal, value in verdicts)

    def write(self, target):
        target.write_text(json.dumps(
            [{"name": name, "value": round(self.median(name), 3), "unit": unit}
             for name, unit in self.units.items()], indent=2) + "\n")

    def _value(self, goal):
        return self.ratio(goal.name, goal.base) if goal.base else self.median(goal.name)

    def _lines(self):
        yield f"{'figure':34} {'median':>12} {'least':>12} {'most':>12}"
        for name, unit in self.units.items():
            values = self.values[name]
            yield (f"{name:34} {self.median(name):12.2f} {min(values):12.2f} {max(values):12.2f}"
                   f"  {unit}")

    @staticmethod
    def _verdicts(verdicts):
        yield f"{'ratio or figure':42} {'is':>9} {'required':>9} {'aim':>9}"
        for goal, value in verdicts:
            label = f"{goal.name} / {goal.base}" if goal.base else goal.name
            bound = goal.least if goal.most is None else goal.most
            yield (f"{label:42} {value:9.2f} {bound:9.2f} {goal.aim or bound:9.2f}"
                   f"  {goal.verdict(value)}")
