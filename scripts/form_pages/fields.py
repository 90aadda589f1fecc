"""The fields of a schema, as rows of a table."""

import json
from dataclasses import dataclass

from .conditions import Conditions, is_field, join
from .markdown import code, listed, prose, table
from .wording import CLASSES

HEADER = ["Field", "", "Type", "Personal data", "Meaning"]


@dataclass
class Field:
    path: str
    need: str
    type: str
    data: str
    meaning: str


def variants(schema, words):
    """The branches of a `oneOf` that have fields of their own, with the clause that picks each.

    The clause is about a member whose value is a constant in every branch; where there is none,
    the branches are counted.
    """
    branches = [{**words.target(branch), **branch} for branch in schema.get("oneOf", [])]
    if not branches or not any("properties" in branch for branch in branches):
        return []
    constants = [
        {name: inner for name, inner in branch.get("properties", {}).items()
         if isinstance(inner, dict) and ("const" in inner or "enum" in inner)}
        for branch in branches
    ]
    shared = [name for name in constants[0] if all(name in found for found in constants)]
    out = []
    for number, (branch, found) in enumerate(zip(branches, constants), start=1):
        clauses = [f"{code(name)} {words.demands(found[name])[0]}" for name in shared]
        clause = " and ".join(clauses) or f"it has form {number} of {len(branches)}"
        out.append((clause, {name: found[name] for name in shared}, branch))
    return out


class Fields:
    """The rows of one table, and the conditions below it."""

    def __init__(self, words):
        self.words = words
        self.conditions = Conditions(words)
        self.rows = []

    def lines(self):
        """The table and the list of conditions."""
        out = []
        if self.rows:
            out += table(HEADER, [self.row(field) for field in self.rows])
        if self.conditions.sentences:
            out += ["", "Conditions:", ""] if out else []
            out += [f"- {sentence}" for sentence in dict.fromkeys(self.conditions.sentences)]
        return out

    def row(self, field):
        need = field.need
        if need == "N" and field.path.removesuffix("[]") in self.conditions.touched:
            need = "C"
        return [code(field.path), need, field.type, field.data, field.meaning]

    def add_object(self, schema, path="", data=0):
        """Adds the fields of an object, and those of what is in them."""
        required = set(schema.get("required", []))
        for name, inner in schema.get("properties", {}).items():
            if is_field(inner):
                self.add_field(join(path, name), inner, name in required, data)
        for inner in schema.get("allOf", []):
            if isinstance(inner, dict) and "if" not in inner:
                self.add_object({**self.words.target(inner), **inner}, path, data)
        found = variants(schema, self.words)
        if found:
            self.add_variants(found, set(schema.get("properties", {})), path, data)
        self.conditions.collect(schema, path)

    def add_field(self, path, schema, required, data, only=""):
        """Adds one field with what is in it; `only` says in which variant it is there."""
        target = self.words.target(schema)
        data = max(data, schema.get("personalData", 0), target.get("personalData", 0))
        title = schema.get("title", target.get("title", ""))
        description = schema.get("description", target.get("description", ""))
        meaning = f"**{prose(title)}**" if title else ""
        meaning += f": {prose(description)}" if description else ""
        need = "Y" if required else "N"
        if only:
            need = "C"
            verb = "Required, and only there, if" if required else "Only if"
            meaning = f"{verb} {only}. {meaning}"
        value, inner_data = schema, data
        while value.get("type") == "array" and isinstance(value.get("items"), dict):
            self.conditions.collect(
                {key: value[key] for key in value if key != "items"}, path)
            value, path = value["items"], f"{path}[]"
            inner_data = max(inner_data, value.get("personalData", 0))
        # A part's section shows the classes of what is in it.
        highest = 0 if "part" in value else self.words.highest_class(value)
        self.rows.append(Field(
            path, need, self.words.type_of(schema), self.data(inner_data, highest), meaning))
        self.add_object(value, path, inner_data)

    def data(self, own, highest):
        words = f"{own} {CLASSES[own][0]}"
        return words if highest <= own else f"{words}, inside up to {highest}"

    def add_variants(self, found, base, path, data):
        """Adds the fields of a `oneOf`, each once if all branches agree on it."""
        names = dict.fromkeys(name for _, _, branch in found for name in branch["properties"])
        for name in names:
            groups = {}
            for clause, tags, branch in found:
                inner = branch["properties"].get(name)
                if name in tags or not is_field(inner):
                    continue
                key = json.dumps(inner, sort_keys=True) + str(name in branch.get("required", []))
                groups.setdefault(key, []).append((clause, branch))
            for members in groups.values():
                branch = members[0][1]
                everywhere = len(members) == len(found)
                only = "" if everywhere else listed([clause for clause, _ in members], "or")
                self.add_field(
                    join(path, name), branch["properties"][name],
                    name in branch.get("required", []), data, only)
        self.add_tag(found, base, path, data)
        for clause, tags, branch in found:
            rest = {key: value for key, value in branch.items() if key != "properties"}
            rest["properties"] = {
                name: inner for name, inner in branch["properties"].items() if name not in tags}
            self.conditions.collect(rest, path, f"if {clause}: ")

    def add_tag(self, found, base, path, data):
        """Adds the member that picks the branch, unless the object itself describes it."""
        for name in found[0][1]:
            if name in base:
                continue
            values = []
            for _, tags, _ in found:
                values += tags[name].get("enum", [tags[name].get("const")])
            described = {key: value for key, value in found[0][1][name].items()
                         if key not in ("const", "enum")}
            self.add_field(
                join(path, name), {**described, "enum": list(dict.fromkeys(values))}, True, data)
