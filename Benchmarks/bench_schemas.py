"""Measures the schema engine side by side with other validators; run by scripts/bench schemas.

Usage: bench_schemas.py WORKER [--json FILE]

Every round runs a slice of each measurement, so that all meet the same machine. The figures are
the best of all rounds; the median beside it shows how quiet the machine was.
"""

import argparse
import json
import pathlib
import sys
import tempfile

import documents
from engines import (
    Rivals, Worker, WorkerError, compile_corvus, compile_fastjsonschema, compile_jsonschema_rs,
    empty_call, loop)
from measurement import Group, measure
from standard_schema import standard_schema, without_list_limits

SIZES = {"10kb": 10_000, "1mb": 1_000_000, "10mb": 10_000_000}
OURS = "ours"


def note(text):
    print(text, file=sys.stderr, flush=True)


class Bench:
    """What is measured, and the figures that come out."""

    def __init__(self, worker, folder):
        self.worker = worker
        self.folder = folder
        self.groups = []
        self.figures = []
        self.disagreements = 0

    def file(self, name, value):
        path = self.folder / name
        path.write_bytes(documents.compact(value))
        return path

    def group(self, *arguments, **options):
        self.groups.append(Group(*arguments, **options))
        return self.groups[-1]

    def figure(self, name, value, unit):
        self.figures.append({"name": name, "value": round(value, 4), "unit": unit})

    def agree(self, what, ours, rivals, data):
        """Says where another validator has another verdict than ours."""
        for name, theirs in rivals.verdicts(data).items():
            if theirs == bool(ours):
                continue
            why = " (it checks less: draft-07 only)" if name == "fastjsonschema" else ""
            self.disagreements += not why
            print(f"{what}: ours says {bool(ours)}, {name} says {theirs}{why}")

    def must_be(self, expected, answer, what):
        if answer != expected:
            raise WorkerError(f"{what}: the answer is {answer}, not {expected}")


class FormCase:
    """One form: verdict, all errors, compilation and rules on its typical sample."""

    def __init__(self, bench, form):
        self.bench, self.form = bench, form
        self.key = form.lower().replace("-", "")
        self.schema = standard_schema(form)
        self.schema_path = bench.file(f"{form}.schema.json", self.schema)
        self.rivals = Rivals(self.schema)
        self.document = documents.typical(form)
        self.path = bench.file(f"{form}.body.json", self.document["body"])
        self.data = self.path.read_bytes()

    def prepare(self):
        self.check_agreement()
        self.prepare_verdict()
        self.prepare_all_errors()
        self.prepare_compile()
        self.prepare_document()

    def check_agreement(self):
        count = 0
        for name, document in documents.samples(self.form):
            path = self.bench.file(f"{self.form}.{name}", document["body"])
            _, ours = self.bench.worker.prepare("verdict", self.schema_path, path)
            self.bench.agree(f"{self.form} {name}", ours, self.rivals, path.read_bytes())
            count += 1
        print(f"{self.form}: verdicts on {count} samples compared")

    def prepare_verdict(self):
        worker, bench = self.bench.worker, self.bench
        group = bench.group(
            f"{self.form}, body of {len(self.data)} bytes to verdict (us)", base=OURS)
        for key, label, operation, schema in (
            ("own", "ours, the form's own schema", "verdict", self.form),
            (OURS, "ours, standard keywords", "verdict", self.schema_path),
            ("parse", "ours, parse alone", "parse", "-"),
        ):
            run, answer = worker.prepare(operation, schema, self.path)
            bench.must_be(1, answer, f"{self.form} {key}")
            group.add(key, label, run)
        for key, label, run in self.rivals.measurements(self.data):
            group.add(key, label, run)
        self.verdict = group

    def prepare_all_errors(self):
        if self.form != "VIP-01":
            return
        worker, bench = self.bench.worker, self.bench
        path = bench.file("faulty.json", documents.with_mistakes(self.document["body"]))
        data = path.read_bytes()
        group = bench.group(f"{self.form}, {len(data)} bytes with six mistakes (us)", base=OURS)
        for key, label, operation, document, expected in (
            (OURS, "ours, all errors", "violations", path, 6),
            ("verdict", "ours, verdict alone", "verdict", path, 0),
            ("valid", "ours, all errors of the valid body", "violations", self.path, 0),
        ):
            run, answer = worker.prepare(operation, self.form, document)
            bench.must_be(expected, answer, f"{self.form} {label}")
            group.add(key, label, run)
        for key, label, run in self.rivals.all_errors(data):
            group.add(key, label + ", all errors", run)
        self.all_errors = group

    def prepare_compile(self):
        group = self.bench.group(f"{self.form}, schema to program (ms)", "ms", base=OURS)
        own, _ = self.bench.worker.prepare("compile", self.form)
        ours, _ = self.bench.worker.prepare("compile", self.schema_path)
        group.add("own", "ours, the form's own schema, bytes to program", own)
        group.add(OURS, "ours, standard keywords, bytes to program", ours)
        for key, label, function in (
            ("corvus", "corvus-json-schema-rs", compile_corvus),
            ("jsonschema_rs", "jsonschema-rs", compile_jsonschema_rs),
            ("fastjsonschema", "fastjsonschema", compile_fastjsonschema),
        ):
            group.add(key, label, loop(function, self.schema))
        self.compile = group

    def prepare_document(self):
        worker, bench = self.bench.worker, self.bench
        path = bench.file(f"{self.form}.document.json", self.document)
        size = path.stat().st_size
        _, self.rules = worker.prepare("rules", self.form)
        group = bench.group(f"{self.form}, whole document of {size} bytes (us)")
        for key, label, operation in (
            ("verdict", "ours, bytes to verdict with header and rules", "form-verdict"),
            ("check", "ours, without the parse", "form-check"),
            ("plain", "ours, without parse and rules", "form-check-without-rules"),
        ):
            run, answer = worker.prepare(operation, self.form, path)
            bench.must_be(1, answer, f"{self.form} {label}")
            group.add(key, label, run)
        self.whole = group

    def report(self):
        bench, key = self.bench, self.key
        value = self.verdict.value
        bench.figure(f"{key}_verdict_us", value("own"), "us")
        bench.figure(f"{key}_standard_us", value(OURS), "us")
        bench.figure(f"{key}_parse_us", value("parse"), "us")
        corvus = min(value("corvus_json"), value("corvus_parsed"))
        bench.figure(f"{key}_corvus_us", corvus, "us")
        for name in ("jsonschema_rs", "fastjsonschema", "orjson"):
            bench.figure(f"{key}_{name}_us", value(name), "us")
        bench.figure(f"{key}_vs_corvus_ratio", corvus / value(OURS), "ratio")
        for name in ("jsonschema_rs", "fastjsonschema"):
            bench.figure(f"{key}_vs_{name}_ratio", value(name) / value(OURS), "ratio")
        self.report_errors()
        bench.figure(f"{key}_compile_ms", self.compile.value("own"), "ms")
        for name in ("corvus", "jsonschema_rs", "fastjsonschema"):
            bench.figure(f"{key}_{name}_compile_ms", self.compile.value(name), "ms")
        bench.figure(f"{key}_document_us", self.whole.value("verdict"), "us")
        if self.rules:
            rules = self.whole.value("check") - self.whole.value("plain")
            bench.figure(f"{key}_rules_us", rules, "us")
        else:
            print(f"{self.form} has no rules, so there is no {key}_rules_us")

    def report_errors(self):
        if self.form != "VIP-01":
            return
        errors, valid = self.all_errors.value(OURS), self.verdict.value("own")
        bench = self.bench
        bench.figure("vip01_all_errors_us", errors, "us")
        bench.figure("vip01_all_errors_ratio", errors / valid, "ratio")
        bench.figure("vip01_all_errors_valid_us", self.all_errors.value("valid"), "us")
        bench.figure("vip01_faulty_verdict_us", self.all_errors.value("verdict"), "us")
        for name in ("corvus", "jsonschema_rs"):
            bench.figure(f"vip01_{name}_all_errors_us", self.all_errors.value(name), "us")


class SizeCases:
    """The VIP-01 body with ever longer lists: what one byte costs."""

    def __init__(self, bench):
        self.bench = bench
        self.groups = {}

    def prepare(self):
        schema = without_list_limits(standard_schema("VIP-01"))
        path = self.bench.file("large.schema.json", schema)
        rivals = Rivals(schema)
        body = documents.typical("VIP-01")["body"]
        for name, size in SIZES.items():
            document = self.bench.file(f"{name}.json", documents.enlarged(body, size))
            data = document.read_bytes()
            group = self.bench.group(
                f"VIP-01 with longer lists, {len(data)} bytes (ns per byte)", "ns/byte",
                per=len(data), base=OURS)
            for key, label, operation in (
                (OURS, "ours, standard keywords", "verdict"),
                ("parse", "ours, parse alone", "parse"),
            ):
                run, answer = self.bench.worker.prepare(operation, path, document)
                self.bench.must_be(1, answer, f"{name} {key}")
                group.add(key, label, run)
            self.bench.agree(name, 1, rivals, data)
            for key, label, run in rivals.measurements(data):
                group.add(key, label, run)
            self.groups[name] = group

    def report(self):
        for name, group in self.groups.items():
            unit = "ns/byte"
            self.bench.figure(f"bytes_{name}_ns_per_byte", group.value(OURS), unit)
            for key in ("corvus_json", "jsonschema_rs", "fastjsonschema", "orjson"):
                self.bench.figure(f"bytes_{name}_{key}_ns_per_byte", group.value(key), unit)
        growth = self.groups["10mb"].value(OURS) / self.groups["10kb"].value(OURS)
        self.bench.figure("bytes_10mb_vs_10kb_ratio", growth, "ratio")


def run(worker, folder):
    bench = Bench(worker, folder)
    cases = [FormCase(bench, form) for form in documents.TYPICAL] + [SizeCases(bench)]
    for case in cases:
        case.prepare()
    overhead = bench.group("what a call from Python costs (us)")
    overhead.add("call", "an empty call", empty_call())
    if not bench.disagreements:
        print("the validators agree on all other verdicts")

    measure(bench.groups, note)
    print()
    for group in bench.groups:
        print("\n".join(group.lines()), end="\n\n")
    for case in cases:
        case.report()
    bench.figure("python_call_us", overhead.value("call"), "us")
    for figure in bench.figures:
        print(f"{figure['name']:44} {figure['value']:12.4f} {figure['unit']}")
    return bench.figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("worker", help="the program of Sources/benchschemas")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE")
    arguments = parser.parse_args()
    worker = Worker(arguments.worker)
    try:
        with tempfile.TemporaryDirectory(prefix="bench-schemas-") as folder:
            figures = run(worker, pathlib.Path(folder))
    except WorkerError as error:
        sys.exit(f"bench: {error}")
    finally:
        worker.close()
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
