"""The catalogue as the pages need it, read from its folder."""

import json


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def numbered(name):
    """Versions and editions in the order of their numbers: 1.9 before 1.10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in name.split(".")]


class Catalogue:
    """Forms, code lists, regimes and the schemas that forms share."""

    def __init__(self, folder):
        self.forms = {}
        for path in sorted(folder.glob("forms/*/form.json")):
            form = Form(path.parent)
            self.forms[form.code] = form
        self.lists = {}
        for path in sorted(folder.glob("codes/*.json")):
            content = read(path) | {"file": path.name}
            self.lists.setdefault(content["list"], []).append(content)
        for editions in self.lists.values():
            editions.sort(key=lambda content: content["edition"])
        self.regimes = {path.stem: read(path) for path in sorted(folder.glob("regimes/*.json"))}
        # By name ("common-1"), which is that of the page too.
        self.shared = {
            f"{kind}-{path.parent.name}": read(path)
            for kind in ("common", "header")
            for path in sorted(folder.glob(f"{kind}/*/schema.json"))
        }

    def turns(self):
        """Every turn of the forms' newest versions, by its name (VIP-01/ANNOUNCE)."""
        return {
            turn.name: turn for form in self.forms.values() for turn in form.newest.turns
        }

    def states(self):
        """The states of a dialogue, by code."""
        editions = self.lists.get("dialogue-state")
        return {entry["code"]: entry for entry in editions[-1]["codes"]} if editions else {}


class Form:
    def __init__(self, folder):
        self.about = read(folder / "form.json")
        self.code = self.about["form"]
        numbers = sorted(self.about["versions"], key=numbered)
        self.versions = [FormVersion(self.code, folder / number) for number in numbers]

    @property
    def newest(self):
        return self.versions[-1]

    @property
    def title(self):
        return self.about["title"]["en"]


class FormVersion:
    def __init__(self, form, folder):
        self.form = form
        self.number = folder.name
        self.schema = read(folder / "schema.json")
        self.parts = {path.stem: read(path) for path in sorted(folder.glob("parts/*.json"))}
        rules = read(folder / "rules.json") if (folder / "rules.json").exists() else {}
        self.rules = rules.get("rules", [])
        self.dialogue_rules = rules.get("dialogue", [])
        flow = folder / "flow.json"
        self.flow = read(flow) if flow.exists() else None
        self.turns = [Turn(form, turn) for turn in (self.flow or {}).get("turns", [])]
        self.samples = {
            kind: [path.stem for path in sorted(folder.glob(f"samples/{kind}/*.json"))]
            for kind in ("valid", "invalid", "dialogue")
        }


class Turn:
    """One thing that a form can be in a dialogue, as docs/dialogues.md describes it."""

    def __init__(self, form, content):
        self.form = form
        self.name = f"{form}/{content['turn']}"
        self.own_name = content["turn"]
        self.label = content.get("label", {}).get("en", "")
        self.when = content.get("when")
        self.answers = content.get("answers", [])
        self.opens = content.get("opens", not self.answers)
        self.author = content.get("by", "EITHER")
        self.audience = content.get("to")
        self.once = content.get("once", False)
        self.bulk = content.get("bulk", False)
        self.roles = content.get("roles", [])
        self.states = content.get("in", [])
        self.state = content.get("state")
        self.deadlines = content.get("deadlines", [])
