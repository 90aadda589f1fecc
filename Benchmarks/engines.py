"""The validators that are compared: ours in a process of its own, the others in this one.

Each measurement is a function that runs a number of iterations and gives the nanoseconds they
took, so that a driver can interleave them.
"""

import subprocess
import time
from itertools import repeat

import corvus_json_schema_rs
import fastjsonschema
import jsonschema_rs
import orjson

from standard_schema import for_draft_07


class WorkerError(Exception):
    """Our worker cannot do what it was asked."""


class Worker:
    """The Swift process that runs our engine; see Sources/benchschemas/main.swift."""

    def __init__(self, path):
        self.process = subprocess.Popen(
            [path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *fields):
        self.process.stdin.write("\t".join(map(str, fields)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().rstrip("\n").split("\t")
        if answer[0] != "ok":
            raise WorkerError(f"{' '.join(map(str, fields))}: {' '.join(answer[1:]) or 'no answer'}")
        return [int(field) for field in answer[1:]]

    def prepare(self, operation, schema="-", document="-"):
        """Gives the measurement and the operation's result."""
        number, answer = self.ask("prepare", operation, schema, document)
        return lambda iterations: self.ask("run", number, iterations)[0], answer

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)


def loop(function, argument):
    """A measurement of `function(argument)`."""

    def run(iterations):
        begin = time.perf_counter_ns()
        for _ in repeat(None, iterations):
            function(argument)
        return time.perf_counter_ns() - begin

    return run


def loop_parsed(function, data):
    """A measurement of parsing `data` with orjson and calling `function` with the result."""
    loads = orjson.loads

    def run(iterations):
        begin = time.perf_counter_ns()
        for _ in repeat(None, iterations):
            function(loads(data))
        return time.perf_counter_ns() - begin

    return run


def compile_corvus(schema):
    # Without the limit on the time of a match, which costs time itself.
    return corvus_json_schema_rs.compile(schema, assert_format=True, pattern_match_limit=None)


def compile_jsonschema_rs(schema):
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def compile_fastjsonschema(schema):
    return fastjsonschema.compile(for_draft_07(schema))


class Rivals:
    """The other validators, compiled for one schema."""

    def __init__(self, schema):
        self.corvus = compile_corvus(schema)
        self.jsonschema_rs = compile_jsonschema_rs(schema)
        self.fastjsonschema = compile_fastjsonschema(schema)

    def verdicts(self, data):
        """Each validator's verdict on the bytes, by name."""
        value = orjson.loads(data)
        try:
            self.fastjsonschema(value)
            fast = True
        except fastjsonschema.JsonSchemaValueException:
            fast = False
        return {
            "corvus": self.corvus.is_valid_json(data),
            "corvus on parsed values": self.corvus(value),
            "jsonschema-rs": self.jsonschema_rs.is_valid(value),
            "fastjsonschema": fast,
        }

    def measurements(self, data):
        """The ways from bytes to verdict, by key and label."""
        return [
            ("corvus_json", "corvus-json-schema-rs on bytes",
             loop(self.corvus.is_valid_json, data)),
            ("corvus_parsed", "orjson + corvus-json-schema-rs", loop_parsed(self.corvus, data)),
            ("jsonschema_rs", "orjson + jsonschema-rs",
             loop_parsed(self.jsonschema_rs.is_valid, data)),
            ("fastjsonschema", "orjson + fastjsonschema", loop_parsed(self.fastjsonschema, data)),
            ("orjson", "orjson alone", loop(orjson.loads, data)),
        ]

    def all_errors(self, data):
        """The ways from bytes to the list of all errors."""

        def list_jsonschema_rs(value):
            return list(self.jsonschema_rs.iter_errors(value))

        def list_corvus(value):
            collector = corvus_json_schema_rs.JsonSchemaResultsCollector(
                corvus_json_schema_rs.ResultsLevel.DETAILED)
            self.corvus.evaluate(value, collector)
            return collector.results

        return [
            ("corvus", "orjson + corvus-json-schema-rs", loop_parsed(list_corvus, data)),
            ("jsonschema_rs", "orjson + jsonschema-rs", loop_parsed(list_jsonschema_rs, data)),
        ]


def empty_call():
    """What a call from Python costs: the shortest text against the schema `true`."""
    return loop(corvus_json_schema_rs.compile(True).is_valid_json, b"1")
