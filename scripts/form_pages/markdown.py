"""Pieces of Markdown as GitHub reads it."""

import re


def code(text):
    """Text in backquotes, whatever backquotes it has itself."""
    text = str(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def prose(text):
    """A text of the catalogue, without the characters that mean something to Markdown."""
    return re.sub(r"([\\`*<])", r"\\\1", " ".join(str(text).split()))


def table(header, rows):
    """The lines of a table; a pipe in a cell is escaped, as it would end it even in code."""
    lines = [header, ["---"] * len(header)] + [list(row) for row in rows]
    return ["| " + " | ".join(cell(value) for value in line) + " |" for line in lines]


def cell(value):
    return str(value).replace("|", "\\|").replace("\n", " ")


def fenced(text, language=""):
    """The lines of a block of code."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return [fence + language, *text.split("\n"), fence]


def anchor(heading):
    """The anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def listed(items, last="and"):
    """Items in a sentence: a, b and c."""
    items = list(items)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
