"""Reads an exported file the way others do, and prints what it found as JSON.

Usage: read_exports.py csv|icalendar|geojson|png FILE

Exit status 1 if the file cannot be read, or breaks a rule of its format.
"""

import collections
import csv
import json
import struct
import sys
import zlib

import geojson
import icalendar


def read_csv(path):
    """The rows, each as a list of its cells."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert len({len(row) for row in rows}) == 1, "rows of different length"
    return rows


def read_icalendar(path):
    """The events, each property as its text."""
    with open(path, "rb") as file:
        data = file.read()
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines), "a bare line end"
    assert all(len(line) <= 75 for line in lines), "a line of more than 75 bytes"
    for line in lines:
        line.decode("utf-8", "strict")
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors, calendar.errors
    events = []
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        text = {name: str(value) for name, value in event.items()}
        for name in ("DTSTAMP", "DTSTART", "DTEND"):
            if name in event:
                text[name] = event.decoded(name).isoformat()
        if "GEO" in event:
            text["GEO"] = "{} {}".format(*event["GEO"].to_ical().split(";"))
        if "CATEGORIES" in event:
            text["CATEGORIES"] = "|".join(event["CATEGORIES"].cats)
        events.append(text)
    return events


def read_geojson(path):
    """The features, each with its coordinates."""
    with open(path, encoding="utf-8") as file:
        collection = geojson.load(file)
    assert isinstance(collection, geojson.FeatureCollection)
    assert collection.is_valid, collection.errors()
    features = []
    for feature in collection.features:
        assert isinstance(feature, geojson.Feature) and feature.is_valid, feature.errors()
        geometry = feature.geometry
        features.append({
            "id": feature.id,
            "coordinates": [float(number) for number in geometry.coordinates] if geometry else [],
            "title": feature.properties["title"],
        })
    return features


def read_png(path):
    """How large the picture is, how many colours it has, and which is the most frequent."""
    with open(path, "rb") as file:
        data = file.read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    place, packed = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place:place + 8])
        content = data[place + 8:place + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, *_, interlace = struct.unpack(">IIBBBBB", content)
            assert depth == 8 and colour in (2, 6) and interlace == 0
        elif kind == b"IDAT":
            packed += content
        place += length + 12
    size = 3 if colour == 2 else 4
    colours = collections.Counter()
    for line in unfiltered(zlib.decompress(packed), width * size, size):
        colours.update(zip(line[0::size], line[1::size], line[2::size]))
    (most, _), = colours.most_common(1)
    return {
        "width": width, "height": height, "colours": len(colours),
        "most": "#{:02x}{:02x}{:02x}".format(*most),
    }


def unfiltered(data, length, size):
    """The lines of a picture (PNG specification, section 9)."""
    above = bytearray(length)
    for start in range(0, len(data), length + 1):
        kind, line = data[start], bytearray(data[start + 1:start + 1 + length])
        if kind == 2:
            line = bytearray((a + b) & 255 for a, b in zip(line, above))
        elif kind:
            for i in range(length):
                left = line[i - size] if i >= size else 0
                corner = above[i - size] if i >= size else 0
                if kind == 1:
                    guess = left
                elif kind == 3:
                    guess = (left + above[i]) // 2
                else:
                    base = left + above[i] - corner
                    guess = min(
                        (abs(base - left), 0, left), (abs(base - above[i]), 1, above[i]),
                        (abs(base - corner), 2, corner))[2]
                line[i] = (line[i] + guess) & 255
        yield line
        above = line


if __name__ == "__main__":
    readers = {
        "csv": read_csv, "icalendar": read_icalendar, "geojson": read_geojson, "png": read_png,
    }
    json.dump(readers[sys.argv[1]](sys.argv[2]), sys.stdout)
