"""What a schema demands beyond its fields, as sentences: conditions, choices, numbers."""

import json

from .markdown import code, listed
from .wording import is_never


def join(path, name):
    return f"{path}.{name}" if path else name


def is_field(schema):
    """Whether a member of `properties` describes a field, rather than narrowing one."""
    return isinstance(schema, dict) and bool({"title", "type", "$ref"} & set(schema))


class Effects:
    """What must hold of a value, sorted so that it can be said in few words."""

    def __init__(self):
        self.required, self.forbidden, self.others = [], [], []

    def __str__(self):
        words = []
        if self.required:
            verb = "is" if len(self.required) == 1 else "are"
            words.append(f"{listed(map(code, self.required))} {verb} required")
        if self.forbidden:
            words.append(f"{listed(map(code, self.forbidden))} must not be there")
        return "; ".join(words + self.others)


class Conditions:
    """The sentences of one schema, and the fields that they make required or forbid."""

    def __init__(self, words):
        self.words = words
        self.sentences = []
        # Paths of fields, without the brackets of lists at their end.
        self.touched = set()

    def collect(self, schema, path, lead=""):
        """Adds the sentences of the value at a path, whose fields are told elsewhere."""
        for sentence in self.of_value(schema, path):
            place = f"{code(path)}: " if path else ""
            text = f"{lead}{sentence}"
            self.sentences.append(place + text if place else text[0].upper() + text[1:])

    def of_value(self, schema, path):
        """The sentences of a value; paths in them are relative to it."""
        found = []
        if "if" in schema:
            found.append(self.conditional(schema, "", path))
        for inner in schema.get("allOf", []):
            if "if" in inner:
                found += self.of_value(inner, path)
        found += self.choices(schema, path)
        for name, needed in schema.get("dependentRequired", {}).items():
            effects = self.effects({"required": needed}, "", path)
            found.append(f"if {code(name)} is there: {effects}")
        found += self.numbers(schema)
        narrowed = {name: inner for name, inner in schema.get("properties", {}).items()
                    if not is_field(inner)}
        found.append(str(self.effects({"properties": narrowed}, "", path)))
        if "$ref" in schema:
            own = {name for name, inner in schema.get("properties", {}).items() if is_field(inner)}
            needed = [name for name in schema.get("required", []) if name not in own]
            found.append(str(self.effects({"required": needed}, "", path)))
        return [sentence for sentence in found if sentence]

    def numbers(self, schema):
        found = []
        fields = {key: schema[key] for key in ("minProperties", "maxProperties") if key in schema}
        found += self.words.demands(fields)
        if "contains" in schema:
            low, high = schema.get("minContains", 1), schema.get("maxContains")
            count = f"{low} to {high}" if high is not None else f"at least {low}"
            found.append(f"{count} of the entries: {self.test(schema['contains'], '')}")
        if isinstance(schema.get("not"), dict) and schema["not"] and "type" in schema:
            found.append(f"never: {self.test(schema['not'], '')}")
        return found

    def choices(self, schema, path):
        """`anyOf`, and `oneOf` where its branches are no variants with fields of their own."""
        found = []
        for keyword, words in (("anyOf", "at least one"), ("oneOf", "exactly one")):
            branches = schema.get(keyword, [])
            if not branches or any("properties" in self.words.target(b) for b in branches):
                continue
            if all(list(branch) == ["required"] for branch in branches):
                options = [listed(map(code, branch["required"])) for branch in branches]
                for branch in branches:
                    self.effects(branch, "", path)
                found.append(f"{words} of {listed(options)} is required")
            else:
                options = [str(self.effects(branch, "", path)) for branch in branches]
                found.append(f"{words} holds: {listed(filter(None, options), 'or')}")
        return found

    def conditional(self, schema, path, base):
        """An `if` with what follows from it; `path` is that of the value, from the base on."""
        test = self.test(schema["if"], path)
        then = str(self.effects(schema.get("then", {}), path, base))
        otherwise = str(self.effects(schema.get("else", {}), path, base))
        if not then:
            return f"unless {test}: {otherwise}" if otherwise else ""
        return f"if {test}: {then}" + (f"; otherwise: {otherwise}" if otherwise else "")

    def effects(self, schema, path, base):
        """What a schema demands of the value at a path."""
        out = Effects()
        self.add_effects(schema, path, base, out)
        return out

    def add_effects(self, schema, path, base, out):
        if is_never(schema):
            out.forbidden.append(path)
            self.touch(base, path)
            return
        if not isinstance(schema, dict):
            return
        for name in schema.get("required", []):
            out.required.append(join(path, name))
            self.touch(base, join(path, name))
        for name, inner in schema.get("properties", {}).items():
            self.add_effects(inner, join(path, name), base, out)
        if "items" in schema:
            self.add_effects(schema["items"], f"{path}[]", base, out)
        subject = code(path) if path else "it"
        out.others += [f"{subject} {demand}" for demand in self.words.demands(schema)]
        if "contains" in schema:
            out.others.append(self.test({"contains": schema["contains"]}, path))
        if "if" in schema:
            out.others.append(self.conditional(schema, path, base))
        for inner in schema.get("allOf", []):
            self.add_effects(inner, path, base, out)
        if "anyOf" in schema:
            options = [str(self.effects(inner, path, base)) for inner in schema["anyOf"]]
            out.others.append(listed(filter(None, options), "or"))
        out.others = [words for words in out.others if words]

    def touch(self, base, path):
        self.touched.add((join(base, path) if path else base).removesuffix("[]"))

    # The other side of an `if`.

    def test(self, schema, path):
        """What an `if` asks, as a clause: "`mode` is `AIR`"."""
        if not isinstance(schema, dict):
            return f"{code(path or 'it')} is {json.dumps(schema)}"
        clauses = self.field_tests(schema, path)
        subject = code(path) if path else "it"
        clauses += [f"{subject} {demand}" for demand in self.words.demands(schema)]
        if "contains" in schema:
            clauses.append(self.contains_test(schema["contains"], path))
        for keyword, word in (("anyOf", "or"), ("allOf", "and")):
            if keyword in schema:
                clauses.append(listed([self.test(s, path) for s in schema[keyword]], word))
        if not clauses and "type" in schema:
            kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            clauses.append(f"{subject} is of type {listed(kinds, 'or')}")
        return " and ".join(clauses) or f"{subject} fits {code(json.dumps(schema))}"

    def field_tests(self, schema, path):
        fields = schema.get("properties", {})
        required = schema.get("required", [])
        clauses = [f"{code(join(path, name))} is there" for name in required
                   if name not in fields or not fields[name]]
        for name, inner in fields.items():
            if not inner:
                continue
            place = join(path, name)
            absent = "" if name in required else f" (or {code(place)} is missing)"
            clauses.append(self.test(inner, place) + absent)
        return clauses

    def contains_test(self, schema, path):
        subject = code(path) if path else "it"
        demands = self.words.demands(schema)
        if list(schema) == ["const"] and demands:
            return f"{subject} contains {demands[0].removeprefix('is ')}"
        return f"{self.test(schema, f'{path}[]')} in some entry"
