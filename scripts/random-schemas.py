#!/usr/bin/env python3
"""Writes random schemas with instances and the verdicts of python-jsonschema.

Usage: random-schemas.py SEED COUNT

One line per schema: {"schema": TEXT, "cases": [[TEXT, VERDICT], ...]}. Schemas and instances are
JSON texts within JSON strings, so that `1`, `1.0` and `1e0` stay what they are. Names, texts and
numbers come from small sets, so that they meet. Every schema can be compiled: references lead
somewhere, and none leads back to its own value.
"""

import json
import random
import sys
from decimal import Decimal, getcontext

from jsonschema import Draft202012Validator, validators

CASES = 8
NAMES = ["a", "b", "c", "aa", "ab", "é", "x-y", "0", ""]
TEXTS = ["", "a", "b", "ab", "aaa", "é", "e\u0301", "😀", "😀😀", "1", "a b", "A", "abc"]
NUMBERS = [
    "0", "1", "-1", "1.0", "1e0", "2", "3", "1.5", "0.1", "0.3", "100", "1e2", "-0.0", "1e-7",
    "12345678901234567890", "12345678901234567890.0", "9007199254740993", "9007199254740992",
    "9223372036854775807", "9223372036854775808", "4.35", "2.5E1", "0.30000000000000004", "1e30",
]
DIVISORS = ["1", "2", "0.1", "0.01", "3", "1.5", "1e-7", "1e2", "1.0"]
# What Python's `re` and ECMA-262 read alike.
PATTERNS = ["^a", "a$", "^a*$", "b", "^[a-c]+$", "^.$", "^.{2}$", "a|b", "[^a]", "^$", "\\d"]
TYPES = ["null", "boolean", "object", "array", "number", "string", "integer"]
COUNTS = ["0", "1", "1", "2", "2", "3", "2.0"]


class Number(str):
    """A number as it is to be written."""


def text_of(value):
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(text_of, value)) + "]"
    if isinstance(value, dict):
        members = (json.dumps(name) + ":" + text_of(member) for name, member in value.items())
        return "{" + ",".join(members) + "}"
    return json.dumps(value, ensure_ascii=False)


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def some(self, values, *counts):
        return self.random.sample(values, self.random.choice(counts))

    def chance(self, share):
        return self.random.random() < share

    # Instances

    def number(self):
        return Number(self.random.choice(NUMBERS))

    def instance(self, depth=0):
        kind = self.random.random() * (0.7 if depth > 2 else 1)
        if kind < 0.12:
            return self.random.choice([None, True, False])
        if kind < 0.4:
            return self.number()
        if kind < 0.7:
            return self.random.choice(TEXTS)
        if kind < 0.85:
            count = self.random.choice([0, 1, 2, 2, 3, 4, 10])
            return [self.instance(depth + 1) for _ in range(count)]
        return {name: self.instance(depth + 1) for name in self.some(NAMES, 0, 1, 2, 3, 5)}

    def instance_for(self, schema, depth=0):
        """An instance that has the names and values of the schema."""
        if not isinstance(schema, dict) or depth > 4 or self.chance(0.2):
            return self.instance(depth)
        if "const" in schema and self.chance(0.7):
            return schema["const"]
        if "enum" in schema and self.chance(0.7):
            return self.random.choice(schema["enum"])
        for name in ("allOf", "anyOf", "oneOf"):
            if name in schema and self.chance(0.4):
                return self.instance_for(self.random.choice(schema[name]), depth)
        if schema.keys() & {"properties", "required", "dependentSchemas", "patternProperties"}:
            return self.object_for(schema, depth)
        if "if" in schema and self.chance(0.7):
            return self.instance_for(schema["if"], depth)
        if schema.keys() & {"items", "prefixItems", "contains", "uniqueItems"}:
            return self.array_for(schema, depth)
        if schema.keys() & {"minimum", "maximum", "multipleOf"}:
            return self.number()
        return self.instance(depth)

    def object_for(self, schema, depth):
        members = {
            name: self.instance_for(child, depth + 1)
            for name, child in schema.get("properties", {}).items() if self.chance(0.7)}
        for name in [*schema.get("required", []), *schema.get("dependentSchemas", {})]:
            if self.chance(0.8):
                members.setdefault(name, self.instance(depth + 1))
        rest = schema.get("additionalProperties", schema.get("unevaluatedProperties"))
        for name in self.some(NAMES, 0, 0, 1, 2):
            members.setdefault(name, self.instance_for(rest, depth + 1))
        return members

    def array_for(self, schema, depth):
        elements = [self.instance_for(child, depth + 1) for child in schema.get("prefixItems", [])]
        for _ in range(self.random.choice([0, 1, 2, 3])):
            kind = self.random.choice(["items", "contains", "unevaluatedItems"])
            elements.append(self.instance_for(schema.get(kind), depth + 1))
        if elements and self.chance(0.2):
            elements.append(self.random.choice(elements))
        return elements

    # Schemas

    def root(self):
        """A schema with definitions; some are resources of their own."""
        self.first = 0
        count = self.random.choice([0, 1, 2, 3])
        self.definitions = [f"d{number}" for number in range(count)]
        self.resources = {name for name in self.definitions if self.chance(0.25)}
        self.anchors = {name for name in self.definitions if self.chance(0.3)}
        schema = {"$id": "http://example.org/root", "$dynamicAnchor": "node"}
        schema.update(self.keywords(0, count_max=4))
        schema["$defs"] = {}
        for number, name in enumerate(self.definitions):
            # Only later definitions for the same value, so that nothing goes round.
            self.first = number + 1
            child = self.keywords(1, count_max=3)
            if name in self.resources:
                child.update({"$id": name, "$dynamicAnchor": "node"})
            elif name in self.anchors:
                child["$anchor"] = name
            schema["$defs"][name] = child
        return schema

    def reference(self, inward):
        """A reference; one that goes into the value may lead anywhere."""
        names = self.definitions if inward else self.definitions[self.first:]
        targets = ["root"] if inward else []
        for name in names:
            if name in self.resources:
                targets.append(name)
            else:
                targets += [f"root#/$defs/{name}"] + [f"root#{name}"] * (name in self.anchors)
        return self.random.choice(targets) if targets else None

    def schema(self, depth, inward):
        if self.chance(0.08):
            return self.chance(0.6)
        if self.chance(0.15) and (reference := self.reference(inward)):
            return {"$ref": reference}
        if inward and self.chance(0.04):
            return {"$dynamicRef": "#node"}
        outer, self.first = self.first, (0 if inward else self.first)
        # What stands inside a value has gone inward already, whatever refers to it.
        schema = self.keywords(depth, count_max=3 if depth < 3 else 1)
        self.first = outer
        return schema

    def keywords(self, depth, count_max):
        schema = {}
        for _ in range(self.random.randint(1, count_max)):
            if depth > 3 or self.chance(0.4):
                self.add_assertion(schema)
            else:
                self.add_applicator(schema, depth)
        return schema

    def add_assertion(self, schema):
        choose = self.random.choice
        name, value = choose([
            lambda: ("type", choose(TYPES) if self.chance(0.6) else self.some(TYPES, 1, 2, 3)),
            lambda: ("enum", [self.instance(2) for _ in range(choose([1, 2, 3, 12]))]),
            lambda: ("const", self.instance(1)),
            lambda: (choose(["minLength", "maxLength"]), Number(choose(COUNTS))),
            lambda: (choose(["minItems", "maxItems"]), Number(choose(COUNTS))),
            lambda: (choose(["minProperties", "maxProperties"]), Number(choose(COUNTS))),
            lambda: ("pattern", choose(PATTERNS)),
            lambda: (choose(["minimum", "exclusiveMinimum"]), self.number()),
            lambda: (choose(["maximum", "exclusiveMaximum"]), self.number()),
            lambda: ("multipleOf", Number(choose(DIVISORS))),
            lambda: ("uniqueItems", self.chance(0.85)),
            lambda: ("required", self.some(NAMES, 0, 1, 1, 2)),
            lambda: ("dependentRequired", {choose(NAMES): self.some(NAMES, 0, 1, 2)}),
        ])()
        schema[name] = value

    def add_applicator(self, schema, depth):
        def inward():
            return self.schema(depth + 1, inward=True)

        def same():
            return self.schema(depth + 1, inward=False)

        kind = self.random.choice([
            "properties", "properties", "patternProperties", "additionalProperties", "contains",
            "propertyNames", "dependentSchemas", "items", "prefixItems", "allOf", "anyOf", "oneOf",
            "not", "if", "conditions", "unevaluatedProperties", "unevaluatedItems"])
        if kind == "properties":
            schema[kind] = {name: inward() for name in self.some(NAMES, 1, 2, 3)}
        elif kind == "patternProperties":
            schema[kind] = {pattern: inward() for pattern in self.some(PATTERNS, 1, 2)}
        elif kind == "dependentSchemas":
            schema[kind] = {name: same() for name in self.some(NAMES, 1, 2)}
        elif kind in ("allOf", "anyOf", "oneOf"):
            schema[kind] = [same() for _ in range(self.random.choice([1, 2, 3, 5]))]
        elif kind == "prefixItems":
            schema[kind] = [inward() for _ in range(self.random.choice([1, 2, 3]))]
        elif kind == "not":
            schema[kind] = same()
        elif kind == "if":
            schema.update({"if": same(), "then": same(), "else": same()})
        elif kind == "conditions":
            member = self.random.choice(NAMES)
            schema["allOf"] = [
                self.condition(member, same) for _ in range(self.random.choice([1, 2, 4]))]
        elif kind == "contains":
            schema[kind] = inward()
            for name in self.some(["minContains", "maxContains"], 0, 1, 2):
                schema[name] = self.random.choice([0, 1, 2])
        elif kind.startswith("unevaluated") and self.chance(0.6):
            schema[kind] = False
        else:
            schema[kind] = inward()

    def condition(self, member, same, links=0):
        """`if` a member is one of some texts, `then` …; `else` perhaps the next of that kind."""
        texts = self.some(TEXTS, 1, 2, 3)
        test = {"properties": {member: {"enum": texts} if self.chance(0.5) else {"const": texts[0]}}}
        if self.chance(0.7):
            test["required"] = [member]
        condition = {"if": test, "then": same()}
        if links < 3 and self.chance(0.5):
            condition["else"] = self.condition(member, same, links + 1)
        elif self.chance(0.3):
            condition["else"] = same()
        return condition


def is_number(_, value):
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def is_integer(checker, value):
    return is_number(checker, value) and value == int(value)


# Numbers are exact: integers and decimals, never binary floating point.
CHECKER = Draft202012Validator.TYPE_CHECKER.redefine_many(
    {"number": is_number, "integer": is_integer})
Oracle = validators.extend(Draft202012Validator, type_checker=CHECKER)


def exact(text):
    return json.loads(text, parse_float=Decimal)


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    getcontext().prec = 100
    generator = Generator(seed)
    for _ in range(count):
        schema = generator.root()
        text = text_of(schema)
        oracle = Oracle(exact(text))
        cases = []
        for _ in range(CASES):
            instance = text_of(generator.instance_for(schema))
            cases.append([instance, oracle.is_valid(exact(instance))])
        print(json.dumps({"schema": text, "cases": cases}))


if __name__ == "__main__":
    main()
