"""docs/coverage.md, made and checked from docs/coverage.json.

Each row of that file is one need that the project answers: `row` (A1, A2, ...), `title`, `need`,
`who` (tells whom), the codes of its `forms`, of those that are `not_yet` there, the `tests` that
show its flows (`Suite.function` in Tests/EndToEndTests), and perhaps a `note`; Markdown.
"""

import re
from dataclasses import dataclass

from .catalogue import read
from .markdown import code, listed, prose, table

MADE = ("<!-- Made by scripts/generate-form-pages from docs/coverage.json and the catalogue; "
        "do not edit. -->")
MEMBERS = {"row", "title", "need", "who", "forms", "not_yet", "tests"}


@dataclass
class FoundTest:
    path: str
    title: str


def found_tests(folder):
    """The tests of a folder, by `Suite.function`.

    A test's suite is the last type before it that is declared further to the left.
    """
    declaration = re.compile(r"^( *)(?:\w+ )*(?:struct|class|actor|enum) (\w+)", re.M)
    test = re.compile(r'^( *)@Test\b(?:\s*\(\s*"((?:[^"\\]|\\.)*)")?.*?\bfunc (\w+)', re.M | re.S)
    found = {}
    for path in sorted(folder.rglob("*.swift")):
        text = path.read_text(encoding="utf-8")
        suites = list(declaration.finditer(text))
        for match in test.finditer(text):
            names = [suite[2] for suite in suites
                     if suite.start() < match.start() and len(suite[1]) < len(match[1])]
            if names:
                found[f"{names[-1]}.{match[3]}"] = FoundTest(
                    path.relative_to(folder).as_posix(), match[2] or match[3])
    return found


class Coverage:
    def __init__(self, root, catalogue):
        self.rows = read(root / "docs" / "coverage.json")["rows"]
        for number, row in enumerate(self.rows, start=1):
            if set(row) - {"note"} != MEMBERS or row["row"] != f"A{number}":
                raise SystemExit(f"docs/coverage.json: row {number} is called A{number} and has "
                                 f"{listed(sorted(MEMBERS))}, and perhaps a note")
        self.catalogue = catalogue
        self.tests = found_tests(root / "Tests" / "EndToEndTests")

    def problems(self):
        """What is wrong with the rows, a sentence each."""
        out = []
        claimed = set()
        for row in self.rows:
            name = row["row"]
            claimed |= set(row["forms"])
            for form in row["forms"]:
                if form not in self.catalogue.forms:
                    out.append(f"{name}: {form} is not in the catalogue (is it in not_yet?)")
            for form in row["not_yet"]:
                if form in self.catalogue.forms:
                    out.append(f"{name}: {form} is in the catalogue: move it to forms")
            for test in row["tests"]:
                if test not in self.tests:
                    out.append(f"{name}: there is no test {test} in Tests/EndToEndTests")
            if row["forms"] and not row["not_yet"] and not row["tests"]:
                out.append(f"{name}: all forms are there, so name a test that shows their flow")
        for form in sorted(set(self.catalogue.forms) - claimed):
            out.append(f"{form} is in no row")
        return out

    def page(self):
        lines = [
            MADE, "", "# What the forms cover", "",
            "What agencies of the Benelux countries need to tell each other, by which forms they "
            "do so, in which turns, and which tests show it with real processes.", "",
            *table(["", "Need", "Forms", "Tests"], [self.summary(row) for row in self.rows]), "",
        ]
        for row in self.rows:
            lines += self.section(row)
        return "\n".join(lines[:-1]) + "\n"

    def summary(self, row):
        there = [form for form in row["forms"] if form in self.catalogue.forms]
        total = len(row["forms"]) + len(row["not_yet"])
        return [row["row"], row["title"], f"{len(there)} of {total}", len(row["tests"])]

    def section(self, row):
        lines = [f"## {row['row']} {row['title']}", "", row["need"], "",
                 f"**Who tells whom:** {row['who']}", ""]
        lines += [row["note"], ""] if "note" in row else []
        forms = [self.catalogue.forms[form] for form in row["forms"]
                 if form in self.catalogue.forms]
        if forms:
            lines += [*table(["Form", "Title", "Turns"], map(self.form_row, forms)), ""]
        if row["not_yet"]:
            lines += [f"Not there yet: {listed(row['not_yet'])}.", ""]
        tests = [(name, self.tests[name]) for name in row["tests"] if name in self.tests]
        lines += [f"- [{code(name)}](../Tests/EndToEndTests/{test.path}): {prose(test.title)}"
                  for name, test in tests]
        return [*lines, ""] if tests else lines

    @staticmethod
    def form_row(form):
        turns = ", ".join(f"{code(turn.own_name)} {prose(turn.label)}"
                          for turn in form.newest.turns)
        return [f"[{form.code}](forms/{form.code}.md)", prose(form.title), turns or "no flow"]
