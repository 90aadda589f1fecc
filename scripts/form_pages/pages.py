"""The pages in docs/forms: the catalogue, its forms, and the schemas that forms share."""

from .fields import Fields, variants
from .flow import FlowSection, overview, times
from .markdown import code, fenced, listed, prose, table
from .wording import CLASSES, Words

MADE = "<!-- Made by scripts/generate-form-pages from the catalogue; do not edit. -->"
LANGUAGES = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch"}
ACTIONS = ["NEW", "CORRECT", "WITHDRAW", "RESEND", "TEST"]
LAWS = {"LED": "LED (Directive 2016/680)", "GDPR": "GDPR (Regulation 2016/679)"}
# Longer code lists are named only.
CODES_MAX = 60
LEGEND = ("Y: required in the object that it is in. C: required, or not allowed, under a "
          "condition. N: optional. [How to read the tables](README.md#how-to-read-the-pages)")


def all_pages(catalogue):
    """The text of every page, by file name."""
    pages = {"README.md": catalogue_page(catalogue)}
    for form in catalogue.forms.values():
        pages[f"{form.code}.md"] = FormPage(catalogue, form).text()
    for name, schema in catalogue.shared.items():
        pages[f"{name}.md"] = shared_page(catalogue, name, schema)
    return pages


def text_of(lines):
    return "\n".join(lines) + "\n"


# The catalogue.

def catalogue_page(catalogue):
    lines = [MADE, "", "# The forms of the catalogue", "",
             "Each form has a page of its own, made from its folder in `catalogue/forms/`. Every "
             f"form has the fields of the {shared_links(catalogue, 'header')}, as well; "
             f"definitions that several forms use are in {shared_links(catalogue, 'common')}. "
             "Dialogues are described in [dialogues.md](../dialogues.md), what the forms are for "
             "in [coverage.md](../coverage.md).", ""]
    domains = {}
    for form in catalogue.forms.values():
        domains.setdefault(form.about["domain"], []).append(form)
    for domain, forms in sorted(domains.items()):
        lines += [f"## {domain.capitalize()}", "", *domain_table(forms)]
        chart = overview(catalogue, [form.code for form in forms])
        lines += ["", *chart] if chart else []
        lines.append("")
    return text_of(lines + legend() + regime_lines(catalogue))


def shared_links(catalogue, kind):
    names = [name for name in catalogue.shared if name.startswith(f"{kind}-")]
    return listed([f"[{kind}, version {name.rpartition('-')[2]}]({name}.md)" for name in names])


def domain_table(forms):
    rows = []
    for form in forms:
        turns = ", ".join(code(turn.own_name) for turn in form.newest.turns)
        versions = ", ".join(version.number for version in form.versions)
        rows.append([f"[{form.code}]({form.code}.md)", prose(form.title), turns, versions])
    return table(["Form", "Title", "Turns", "Versions"], rows)


def legend():
    return [
        "## How to read the pages", "",
        "A field's path leads from the form's body; `[]` stands for every entry of a list. *Y* is "
        "required in the object that it is in, *N* optional, *C* required or not allowed under "
        "one of the conditions below the table, or in one variant only. There are no other fields "
        "than those listed. A type with a link has its fields where the link leads.", "",
        "A value's class of personal data is the highest on the way to it; *inside up to 6* says "
        "that a linked definition has fields of a higher class.", "",
        *table(["Class", "In tables", "Personal data"],
               [[number, short, words] for number, (short, words) in enumerate(CLASSES)]), "",
        "An expression of a rule must be true ([rules.md](../rules.md)); `this` is the value at "
        "the place unless another is given, `*` every entry. `{name}` in a message stands for a "
        "value. A rule that warns leaves the form valid. Messages exist in four languages; here "
        "they are in English.",
    ]


def regime_lines(catalogue):
    if not catalogue.regimes:
        return []
    rows = [
        [code(name), prose(regime["label"]["en"]), times(regime, "acknowledge"),
         times(regime), prose(regime.get("source", ""))]
        for name, regime in catalogue.regimes.items()
    ]
    return ["", "## Times", "",
            *table(["Regime", "For", "Acknowledge within", "Answer within", "Source"], rows)]


# Schemas, on any page.

def code_list_lines(catalogue, names, level):
    """The code lists that a page used, with their codes unless they are many."""
    out = []
    for name in sorted(names):
        out += [f"{level} {Words.list_heading(name)}", ""]
        editions = catalogue.lists.get(name, [])
        if not editions:
            out += ["It is not in the catalogue.", ""]
        elif len(editions) > 1 or len(editions[-1]["codes"]) > CODES_MAX:
            out += [f"- {len(content['codes'])} codes, edition {content['edition']}: "
                    f"[{content['file']}](../../catalogue/codes/{content['file']})"
                    for content in editions] + [""]
        else:
            rows = [[code(entry["code"]), prose(label(entry))] for entry in editions[-1]["codes"]]
            out += [*table(["Code", "Means"], rows), ""]
    return out


def label(entry):
    return entry["label"] if isinstance(entry["label"], str) else entry["label"]["en"]


def described(schema):
    words = f"**{prose(schema['title'])}**" if "title" in schema else ""
    return f"{words}: {prose(schema['description'])}" if "description" in schema else words


def definition_lines(words, schema):
    """A definition or part: what it is, its type, its fields."""
    fields = Fields(words)
    number = schema.get("personalData", 0)
    lines = [described(schema), ""] if described(schema) else []
    value = schema
    if schema.get("type") == "array" and isinstance(schema.get("items"), dict):
        value = schema["items"]
    fields.add_object(value, "[]" if value is not schema else "", number)
    if not fields.rows or value is not schema:
        lines += [f"Type: {words.type_of(schema)}. "
                  f"Personal data: {number} {CLASSES[number][1]}.", ""]
    found = fields.lines()
    return lines + found + [""] if found else lines


def definitions(words, schema, level):
    out = []
    for name, inner in schema.get("$defs", {}).items():
        out += [f"{level} {words.definition_heading(name)}", "", *definition_lines(words, inner)]
    return out


def shared_page(catalogue, name, schema):
    words = Words(catalogue, name, schema)
    lines = [MADE, "", f"# {prose(schema['title'])}, version {name.rpartition('-')[2]}", "",
             prose(schema.get("description", "")), "", LEGEND, ""]
    if "properties" in schema:
        lines += ["## Fields", ""] + definition_lines(
            words, {key: schema[key] for key in schema if key not in ("title", "description")})
    lines += definitions(words, schema, "##")
    lines += code_list_lines(catalogue, words.lists, "##")
    return text_of(lines[:-1])


class FormPage:
    def __init__(self, catalogue, form):
        self.catalogue = catalogue
        self.form = form
        self.lists = {}

    def text(self):
        lines = self.head()
        for version in reversed(self.form.versions):
            lines += [f"## Version {version.number}", "", *self.version_lines(version)]
        lists = code_list_lines(self.catalogue, self.lists, "###")
        lines += ["## Code lists", "", *lists] if lists else []
        return text_of(lines[:-1])

    def head(self):
        about = self.form.about
        kept = about.get("retention_days_max")
        purposes = {entry["code"]: label(entry)
                    for entry in self.catalogue.lists.get("purpose", [{"codes": []}])[-1]["codes"]}
        facts = [
            ("Code, slug", f"{code(self.form.code)}, {code(about['slug'])}"),
            ("Domain", about["domain"]),
            ("Law for personal data", LAWS.get(about["law"], about["law"])),
            ("Purposes", ", ".join(
                f"{code(name)} {prose(purposes.get(name, ''))}".strip()
                for name in about["purposes"])),
            ("Legal basis, at least one of", ", ".join(map(code, about["instruments"]))
             if about.get("instruments") else "any"),
            ("Kept at most", f"{kept} days" if kept else
             "no maximum for all; rules may set one"),
            ("Actions", ", ".join(map(code, about.get("actions", ACTIONS)))),
            ("Versions", ", ".join(version.number for version in self.form.versions)),
        ]
        titles = [[words, prose(about["title"].get(language, "")),
                   prose(about["description"].get(language, ""))]
                  for language, words in LANGUAGES.items()]
        return [MADE, "", f"# {self.form.code} {prose(self.form.title)}", "",
                prose(about["description"]["en"]), "", *table(["", ""], facts), "",
                *table(["", "Title", "Description"], titles), ""]

    def version_lines(self, version):
        suffix = f" ({version.number})" if len(self.form.versions) > 1 else ""
        words = Words(self.catalogue, self.form.code, version.schema, suffix, self.lists)
        lines = ["### Flow", "", *FlowSection(self.catalogue, version).lines(), ""]
        lines += ["### Fields of the body", "", LEGEND, "", *self.body_lines(words, version.schema)]
        lines += definitions(words, version.schema, "####")
        if version.parts:
            lines += ["### Confidential parts", "",
                      "They travel beside the document, which has their digests.", ""]
        for kind, schema in version.parts.items():
            inside = Words(self.catalogue, self.form.code, schema, suffix, self.lists)
            lines += [f"#### {inside.part_heading(kind)}", "", *definition_lines(inside, schema)]
            lines += definitions(inside, schema, "#####")
        lines += rule_lines("### Rules over the document", version.rules)
        lines += rule_lines("### Rules over the dialogue", version.dialogue_rules)
        return lines + self.flow_value_lines(version) + self.sample_lines(version)

    def body_lines(self, words, schema):
        """The fields, in a table for each variant if the body has some."""
        found = variants(schema, words)
        common = {key: value for key, value in schema.items() if not found or key != "oneOf"}
        fields = Fields(words)
        fields.add_object(common)
        lines = fields.lines()
        lines += [""] if lines else []
        named = set(schema.get("properties", {}))
        for clause, tags, branch in found:
            fields = Fields(words)
            hidden = {name for name in tags if name in named}
            branch = {**branch, "properties": {
                name: inner for name, inner in branch.get("properties", {}).items()
                if name not in hidden}}
            fields.add_object(branch)
            lines += [f"#### If {clause}", "", *fields.lines(), ""]
        return lines

    def flow_value_lines(self, version):
        flow = version.flow or {}
        lines = []
        if flow.get("references"):
            rows = [
                [code(name), code(reference["at"]), ", ".join(
                    f"[{form}]({form}.md)" if form in self.catalogue.forms else form
                    for form in reference["forms"])]
                for name, reference in flow["references"].items()]
            lines += ["### References", "", "Forms that the form rests upon; each must be current, "
                      "and seen by the sender.", "", *table(["Name", "Place", "Form"], rows), ""]
        if flow.get("facts"):
            rows = [[code(name), code(value)] for name, value in flow["facts"].items()]
            lines += ["### Facts", "", "What later forms of the dialogue are held against.", "",
                      *table(["Name", "Expression"], rows), ""]
        rows = [[code(turn), code(pointer), code(value)]
                for turn, values in flow.get("prefill", {}).items()
                for pointer, value in values.items()]
        if rows:
            lines += ["### Filled in by `formclient reply`", "",
                      *table(["Turn", "Field", "From"], rows), ""]
        return lines

    def sample_lines(self, version):
        folder = f"../../catalogue/forms/{self.form.code}/{version.number}/samples"
        lines = []
        for kind, names in version.samples.items():
            if names:
                lines.append(f"- [{kind}]({folder}/{kind}): {', '.join(map(code, names))}")
        return ["### Samples", "", *lines, ""] if lines else []


def rule_lines(heading, rules):
    if not rules:
        return []
    lines = [heading, ""]
    for rule in rules:
        place = rule.get("each", "") + rule.get("at", "")
        at = f" at {code(place)}" if place else ""
        if rule.get("each") and rule.get("at"):
            at += f" (`this` is {code(rule['each'])})"
        warns = " (warns)" if rule.get("severity") == "warning" else ""
        turns = rule.get("turns", [])
        when = f" for {listed(map(code, turns), 'or')}" if turns else ""
        lines.append(f"- **{code(rule['code'])}**{warns}{at}{when}: "
                     f"{prose(rule['messages']['en'])}")
        if "description" in rule:
            lines.append(f"  {prose(rule['description'])}")
        lines += ["", *[f"  {line}" for line in fenced(rule["expression"])], ""]
    return lines
