"""What a schema says of one value, in words."""

import json

from .markdown import anchor, code, listed

# docs/schema-keywords.md, "Keywords".
CLASSES = [
    ("none", "none"),
    ("contact", "official or service contact"),
    ("identity", "ordinary identity"),
    ("national number", "national identifier"),
    ("special", "special category"),
    ("offences", "offences and suspicion"),
    ("operational", "operationally sensitive"),
    ("vulnerable", "victim, minor, witness or source"),
]
TYPES = {
    "string": "text", "integer": "whole number", "boolean": "true or false", "array": "list",
}


def is_never(schema):
    """Whether no value fits."""
    return schema is False or schema == {"not": {}}


def literal(value):
    """A value as JSON writes it; texts without their quotation marks."""
    return code(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def span(low, high, unit=""):
    """Bounds in words, such as "1 to 5 characters"; empty if there are none."""
    if low is None and high is None:
        return ""
    if low == high:
        words = f"{low}"
    elif high is None:
        words = f"at least {low}"
    elif low is None:
        words = f"at most {high}"
    else:
        words = f"{low} to {high}"
    plural = "" if not unit or (low if high is None else high) == 1 else "s"
    return f"{words} {unit}{plural}".rstrip()


def number_bounds(schema):
    words = [
        span(schema.get("minimum"), schema.get("maximum")),
        f"above {schema['exclusiveMinimum']}" if "exclusiveMinimum" in schema else "",
        f"below {schema['exclusiveMaximum']}" if "exclusiveMaximum" in schema else "",
        f"a multiple of {schema['multipleOf']}" if "multipleOf" in schema else "",
    ]
    return [word for word in words if word]


def pattern_of(schema):
    pattern = schema.get("pattern")
    if pattern is None:
        return []
    return ["not blank"] if pattern == "\\S" else [f"pattern {code(pattern)}"]


def identifier_of(value):
    """The identifier that a value must be, and what a failed check is."""
    if isinstance(value, str):
        return f"identifier {code(value)}"
    check = "" if value.get("check", "error") == "error" else ", check digits only warn"
    return f"identifier {code(value['type'])}{check}"


class Words:
    """The words of one page: it links definitions, parts and code lists, and notes the lists.

    A page has its own for each schema in it, since `#/$defs/NAME` is another definition there;
    `suffix` tells the headings of several versions apart.
    """

    def __init__(self, catalogue, page, schema, suffix="", lists=None):
        self.catalogue = catalogue
        self.page = page
        self.schema = schema
        self.suffix = suffix
        self.lists = {} if lists is None else lists

    # Headings, and links to them.

    def definition_heading(self, name):
        if self.page in self.catalogue.shared:
            return code(name)
        return f"Definition {code(name)}{self.suffix}"

    def part_heading(self, kind):
        return f"Part {code(kind)}{self.suffix}"

    @staticmethod
    def list_heading(name):
        return f"Code list {code(name)}"

    def reference(self, reference):
        """A link to the definition that a `$ref` names."""
        schema, _, name = reference.partition("#/$defs/")
        if not schema:
            return f"[{name}](#{anchor(self.definition_heading(name))})"
        page = "-".join(schema.split(":")[-2:])
        where = "" if page == self.page else f"{page}.md"
        return f"[{name}]({where}#{anchor(code(name))})"

    def code_list(self, value):
        """A link to a code list, which the page will show."""
        named = {"list": value} if isinstance(value, str) else value
        self.lists[named["list"]] = True
        link = f"code of [{named['list']}](#{anchor(self.list_heading(named['list']))})"
        if "edition" in named:
            return f"{link}, edition {named['edition']}"
        if "editionFrom" in named:
            return f"{link}, edition as in {code(named['editionFrom'].lstrip('/'))}"
        return link

    def part(self, kind):
        return f"confidential part [{kind}](#{anchor(self.part_heading(kind))})"

    # Schemas.

    def target(self, schema):
        """What a `$ref` leads to, through others; the schema itself if it has none."""
        seen = set()
        while isinstance(schema, dict) and "$ref" in schema and schema["$ref"] not in seen:
            seen.add(schema["$ref"])
            where, _, name = schema["$ref"].partition("#/$defs/")
            root = self.schema
            if where:
                root = self.catalogue.shared.get("-".join(where.split(":")[-2:]), {})
            schema = root.get("$defs", {}).get(name, {})
        return schema if isinstance(schema, dict) else {}

    def highest_class(self, schema, seen=()):
        """The highest personal-data class in a schema."""
        if not isinstance(schema, dict):
            return 0
        classes = [schema.get("personalData", 0)]
        if schema.get("$ref") not in (None, *seen):
            classes.append(
                self.highest_class(self.target(schema), (*seen, schema["$ref"])))
        inside = [*schema.get("properties", {}).values(), schema.get("items")]
        inside += schema.get("oneOf", [])
        return max(classes + [self.highest_class(inner, seen) for inner in inside])

    def type_of(self, schema):
        """What kind of value a field has, with all that bounds it."""
        if "part" in schema:
            words = self.part(schema["part"])
        elif "$ref" in schema:
            words = self.reference(schema["$ref"])
        elif schema.get("money"):
            words = "amount of money"
        elif "codeList" in schema:
            words = self.code_list(schema["codeList"])
        elif "const" in schema:
            words = f"always {literal(schema['const'])}"
        elif "enum" in schema:
            words = f"one of {listed(map(literal, schema['enum']), 'or')}"
        elif schema.get("type") == "array":
            words = self.list_type(schema)
        else:
            words = self.simple_type(schema)
        return words + ("; only warns" if schema.get("severity") == "warning" else "")

    def list_type(self, schema):
        notes = [span(schema.get("minItems"), schema.get("maxItems"))]
        notes += ["all different"] if schema.get("uniqueItems") else []
        noted = ", ".join(note for note in notes if note)
        words = f"list ({noted})" if noted else "list"
        items = schema.get("items")
        if not isinstance(items, dict) or not {"type", "$ref", "codeList", "enum"} & set(items):
            return words
        return f"{words}: {self.type_of(items)}"

    def simple_type(self, schema):
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        names = listed([TYPES.get(kind, kind) for kind in kinds], "or") or "any value"
        if "identifier" in schema:
            names = identifier_of(schema["identifier"])
        notes = [f"format {code(schema['format'])}"] if "format" in schema else []
        notes += number_bounds(schema)
        notes += [span(schema.get("minLength"), schema.get("maxLength"), "character")]
        notes += pattern_of(schema)
        return ", ".join([names, *[note for note in notes if note]])

    def demands(self, schema):
        """What must hold of a value, each as a verb and more: "is at most 4"."""
        out = []
        if "const" in schema:
            out.append(f"is {literal(schema['const'])}")
        if "enum" in schema:
            out.append(f"is {listed(map(literal, schema['enum']), 'or')}")
        if "codeList" in schema:
            out.append(f"is {self.code_list(schema['codeList'])}")
        if "identifier" in schema:
            out.append(f"is {identifier_of(schema['identifier'])}")
        if "part" in schema:
            out.append(f"is {self.part(schema['part'])}")
        elif "$ref" in schema:
            out.append(f"is {self.reference(schema['$ref'])}")
        if "format" in schema:
            out.append(f"has the format {code(schema['format'])}")
        out += [f"is {bound}" for bound in number_bounds(schema)]
        out += [bound.replace("pattern", "has the pattern") if bound.startswith("pattern")
                else f"is {bound}" for bound in pattern_of(schema)]
        for low, high, unit in (
            ("minLength", "maxLength", "character"), ("minItems", "maxItems", "entry"),
            ("minProperties", "maxProperties", "field"),
        ):
            words = span(schema.get(low), schema.get(high), unit).replace("entrys", "entries")
            out += [f"has {words}"] if words else []
        refused = schema.get("not")
        if isinstance(refused, dict):
            out += [words.replace("is ", "is not ", 1) for words in self.demands(refused)
                    if words.startswith("is ")]
        return out
