"""The documents that are measured, made from the catalogue's samples."""

import copy
import json

from standard_schema import CATALOGUE

TYPICAL = {
    "VIP-01": "typical-working-visit-the-hague.json",
    "RSK-01": "be-ocam-minister.json",
}


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def typical(form):
    """A form as it is usually sent: header and body."""
    (path,) = (CATALOGUE / "forms" / form).glob("*/samples/valid/" + TYPICAL[form])
    return json.loads(path.read_bytes())


def samples(form):
    """All samples of a form by file name, valid or not."""
    for path in sorted((CATALOGUE / "forms" / form).glob("*/samples/*valid/*.json")):
        content = json.loads(path.read_bytes())
        yield path.name, content.get("document", content)


def with_mistakes(body):
    """A VIP-01 body with six mistakes of six kinds, far from each other."""
    body = copy.deepcopy(body)
    body["mission_title"] = ""
    body["mission_kind"] = "PICNIC"
    body["period"]["start"] = "tomorrow"
    body["legs"][0]["mode"] = 7
    body["vehicles"][0]["remark"] = "fast"
    del body["contacts"][0]["phone"]
    return body


def enlarged(body, bytes_wanted):
    """The VIP-01 body with longer lists of differing elements, at least that many bytes."""

    def times(count):
        larger = copy.deepcopy(body)
        for name in ("legs", "vehicles", "contacts"):
            larger[name] = [dict(element) for element in body[name] for _ in range(count)]
        members = body["team"]["members"]
        larger["team"]["members"] = [dict(member) for member in members for _ in range(count)]
        for position, leg in enumerate(larger["legs"]):
            leg["seq"] = 1 + position % 60
        for position, member in enumerate(larger["team"]["members"]):
            member["service_number"] = str(100_000 + position)
        for position, vehicle in enumerate(larger["vehicles"]):
            vehicle["plate"] = f"K-{position:07}"
        for position, contact in enumerate(larger["contacts"]):
            contact["phone"] = f"+322{position:08}"
        return larger

    one, two = len(compact(body)), len(compact(times(2)))
    return times(1 + max(0, -(-(bytes_wanted - one) // (two - one))))
