"""Derives from a form's schema one that any validator of JSON Schema 2020-12 understands.

The documents it refers to become `$defs` of one self-contained schema; `codeList` becomes `enum`;
the exchange's other keywords (docs/schema-keywords.md) and all annotations are left out.
"""

import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "catalogue"

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# How the value of a standard keyword contains further schemas.
SCHEMA = {
    "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then",
    "unevaluatedItems", "unevaluatedProperties",
}
SCHEMA_LIST = {"allOf", "anyOf", "oneOf", "prefixItems"}
SCHEMA_MAP = {"$defs", "dependentSchemas", "patternProperties", "properties"}
VALUE = {
    "const", "dependentRequired", "enum", "exclusiveMaximum", "exclusiveMinimum", "format",
    "maxContains", "maxItems", "maxLength", "maxProperties", "maximum", "minContains", "minItems",
    "minLength", "minProperties", "minimum", "multipleOf", "pattern", "required", "type",
    "uniqueItems",
}


class Derivation:
    """Collects what one schema refers to."""

    def __init__(self):
        self.resources = {}
        for path in sorted(CATALOGUE.glob("*/*/schema.json")):
            schema = json.loads(path.read_bytes())
            self.resources[schema["$id"]] = schema
        self.definitions = {}

    def standard(self, path):
        schema = json.loads(path.read_bytes())
        self.resources[schema["$id"]] = schema
        root = self.convert(schema, schema["$id"])
        return {"$schema": DIALECT, **root, "$defs": self.definitions}

    def convert(self, schema, base):
        if isinstance(schema, bool):
            return schema
        # What fails there is a warning, and the document stays valid.
        if schema.get("severity") == "warning":
            return True
        result = {}
        for name, value in schema.items():
            if name == "$ref":
                result[name] = self.reference(value, base)
            elif name == "codeList":
                result["enum"] = codes(value)
            elif name in VALUE:
                result[name] = value
            elif name in SCHEMA:
                result[name] = self.convert(value, base)
            elif name in SCHEMA_LIST:
                result[name] = [self.convert(element, base) for element in value]
            elif name in SCHEMA_MAP and name != "$defs":
                result[name] = {key: self.convert(child, base) for key, child in value.items()}
        if "codeList" in schema and schema.get("type") != "string":
            # A code list says nothing about other values than strings.
            listed = result.pop("enum")
            result.setdefault("allOf", []).append(
                {"if": {"type": "string"}, "then": {"enum": listed}})
        return result

    def reference(self, reference, base):
        """Takes the definition over and gives its new reference."""
        uri, _, fragment = reference.partition("#")
        uri = uri or base
        steps = fragment.split("/")
        if uri not in self.resources or steps[:2] != ["", "$defs"] or len(steps) != 3:
            raise ValueError(f"{reference} in {base}: only #/$defs/NAME can be taken over")
        name = f"{uri.rsplit(':', 2)[1]}_{steps[2]}"
        if name not in self.definitions:
            self.definitions[name] = {}  # A definition may refer to itself.
            self.definitions[name] = self.convert(self.resources[uri]["$defs"][steps[2]], uri)
        return f"#/$defs/{name}"


def codes(name):
    listed = json.loads((CATALOGUE / "codes" / f"{name}.json").read_bytes())
    return [entry["code"] for entry in listed["codes"]]


def standard_schema(form):
    """The body of the newest version of a form, in standard keywords alone."""
    paths = (CATALOGUE / "forms" / form).glob("*/schema.json")
    newest = max(paths, key=lambda path: [int(part) for part in path.parent.name.split(".")])
    return Derivation().standard(newest)


def without_list_limits(schema):
    """The same schema with lists of any length, for documents that are made larger."""
    if isinstance(schema, dict):
        return {key: without_list_limits(value) for key, value in schema.items()
                if not (key == "maxItems" and isinstance(value, int))}
    if isinstance(schema, list):
        return [without_list_limits(value) for value in schema]
    return schema


def for_draft_07(schema):
    """What a validator of draft-07 can understand of it; it then checks less than the others.

    `unevaluated…` and `minContains` have no equal there, and `$ref` hides its neighbours.
    """
    if isinstance(schema, list):
        return [for_draft_07(value) for value in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: for_draft_07(value) for key, value in schema.items()}
    if "$schema" in result:
        result["$schema"] = "http://json-schema.org/draft-07/schema#"
    if isinstance(result.get("unevaluatedProperties"), (bool, dict)):
        del result["unevaluatedProperties"]
    if isinstance(result.get("dependentRequired"), dict):
        result["dependencies"] = result.pop("dependentRequired")
    if isinstance(result.get("$ref"), str) and len(result) > 1:
        reference = {"$ref": result.pop("$ref")}
        result["allOf"] = [reference] + result.get("allOf", [])
    return result
