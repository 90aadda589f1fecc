"""Evaluates the forms' rules with cel-expr-python on changed samples.

Usage: form_rules.py CATALOGUE_FOLDER DOCUMENTS_PER_SAMPLE SEED

Prints a JSON object per line: {"form", "version", "document", "found": [[pointer, code], …]} where
found lists what the rules say, in the order of the text's rules; a rule that has no value at a
place is [pointer of the place, "RULE_ERROR"].
"""

import copy
import datetime
import json
import math
import pathlib
import random
import re
import sys
import unicodedata

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_strings

UNDECOMPOSED = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"}
PARTICLES = set(
    """
    af al am aan auf av bin da dal das de del della den der des di die do dos du el en et het
    ibn im in la las le les los of op saint sainte san sint sur te ten ter tot uit und van vande
    vanden vander vom von voor zu zum zur
    """.split()
)
TIME = re.compile(r"\d{4}-\d\d-\d\dT")


def normalized(text):
    letters = "".join(UNDECOMPOSED.get(letter, letter) for letter in text.lower())
    letters = unicodedata.normalize("NFKD", letters)
    kept = (letter for letter in letters if unicodedata.category(letter) != "Mn")
    return " ".join("".join(letter if letter.isalnum() else " " for letter in kept).split())


def mentions_name(text, name):
    """Whether a word of the text, or several run together, begin with the name or a word of it."""
    text, name = (re.sub("([aou])e", r"\1", normalized(value)) for value in (text, name))
    for part in [name] + [word for word in name.split() if len(word) >= 3]:
        letters = part.replace(" ", "")
        if not letters or part in PARTICLES:
            continue
        spaced = " ?".join(map(re.escape, letters))
        if len(letters) >= 2 and re.search("[\u3000-\uffff]", letters):
            pattern = spaced
        elif len(letters) >= 5:
            pattern = r"(?:^|(?<= ))" + spaced
        else:
            pattern = r"(?:^|(?<= ))" + spaced + "s?(?: |$)"
        if re.search(pattern, text):
            return True
    return False


def distance(*degrees):
    south, west, north, east = map(math.radians, degrees)
    chord = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    )
    return 2 * 6_371_008.8 * math.asin(math.sqrt(min(1, chord)))


def environment():
    kinds = cel.Type
    return cel.NewEnv(
        variables={"self": kinds.DYN, "this": kinds.DYN, "index": kinds.INT, "tables": kinds.DYN},
        extensions=[ext_strings.ExtStrings(), ext_bindings.ExtBindings()],
        functions=[
            cel.FunctionDecl(
                "normalized",
                [cel.Overload("normalized", kinds.STRING, [kinds.STRING], impl=normalized)],
            ),
            cel.FunctionDecl(
                "distance",
                [cel.Overload("distance", kinds.DOUBLE, [kinds.DOUBLE] * 4, impl=distance)],
            ),
            cel.FunctionDecl(
                "mentionsName",
                [cel.Overload("mentions", kinds.BOOL, [kinds.STRING] * 2, impl=mentions_name)],
            ),
            cel.FunctionDecl(
                "sum", [cel.Overload("sum", kinds.INT, [cel.Type.List(kinds.INT)], impl=sum)]
            ),
            cel.FunctionDecl(
                "slice",
                [
                    cel.Overload(
                        "slice",
                        cel.Type.List(kinds.DYN),
                        [cel.Type.List(kinds.DYN), kinds.INT, kinds.INT],
                        is_member=True,
                        impl=lambda items, start, end: list(items)[start:end],
                    )
                ],
            ),
        ],
    )


def places(document, each):
    """The values that a pointer with `*` leads to: (pointer, value, position in its list)."""
    found = [("", document, 0)]
    for token in each.split("/")[1:]:
        following = []
        for pointer, value, index in found:
            if token == "*" and isinstance(value, list):
                following += [(f"{pointer}/{i}", item, i) for i, item in enumerate(value)]
            elif token != "*" and isinstance(value, dict) and token in value:
                following.append((f"{pointer}/{token}", value[token], index))
        found = following
    return found


class Form:
    def __init__(self, folder, tables, env):
        self.tables = tables
        self.rules = [
            (rule, env.compile(rule["expression"]))
            for rule in json.loads((folder / "rules.json").read_text())["rules"]
        ]
        self.samples = [
            json.loads(path.read_text()) for path in sorted(folder.glob("samples/valid/*.json"))
        ]

    def found(self, document):
        found = []
        for rule, program in self.rules:
            for pointer, value, index in places(document, rule.get("each", "")):
                data = {"self": document, "this": value, "index": index, "tables": self.tables}
                result = program.eval(data=data).value()
                if result is False:
                    found.append([pointer + rule.get("at", ""), rule["code"]])
                elif result is not True:
                    found.append([pointer, "RULE_ERROR"])
        return found


def nodes(value, path=()):
    yield path, value
    if isinstance(value, dict):
        for name, member in value.items():
            yield from nodes(member, path + (name,))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from nodes(element, path + (index,))


def changed(sample, chance):
    """The sample with one to three random changes; its types stay, its fields may go."""
    document = copy.deepcopy(sample)
    for _ in range(chance.randint(1, 3)):
        path, value = chance.choice(list(nodes(document))[1:])
        parent = document
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = another(value, chance)
        if isinstance(value, str) and chance.random() < 0.1:
            texts = [text for _, text in nodes(sample) if isinstance(text, str)]
            if TIME.match(value):
                # cel-expr-python takes "2026-12-01".substring(0, 10) for an error.
                texts = [text for text in texts if len(text) != 10]
            parent[path[-1]] = chance.choice(texts)
        if chance.random() < 0.05 and "mission_title" in document["body"]:
            person = document["body"].get("protectee", {}).get("person", {})
            words = " ".join(str(value) for value in person.values()).split()
            document["body"]["mission_title"] = "Bezoek " + chance.choice(words or ["ministerie"])
        if chance.random() < 0.15 and len(path) > 2:
            del parent[path[-1]]
    return document


def another(value, chance):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice([-2, -1, 1, 2])
    if isinstance(value, float):
        return value + chance.choice([-1.5, -0.003, 0.003, 1.5])
    if isinstance(value, list):
        items = value + value[:1]
        chance.shuffle(items)
        return items
    if isinstance(value, dict):
        return {name: value[name] for name in value if chance.random() > 0.1}
    if isinstance(value, str):
        return another_text(value, chance)
    return value


def another_text(text, chance):
    if TIME.match(text):
        moved = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        moved += datetime.timedelta(hours=chance.choice([-900, -24, -7, -1, 1, 7, 24, 750]))
        return moved.isoformat(timespec="seconds")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        moved = datetime.date.fromisoformat(text)
        return (moved + datetime.timedelta(chance.choice([-7000, -1, 1, 400]))).isoformat()
    if re.fullmatch("[A-Z]{2}", text):
        return chance.choice(["BE", "NL", "LU", "DE", "FR"])
    return text if chance.random() < 0.5 else text + chance.choice(["X", " y", "-é", "s", "e"])


def main():
    catalogue, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(int(sys.argv[3]))
    env = environment()
    tables = {path.stem: json.loads(path.read_text()) for path in catalogue.glob("tables/*.json")}
    for rules in sorted(catalogue.glob("forms/*/*/rules.json")):
        form = Form(rules.parent, tables, env)
        for sample in form.samples:
            for document in [sample] + [changed(sample, chance) for _ in range(count)]:
                line = {
                    "form": rules.parent.parent.name,
                    "version": rules.parent.name,
                    "document": document,
                    "found": form.found(document),
                }
                print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
