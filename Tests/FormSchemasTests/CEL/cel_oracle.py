"""Expressions made at random, with what cel-expr-python (the C++ runtime) makes of them.

    cel_oracle.py SEED COUNT

Writes a line of JSON with the document that `self` stands for, then one for each expression:
{"expression", "outcome": "value" | "error" | "refused", "value" | "reason"}. A value is written as
[type, content] so that nothing depends on how a language prints numbers.
"""

import datetime
import json
import os
import random
import struct
import sys

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_strings

DOCUMENT = {
    "n": 3, "zero": 0, "minus": -17, "max": 9223372036854775807, "half": 2.5, "tiny": 1.5e-9,
    "name": "Ünal \U0001f600 x", "empty": "", "code": "BE-123", "yes": True, "no": False,
    "nothing": None, "start": "2026-03-29T00:59:59Z", "end": "2026-10-25T03:30:00+02:00",
    "numbers": [3, 1, 2, 3], "words": ["b", "a", "", "ü"], "mixed": [1, "a", 2.5, None, True],
    "none": [], "legs": [
        {"from": "BE", "to": "NL", "seq": 1, "at": "2026-01-01T10:00:00Z"},
        {"from": "NL", "to": "DE", "seq": 2, "at": "2026-01-01T12:30:00+01:00", "note": "x"},
        {"from": "DE", "to": "DE", "seq": 2},
    ],
    "deep": {"a": {"b": {"c": [10, 20]}, "list": [[1], [2, 3]]}, "key with space": 1},
}

INTS = ["0", "1", "-1", "2", "7", "42", "-3", "9223372036854775807", "-9223372036854775808", "0x1F",
        "1000000", "self.n", "self.zero", "self.minus", "self.max", "self.legs[1].seq"]
UINTS = ["0u", "1u", "3u", "18446744073709551615u", "0xFFu", "100u"]
DOUBLES = ["0.5", "1.0", "-2.25", "1e3", "3.14159", "1e300", "-0.1", ".125", "1.0e-3", "self.half",
           "self.tiny", "123456.75", "1234567.0"]
STRINGS = ["''", "'a'", "\"b\"", "'abc'", "'Straße'", "r'\\d'", "'a,b,c'", "'\\u00e9x'", "'\\n'",
           "'''it's'''", "'\U0001f600'", "' pad '", "'12'", "'-5'", "'2.5'", "'true'", "self.name",
           "self.empty", "self.code", "self.legs[0].from", "self.words[1]", "'aXbXc'", "'é'"]
BYTES = ["b''", "b'abc'", "b'\\xff\\x00'", "b'\\303\\251'", "b'é'"]
BOOLS = ["true", "false", "self.yes", "self.no"]
TIMES = ["timestamp('2026-01-01T00:00:00Z')", "timestamp('2026-03-29T01:00:00Z')",
         "timestamp('2024-02-29T23:59:59.125+02:00')", "timestamp(self.start)", "timestamp(self.end)",
         "timestamp('1999-12-31T23:59:59Z')", "timestamp(86400)", "timestamp(self.legs[1].at)",
         "timestamp('1970-01-01T00:00:00-11:30')", "timestamp('1985-07-01T12:00:00Z')"]
SPANS = ["duration('1h')", "duration('90m')", "duration('-1.5s')", "duration('250ms')",
         "duration('36h15m')", "duration('0')", "duration('-26h')"]
ZONES = ["'UTC'", "'Europe/Brussels'", "'Europe/Amsterdam'", "'Europe/Luxembourg'",
         "'Europe/Berlin'", "'Europe/Paris'", "'+01:00'", "'-02:30'", "'05:45'"]
PATTERNS = ["'b'", "'^a'", "'[a-c]+$'", "'a.c'", "'^(ab|B)[A-Z]?-?[0-9]*$'", "'x{2,}'", "'^$'",
            "'\\\\d+'", "'(?:a|é)b?'"]
FIELDS = ["n", "name", "legs", "deep", "none", "half", "yes", "nothing", "missing", "words"]
COMPARISONS = ["==", "!=", "<", "<=", ">", ">="]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.variables = []

    def pick(self, options):
        return self.random.choice(options)

    def chance(self, share):
        return self.random.random() < share

    def make(self, kind, depth):
        """An expression of a kind; now and then of another, or hidden behind dyn()."""
        if self.chance(0.02):
            kind = self.pick(["int", "uint", "double", "string", "bool", "bytes", "timestamp",
                              "duration", "list", "null", "dyn"])
        if self.chance(0.04):
            return f"dyn({self.make(kind, depth)})"
        bound = [name for name, known in self.variables if known == kind]
        if bound and self.chance(0.5):
            return self.pick(bound)
        if kind not in ("null", "dyn") and depth > 0 and self.chance(0.06):
            return (f"({self.make('bool', depth - 1)} ? {self.make(kind, depth - 1)} : "
                    f"{self.make(kind, depth - 1)})")
        if kind not in ("null", "dyn") and depth > 0 and self.chance(0.04):
            return self.bind(kind, depth)
        return getattr(self, "make_" + kind)(depth)

    def bind(self, kind, depth):
        name = f"v{len(self.variables)}"
        other = self.pick(["int", "string", "bool"])
        value = self.make(other, depth - 1)
        self.variables.append((name, other))
        body = self.make(kind, depth - 1)
        self.variables.pop()
        return f"cel.bind({name}, {value}, {body})"

    def make_null(self, depth):
        return "null"

    def make_dyn(self, depth):
        field = self.pick(FIELDS)
        return self.pick([
            f"self.{field}", f"self['{field}']", "self.mixed[%d]" % self.random.randrange(6),
            "self.deep.a", "self.deep['key with space']", "self.deep.a.b.c[1]", "self.legs[0].note",
            "self.legs[2].at", "self.nothing.x", "self.words[7]", f"self.legs[0].{field}"])

    def make_int(self, depth):
        if depth <= 0 or self.chance(0.2):
            return self.pick(INTS)
        make = lambda kind: self.make(kind, depth - 1)
        return self.pick([
            lambda: f"({make('int')} {self.pick('+-*/%')} {make('int')})",
            lambda: f"({make('int')} {self.pick('+-*/%')} {make('int')})",
            lambda: f"-{make('int')}", lambda: f"size({make('string')})",
            lambda: f"{make('list')}.size()", lambda: f"size({make('bytes')})",
            lambda: f"{make('string')}.indexOf({make('string')})",
            lambda: f"{make('string')}.indexOf({make('string')}, {self.small()})",
            lambda: f"{make('string')}.lastIndexOf({make('string')})",
            lambda: f"{make('string')}.lastIndexOf({make('string')}, {self.small()})",
            lambda: f"int({make(self.pick(['int', 'uint', 'double', 'string', 'timestamp']))})",
            lambda: self.field_of_time(depth), lambda: self.field_of_time(depth),
            lambda: f"[{make('int')}, {make('int')}, {make('int')}][{self.small()}]",
            lambda: f"{{'a': {make('int')}, 'b': 2}}[{self.pick(STRINGS)}]",
            lambda: f"{{1: {make('int')}, 2: 5}}[{self.small()}]",
        ])()

    def small(self):
        return str(self.random.randrange(-1, 5))

    def field_of_time(self, depth):
        if self.chance(0.25):
            name = self.pick(["getHours", "getMinutes", "getSeconds", "getMilliseconds"])
            return f"{self.make('duration', depth - 1)}.{name}()"
        name = self.pick(["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek",
                          "getDayOfYear", "getHours", "getMinutes", "getSeconds",
                          "getMilliseconds"])
        zone = self.pick(ZONES) if self.chance(0.6) else ""
        return f"{self.make('timestamp', depth - 1)}.{name}({zone})"

    def make_uint(self, depth):
        if depth <= 0 or self.chance(0.3):
            return self.pick(UINTS)
        make = lambda kind: self.make(kind, depth - 1)
        return self.pick([
            lambda: f"({make('uint')} {self.pick('+-*/%')} {make('uint')})",
            lambda: f"uint({make(self.pick(['int', 'uint', 'double', 'string']))})"])()

    def make_double(self, depth):
        if depth <= 0 or self.chance(0.3):
            return self.pick(DOUBLES)
        make = lambda kind: self.make(kind, depth - 1)
        return self.pick([
            lambda: f"({make('double')} {self.pick('+-*/')} {make('double')})",
            lambda: f"-{make('double')}",
            lambda: f"double({make(self.pick(['int', 'uint', 'double', 'string']))})"])()

    def make_string(self, depth):
        if depth <= 0 or self.chance(0.25):
            return self.pick(STRINGS)
        make = lambda kind: self.make(kind, depth - 1)
        kinds = ["int", "uint", "double", "bool", "string", "bytes", "timestamp", "duration"]
        return self.pick([
            lambda: f"({make('string')} + {make('string')})",
            lambda: f"{make('string')}.charAt({self.small()})",
            lambda: f"{make('string')}.substring({self.small()})",
            lambda: f"{make('string')}.substring({self.small()}, {self.small()})",
            lambda: f"{make('string')}.replace({make('string')}, {make('string')})",
            lambda: f"{make('string')}.replace({make('string')}, {make('string')}, {self.small()})",
            lambda: f"{make('string')}.{self.pick(['lowerAscii', 'upperAscii', 'trim', 'reverse'])}()",
            lambda: f"[{make('string')}, {make('string')}].join({make('string')})",
            lambda: f"{make('string')}.split({make('string')}).join('|')",
            lambda: f"string({make(self.pick(kinds))})"])()

    def make_bytes(self, depth):
        if depth <= 0 or self.chance(0.4):
            return self.pick(BYTES)
        make = lambda kind: self.make(kind, depth - 1)
        return self.pick([
            lambda: f"({make('bytes')} + {make('bytes')})",
            lambda: f"bytes({make(self.pick(['string', 'bytes']))})"])()

    def make_timestamp(self, depth):
        if self.chance(0.3):
            return f"timestamp({self.random.randrange(315_532_800, 2_600_000_000)})"
        if depth <= 0 or self.chance(0.5):
            return self.pick(TIMES)
        return (f"({self.make('timestamp', depth - 1)} {self.pick('+-')} "
                f"{self.make('duration', depth - 1)})")

    def make_duration(self, depth):
        if depth <= 0 or self.chance(0.5):
            return self.pick(SPANS)
        if self.chance(0.5):
            return (f"({self.make('timestamp', depth - 1)} - "
                    f"{self.make('timestamp', depth - 1)})")
        return (f"({self.make('duration', depth - 1)} {self.pick('+-')} "
                f"{self.make('duration', depth - 1)})")

    def make_list(self, depth):
        """A list of whole numbers, as most functions of lists are the same for all."""
        if depth <= 0 or self.chance(0.2):
            return self.pick(["[]", "[1, 2, 3]", "self.numbers", "self.none", "[3]"])
        make = lambda kind: self.make(kind, depth - 1)
        count = self.random.randrange(4)
        return self.pick([
            lambda: "[" + ", ".join(make("int") for _ in range(count)) + "]",
            lambda: f"({make('list')} + {make('list')})",
            lambda: self.loop("filter", make("list"), "int", "bool", depth),
            lambda: self.loop("map", make("list"), "int", "int", depth),
            lambda: f"{make('string')}.split('').map(c, size(c))"])()

    def loop(self, macro, range_, element, body, depth):
        name = f"x{len(self.variables)}"
        self.variables.append((name, element))
        first = self.make(body, depth - 1)
        if macro == "map" and self.chance(0.3):
            first = f"{self.make('bool', depth - 1)}, {first}"
        self.variables.pop()
        return f"{range_}.{macro}({name}, {first})"

    def legs(self, depth):
        macro = self.pick(["all", "exists", "exists_one"])
        test = self.pick([
            "l.from == l.to", "has(l.note)", "l.seq < 2", "timestamp(l.at) < timestamp(self.end)",
            "l.from in ['BE', 'NL']", "l.note == 'x'", "has(l.at) && timestamp(l.at).getHours() > 10",
            "self.legs.exists(k, k.from == l.to)", "l.all(f, size(f) > 1)", "l.seq",
            "self.legs.exists_one(k, k.seq == l.seq)", "!has(l.at) || l.at.startsWith('2026')"])
        return f"self.legs.{macro}(l, {test})"

    def make_bool(self, depth):
        if depth <= 0 or self.chance(0.1):
            return self.pick(BOOLS)
        make = lambda kind: self.make(kind, depth - 1)
        kinds = ["int", "int", "string", "double", "uint", "bytes", "bool", "timestamp", "duration"]
        kind = self.pick(kinds)
        return self.pick([
            lambda: f"({make(kind)} {self.pick(COMPARISONS)} {make(kind)})",
            lambda: f"({make(kind)} {self.pick(COMPARISONS)} {make(kind)})",
            lambda: f"({make('bool')} && {make('bool')})", lambda: f"({make('bool')} || {make('bool')})",
            lambda: f"!{make('bool')}", lambda: f"({make('int')} in {make('list')})",
            lambda: f"({make('string')} in ['a', {make('string')}])",
            lambda: f"({make('string')} in {{'a': 1, 'abc': 2}})", lambda: f"({make('string')} in self)",
            lambda: f"{make('string')}.{self.pick(['contains', 'startsWith', 'endsWith'])}({make('string')})",
            lambda: f"{make('string')}.matches({self.pick(PATTERNS)})",
            lambda: self.loop(self.pick(["all", "exists", "exists_one"]), make("list"), "int", "bool", depth),
            lambda: self.legs(depth), lambda: self.legs(depth),
            lambda: f"has(self.{self.pick(FIELDS)})",
            lambda: f"has(self.{self.pick(FIELDS)}.{self.pick(FIELDS + ['a', 'b'])})",
            lambda: f"(dyn({make(kind)}) {self.pick(COMPARISONS)} dyn({make(self.pick(kinds))}))",
            lambda: f"({make('dyn')} {self.pick(COMPARISONS)} {make('dyn')})",
            lambda: f"({make('dyn')} {self.pick(['==', '!='])} {make(kind)})",
            lambda: f"({make('list')} == {make('list')})",
            lambda: f"(type({make(kind)}) == {self.pick(['int', 'string', 'double', 'list', 'bool'])})",
            lambda: f"bool({make('string')})"])()


def canonical(value):
    """A value as [type, content]."""
    kind = str(value.type()).split("<")[0].lower()
    content = value.value()
    if kind == "null":
        return ["null_type", ""]
    if kind == "bool":
        return ["bool", "true" if content else "false"]
    if kind in ("int", "uint"):
        return [kind, str(content)]
    if kind == "double":
        bits = struct.unpack(">Q", struct.pack(">d", content))[0]
        return ["double", "nan" if content != content else str(bits)]
    if kind == "string":
        return ["string", content]
    if kind == "bytes":
        return ["bytes", bytes(content).hex()]
    if kind == "list":
        return ["list", [canonical(element) for element in content]]
    if kind == "map":
        return ["map", sorted([[str(key), canonical(entry)] for key, entry in content.items()])]
    if kind == "timestamp":
        elapsed = content - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        return ["timestamp", str(elapsed // datetime.timedelta(microseconds=1))]
    if kind == "duration":
        return ["duration", str(content // datetime.timedelta(microseconds=1))]
    return [kind, ""]


def judge(environment, expression):
    try:
        program = environment.compile(expression)
    except Exception as error:  # noqa: BLE001, the binding raises its own and general errors
        return {"outcome": "refused", "reason": str(error).splitlines()[0]}
    try:
        result = program.eval(data={"self": DOCUMENT})
    except Exception as error:  # noqa: BLE001
        return {"outcome": "error", "reason": str(error)}
    if str(result.type()) == "ERROR":
        return {"outcome": "error", "reason": str(result.value())}
    return {"outcome": "value", "value": canonical(result)}


# The binding gives a reference to None away with each null; these are for it to take.
SPARE = [None] * 1_000_000


def main():
    generator = Generator(int(sys.argv[1]))
    environment = cel.NewEnv(
        variables={"self": cel.Type.DYN},
        extensions=[ext_strings.ExtStrings(), ext_bindings.ExtBindings()])
    print(json.dumps({"document": DOCUMENT}))
    kinds = ["bool"] * 6 + ["int", "uint", "double", "string", "list", "timestamp", "duration", "bytes"]
    for number in range(int(sys.argv[2])):
        expression = generator.make(kinds[number % len(kinds)], generator.random.randrange(1, 5))
        if len(expression) < 2_000:
            print(json.dumps({"expression": expression, **judge(environment, expression)}))


main()
sys.stdout.flush()
# Leaving in the usual way would give SPARE back, which is no longer there to be given.
os._exit(0)
