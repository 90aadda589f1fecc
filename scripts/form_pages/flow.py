"""The flow of a form: its turns in a table and a diagram, and what is owed by when."""

import re

from .markdown import code, listed, prose, table
from .wording import literal

# Who may send an answer, with regard to the form that it answers.
AUTHORS = {
    "RECIPIENT": "a recipient",
    "SENDER": "its sender",
    "EITHER": "its sender or a recipient",
    "PARTY": "any party",
}
AUDIENCES = {"ASKER": "its sender", "ALL": "its sender and recipients"}
DEBTORS = {
    "RECIPIENTS": "each recipient", "SENDER": "the sender",
    "LEAD": "the agency that the fact `lead` names",
}
THEN = "until that moment"


def times(regime, member="reply"):
    """The times of a regime by urgency: "12 hours; URGENT: 1 hour"."""
    spans = {}
    for urgency, span in regime.get(member, {}).items():
        if not span:
            continue
        unit, amount = next(iter(span.items()))
        unit = unit.replace("_", " ")
        # The moment that it runs from is itself the end.
        words = f"{amount} {unit[:-1] if amount == 1 else unit}" if amount else THEN
        spans.setdefault(words, []).append(urgency)
    return "; ".join(
        words if urgencies == ["ROUTINE"] else f"{listed(urgencies)}: {words}"
        for words, urgencies in spans.items())


class Diagram:
    """A Mermaid flowchart.

    Labels are quoted, and what the quotes leave a meaning becomes an entity. Names of nodes are
    capitals, digits and underscores, so none is a keyword such as `end`.
    """

    def __init__(self):
        self.nodes, self.edges, self.own = {}, [], []

    @staticmethod
    def name(text):
        return re.sub(r"\W", "_", text).upper()

    @staticmethod
    def label(*lines):
        escaped = (
            re.sub(r"[#\"&<>`\\]", lambda found: f"#{ord(found[0])};", line) for line in lines)
        return '"' + "<br>".join(line for line in escaped if line) + '"'

    def node(self, text, lines, rounded=False, own=False):
        opening, closing = ("([", "])") if rounded else ("[", "]")
        self.nodes[self.name(text)] = f"{opening}{self.label(*lines)}{closing}"
        if own:
            self.own.append(self.name(text))

    def edge(self, source, target, *lines, dotted=False):
        arrow = "-.->" if dotted else "-->"
        words = f"|{self.label(*lines)}|" if any(lines) else ""
        self.edges.append(f"{self.name(source)} {arrow}{words} {self.name(target)}")

    def lines(self):
        out = ["```mermaid", "flowchart LR"]
        out += [f"    {name}{shape}" for name, shape in self.nodes.items()]
        out += [f"    {edge}" for edge in dict.fromkeys(self.edges)]
        if self.own:
            out += ["    classDef own stroke-width:3px", f"    class {','.join(self.own)} own"]
        return [*out, "```"]


class FlowSection:
    """What docs/dialogues.md calls the flow, of one form version."""

    def __init__(self, catalogue, version):
        self.catalogue = catalogue
        self.version = version
        self.turns = catalogue.turns()
        # Of this form those of this version count, whatever the newest has.
        self.turns = {name: turn for name, turn in self.turns.items()
                      if turn.form != version.form}
        self.turns |= {turn.name: turn for turn in version.turns}
        self.states = catalogue.states()

    def answers_to(self, turn):
        return [other for other in self.turns.values() if turn.name in other.answers]

    def link(self, name):
        form = name.partition("/")[0]
        if form == self.version.form or form not in self.catalogue.forms:
            return code(name)
        return f"[{code(name)}]({form}.md)"

    def state(self, turn):
        if not turn.state:
            return ""
        entry = self.states.get(turn.state, {})
        label = entry.get("label", {}).get("en", "")
        note = f"{label}; closes the dialogue" if entry.get("closes") else label
        return f"{code(turn.state)} ({note})" if note else code(turn.state)

    def lines(self):
        if not self.version.turns:
            return ["The form has no flow: each stands alone."]
        out = self.diagram().lines()
        out += ["", "Rounded: may open a dialogue. Thick: a turn of this form. An arrow leads to "
                "an answer and says who may send it; a dotted one leads to what is owed, and says "
                "by whom. *Its sender* and *recipients* are those of the form that is answered; "
                "*once* is once for each agency.", ""]
        out += self.turn_table()
        return out + self.deadline_lines()

    def diagram(self):
        chart = Diagram()
        shown = {}
        for turn in self.version.turns:
            shown[turn.name] = turn
            for other in self.answers_to(turn):
                shown[other.name] = other
            met_by = [name for deadline in turn.deadlines for name in deadline.get("met_by", [])]
            for name in turn.answers + met_by:
                shown[name] = self.turns.get(name)
        for name, turn in shown.items():
            own = name.partition("/")[0] == self.version.form
            if turn is None:
                chart.node(name, [name])
                continue
            state = f"→ {turn.state}" if turn.state else ""
            chart.node(name, [name, turn.label, state], rounded=turn.opens, own=own)
        for turn in self.version.turns:
            for name in turn.answers:
                chart.edge(name, turn.name, AUTHORS[turn.author], "once" if turn.once else "")
            for other in self.answers_to(turn):
                chart.edge(
                    turn.name, other.name, AUTHORS[other.author], "once" if other.once else "")
            for deadline in turn.deadlines:
                regime = self.catalogue.regimes.get(deadline["regime"], {})
                usual = times({"reply": {"ROUTINE": regime.get("reply", {}).get("ROUTINE")}})
                within = usual if usual in ("", THEN) else f"within {usual}"
                words = [DEBTORS[deadline["for"]], within]
                for name in deadline.get("met_by", []):
                    chart.edge(turn.name, name, *words, dotted=True)
        return chart

    def turn_table(self):
        header = ["Turn", "Which documents", "Answers", "Sent by", "Goes at least to",
                  "In states", "State after", "Answered by"]
        return table(header, [self.turn_row(turn) for turn in self.version.turns])

    def turn_row(self, turn):
        if turn.when:
            value = turn.when["is"]
            values = value if isinstance(value, list) else [value]
            which = f"{code(turn.when['at'])} is {listed(map(literal, values), 'or')}"
        else:
            which = "all"
        which += ", sent in bulk" if turn.bulk else ""
        answers = [self.link(name) for name in turn.answers]
        answers += ["opens a dialogue"] if turn.opens else []
        author = AUTHORS[turn.author] if turn.answers else "any agency"
        author += ", once" if turn.once else ""
        author += f", in the role {listed(map(code, turn.roles), 'or')}" if turn.roles else ""
        audience = AUDIENCES[turn.audience] if turn.audience else ""
        return [
            f"{code(turn.own_name)}: {prose(turn.label)}", which, "; ".join(answers), author,
            audience or "–", ", ".join(map(code, turn.states)) or "all that are open",
            self.state(turn) or "as before",
            ", ".join(self.link(other.name) for other in self.answers_to(turn)),
        ]

    def deadline_lines(self):
        rows = []
        for turn in self.version.turns:
            for deadline in turn.deadlines:
                rows.append(self.deadline_row(turn, deadline))
        if not rows:
            return []
        header = ["After", "Owed by", "What", "Acknowledge within", "Answer within", "From",
                  "Met by"]
        return ["", *table(header, rows), "",
                "Days, working days and months end with the day, by the calendar of the state that "
                "owes; `header.due_by` may ask recipients for less."]

    def deadline_row(self, turn, deadline):
        regime = self.catalogue.regimes.get(deadline["regime"])
        label = regime["label"]["en"] if regime else "times are not in the catalogue"
        start = deadline.get("from")
        met_by = ", ".join(map(self.link, deadline.get("met_by", [])))
        if deadline.get("moves"):
            begin = (f"the fact {code(start)}, where there is one: the time for the form that it "
                     "answers is then over")
        else:
            begin = f"the fact {code(start)}, if that is later than the acceptance" if start \
                else "acceptance"
        return [
            code(turn.own_name), DEBTORS[deadline["for"]], f"{prose(label)} "
            f"({code(deadline['regime'])})", times(regime or {}, "acknowledge"),
            times(regime or {}),
            begin, met_by + (", anywhere in the dialogue" if deadline.get("anywhere") else ""),
        ]


def overview(catalogue, codes):
    """The dialogues of some forms in one diagram; empty if none has a flow."""
    turns = catalogue.turns()
    chart = Diagram()
    for turn in turns.values():
        if turn.form not in codes:
            continue
        chart.node(turn.name, [turn.name, turn.label], rounded=turn.opens)
        for name in turn.answers:
            if name not in turns or turns[name].form not in codes:
                chart.node(name, [name])
            chart.edge(name, turn.name)
    return chart.lines() if chart.nodes else []
