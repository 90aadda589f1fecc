#!/usr/bin/env python3
"""Checks leaves, proofs and checkpoints of the exchange's log, independently of its own code.

Usage: check-log.py PROOF [PROOF...] --log-key VKEY... [--witness VKEY...]
       check-log.py --vectors DIR
       check-log.py --cases FILE

Follows docs/formats.md alone; words in the comments are those of that page. A PROOF is a file
of the section "Logged leaf"; what it proves is printed. Exit status: 0 if all are verified, 1 if one
is not, 2 if it was called wrongly. --vectors tries the files below DIR/log and prints how many came
out as they should. --cases reads one such file and prints each result on a line of its own.
"""

import argparse
import base64
import datetime
import hashlib
import json
import pathlib
import re
import sys
import unicodedata
from collections import namedtuple

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError as missing:
    print(f"check-log.py: {missing}: install scripts/requirements.txt", file=sys.stderr)
    sys.exit(2)

MAX_SIZE, MAX_LEAF, MAX_NOTE, MAX_SIGNATURES = 2**62, 1_024, 65_536, 32
MAX_NAME, MAX_EXTENSIONS, MAX_PROOF = 128, 16, 65_536 + 8_192
NOTE, COSIGNATURE = 1, 4  # the types of keys

Key = namedtuple("Key", "name key_id type public")
Checkpoint = namedtuple("Checkpoint", "origin size root text signatures")
LoggedLeaf = namedtuple("LoggedLeaf", "leaf index hashes checkpoint")


class Refused(Exception):
    """Something is not as the page says; the text says what."""


class Failed(Exception):
    """It is as the page says, but does not verify."""


def require(condition, why, error=Refused):
    if not condition:
        raise error(why)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def from_base64(text, length=None):
    """Decodes canonical Base64: encoding the result must give the same text again."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        raise Refused("not Base64") from None
    require(base64.b64encode(data).decode() == text, "not canonical Base64")
    require(length in (None, len(data)), f"not {length} bytes")
    return data


def from_decimal(text, limit=MAX_SIZE):
    require(re.fullmatch("0|[1-9][0-9]{0,18}", text), "not a number")
    require(int(text) <= limit, "a number is too high")
    return int(text)


# --- Tree ---

def leaf_hash(leaf):
    return sha256(b"\0", leaf)


def node_hash(left, right):
    return sha256(b"\1", left, right)


def split(size):
    """The largest power of two below a size of two or more."""
    return 1 << ((size - 1).bit_length() - 1)


def tree_root(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256()
    middle = split(len(hashes))
    return node_hash(tree_root(hashes[:middle]), tree_root(hashes[middle:]))


def root_from_inclusion(index, size, hash_, path):
    """Walks down to the leaf as the recursive definition does, then hashes on the way back."""
    if size == 1:
        require(not path, "too many hashes")
        return hash_
    require(path, "too few hashes")
    middle = split(size)
    if index < middle:
        return node_hash(root_from_inclusion(index, middle, hash_, path[:-1]), path[-1])
    return node_hash(path[-1], root_from_inclusion(index - middle, size - middle, hash_, path[:-1]))


def check_inclusion(index, size, hash_, root, path):
    require(0 <= index < size <= MAX_SIZE, "no such leaf")
    require(len(path) <= 62, "too many hashes")
    require(root_from_inclusion(index, size, hash_, path) == root, "another root", Failed)


def roots_from_consistency(old_size, size, old_root, path, whole):
    """The old and the new root of the part of the new tree in which the old one ends."""
    if old_size == size:
        require(len(path) == (0 if whole else 1), "not the right number of hashes")
        return (old_root, old_root) if whole else (path[0], path[0])
    require(path, "too few hashes")
    middle = split(size)
    if old_size <= middle:
        old, new = roots_from_consistency(old_size, middle, old_root, path[:-1], whole)
        return old, node_hash(new, path[-1])
    old, new = roots_from_consistency(old_size - middle, size - middle, old_root, path[:-1], False)
    return node_hash(path[-1], old), node_hash(path[-1], new)


def check_consistency(old_size, new_size, old_root, new_root, path):
    require(0 <= old_size <= new_size <= MAX_SIZE, "no such pair of trees")
    require(len(path) <= 63, "too many hashes")
    if old_size == 0:
        require(not path, "too many hashes")
        require(old_root == sha256(), "not the root of the empty tree", Failed)
        require(new_size > 0 or new_root == old_root, "another root", Failed)
        return
    roots = roots_from_consistency(old_size, new_size, old_root, path, True)
    require(roots == (old_root, new_root), "other roots", Failed)


# --- Tiles ---

def read_path(path):
    """Level or "entries", index and width of a tile by its path."""
    found = re.fullmatch(r"tile/([0-7]|entries)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]*))?",
                         path)
    require(found, "not the path of a tile")
    level = found[1] if found[1] == "entries" else int(found[1])
    require(not found[2].startswith("x000"), "leading zeros")
    index, width = int(re.sub("[x/]", "", found[2])), int(found[3] or 256)
    require(found[3] is None or width < 256, "a partial tile is not full")
    span = 256 ** (0 if level == "entries" else level)
    require((index * 256 + width) * span <= MAX_SIZE, "beyond the largest tree")
    return level, index, width


def tile_bytes(hashes, path):
    """A tile of hashes of a tree, from the hashes of all leaves."""
    level, index, width = read_path(path)
    span = 256 ** level
    starts = [(index * 256 + place) * span for place in range(width)]
    require(starts[-1] + span <= len(hashes), "the tree does not have it")
    return b"".join(tree_root(hashes[start:start + span]) for start in starts)


# --- Leaf ---

AGENCY = rb"[A-Z]{2}(-[A-Z0-9]{2,12}){1,3}"
KINDS = {1: "submission", 2: "receipt event", 3: "audit batch", 4: "tombstone",
         5: "administration", 6: "bulk manifest", 7: "bulk result"}


class Reader:
    """Takes values off the front of a leaf."""

    def __init__(self, data):
        self.data = data

    def take(self, count):
        require(count <= len(self.data), "the leaf is too short")
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def number(self, count, limit=None):
        value = int.from_bytes(self.take(count), "big")
        require(limit is None or value <= limit, "a number is too high")
        return value

    def digest(self):
        return self.take(32).hex()

    def place(self):
        return self.number(8, MAX_SIZE - 1)

    def agency(self):
        text = self.take(self.number(1))
        require(re.fullmatch(AGENCY, text), "not an agency code")
        return text.decode()

    def count(self):
        value = self.number(4)
        require(value > 0, "nothing is counted")
        return value

    def choice(self, *words):
        value = self.number(1)
        require(1 <= value <= len(words), "an unknown code")
        return words[value - 1]

    def submission(self):
        text = self.take(16).hex()
        require(text[12] == "7" and text[16] in "89ab", "not a UUID of version 7")
        id_ = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
        return {"id": id_, "document": self.digest(), "signature": self.digest(),
                "chain": self.digest(), "sender": self.agency()}


def read_contents(kind, reader):
    if kind == 1:
        return reader.submission()
    if kind == 2:
        return {"event": reader.choice("delivered", "read", "acknowledged"),
                "submission": reader.place(), "recipient": reader.agency()}
    if kind == 3:
        return {"first": reader.place(), "count": reader.count(), "root": reader.digest()}
    if kind == 4:
        return {"submission": reader.place(), "reason": reader.choice("retention", "decision"),
                "decision": reader.digest()}
    if kind == 5:
        record, action = reader.digest(), reader.take(len(reader.data))
        require(re.fullmatch(rb"[a-z][a-z0-9_]{0,62}", action), "not the name of an action")
        return {"action": action.decode(), "record": record}
    if kind == 6:
        return {**reader.submission(), "count": reader.count(), "root": reader.digest()}
    if kind == 7:
        return {"manifest": reader.place(), "accepted": reader.number(4),
                "refused": reader.number(4), "root": reader.digest()}
    return {"contents": reader.take(len(reader.data)).hex()}


def read_leaf(data):
    """All values of a leaf, each as text."""
    require(len(data) <= MAX_LEAF, "the leaf is too long")
    reader = Reader(data)
    require(reader.number(1) == 1, "not format 1")
    kind = reader.number(1)
    require(kind > 0, "no kind")
    fields = {"kind": KINDS.get(kind, f"unknown {kind}"),
              "time": reader.number(8, 253_402_300_799_999_999), "random": reader.take(16).hex()}
    fields.update(read_contents(kind, reader))
    require(not reader.data, "bytes are left over")
    return {name: str(value) for name, value in fields.items()}


# --- What leaves commit to ---

def audit_entry(number, entry):
    """The bytes of an audit entry."""
    def text(value):
        data = value if isinstance(value, bytes) else value.encode()
        return len(data).to_bytes(4, "big") + data
    form = entry.get("form", {"sender": "", "id": ""})
    return b"".join((
        number.to_bytes(8, "big"), entry["at"].to_bytes(8, "big", signed=True),
        text(entry["agency"]), text(bytes.fromhex(entry["certificate"])), text(entry["officer"]),
        text(entry["reason"]), text(entry["call"]), text(form["sender"]), text(form["id"]),
        text(entry["filters"]), entry["results"].to_bytes(4, "big", signed=True)))


def administrative_record(action, act):
    """The record of an administrative act."""
    members = {"admit": ("agency", "name", "certificate", "holder", "kind", "roles"),
               "withdraw": ("certificate",), "register_witness": ("agency", "key"),
               "remove_witness": ("agency",)}
    require(action in members, "an unknown act")
    ordered = {name: act[name] for name in members[action]}
    if "roles" in ordered:
        ordered["roles"] = sorted(ordered["roles"])
    text = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))
    # Python has two more short escapes than the format.
    short = {r"\b": r"\u0008", r"\f": r"\u000c"}
    return re.sub(r"\\.", lambda found: short.get(found[0], found[0]), text).encode()


# --- Signed note ---

def is_key_name(name):
    """1 to 128 bytes without White_Space, plus signs and control characters (category Cc)."""
    return (1 <= len(name.encode()) <= MAX_NAME and "+" not in name
            and not any(c.isspace() or unicodedata.category(c) == "Cc" for c in name))


def read_key(line):
    """Reads NAME+HEX(key ID)+BASE64(type ‖ public key)."""
    name, *rest = line.split("+", 2)
    require(len(rest) == 2 and is_key_name(name) and re.fullmatch("[0-9a-f]{8}", rest[0]),
            "not NAME+ID+BASE64")
    data = from_base64(rest[1], 33)
    require(data[0] in (NOTE, COSIGNATURE), "not a key of a known type")
    require(sha256(name.encode(), b"\n", data)[:4].hex() == rest[0], "another key ID")
    return Key(name, rest[0], data[0], data[1:])


def read_note(note):
    """Splits a signed note at its last empty line into text and signatures."""
    require(len(note.encode()) <= MAX_NOTE, "the note is too long")
    require(not re.search("[\0-\x09\x0b-\x1f]", note), "control characters")
    text, separator, tail = note.rpartition("\n\n")
    *lines, rest = tail.split("\n")
    require(separator and rest == "" and 1 <= len(lines) <= MAX_SIGNATURES, "not a signed note")
    signatures = []
    for line in lines:
        found = re.fullmatch("\u2014 ([^ ]+) ([^ ]+)", line)
        require(found and is_key_name(found[1]), "a malformed signature line")
        data = from_base64(found[2])
        require(len(data) > 4, "a signature is too short")
        signatures.append((found[1], data[:4].hex(), data[4:]))
    return text + "\n", signatures


def verify_signature(key, signature, text):
    """Verifies one signature; returns the time of a cosignature, otherwise None."""
    time, message = None, text
    if key.type == COSIGNATURE:
        require(len(signature) == 72, "not a cosignature", Failed)
        time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        require(time < 2**63, "the time is too late", Failed)
        message = f"cosignature/v1\ntime {time}\n{text}"
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message.encode())
    except (InvalidSignature, ValueError):
        raise Failed(f"the signature of {ascii(key.name)} does not verify") from None
    return time


def verify_note(text, signatures, keys):
    """The known keys that signed, with the times of cosignatures, each key once."""
    signers = {}
    for name, key_id, signature in signatures:
        known = [key for key in keys if (key.name, key.key_id) == (name, key_id)]
        failure = None
        for key in known:
            try:
                signers.setdefault(key, verify_signature(key, signature, text))
                break
            except Failed as failed:
                failure = failed
        else:
            if failure:
                raise failure
    require(signers, "no known key has signed", Failed)
    return signers


# --- Checkpoint and logged leaf ---

def read_checkpoint(note):
    text, signatures = read_note(note)
    origin, size, root, *extensions = text.removesuffix("\n").split("\n") + ["", ""]
    extensions = extensions[:-2]
    require(is_key_name(origin), "the origin is not a name")
    require(len(extensions) <= MAX_EXTENSIONS and all(extensions), "not extension lines")
    size, root = from_decimal(size), from_base64(root, 32)
    require(size > 0 or root == sha256(), "not the root of the empty tree")
    return Checkpoint(origin, size, root, text, signatures)


def verify_checkpoint(checkpoint, keys):
    """Verifies what the log and the known witnesses signed; returns the cosignatures."""
    signers = verify_note(checkpoint.text, checkpoint.signatures, keys)
    require(any(key.type == NOTE and key.name == checkpoint.origin for key in signers),
            "the log has not signed", Failed)
    return [f"{key.name} {time}" for key, time in signers.items() if key.type == COSIGNATURE]


def read_logged_leaf(text):
    require(len(text.encode()) <= MAX_PROOF, "too long")
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    require(separator and len(lines) >= 3 and lines[0] == "c2sp.org/tlog-proof@v1"
            and lines[1].startswith("extra ") and lines[2].startswith("index "), "not a proof")
    leaf, index = from_base64(lines[1][6:]), from_decimal(lines[2][6:])
    require(len(leaf) <= MAX_LEAF, "the leaf is too long")
    hashes = [from_base64(line, 32) for line in lines[3:]]
    proof = LoggedLeaf(leaf, index, hashes, read_checkpoint(note))
    try:
        verify_inclusion(proof)
    except Failed:
        pass  # The form is right; what it proves is asked later.
    return proof


def verify_inclusion(proof):
    check_inclusion(proof.index, proof.checkpoint.size, leaf_hash(proof.leaf),
                    proof.checkpoint.root, proof.hashes)


def verify_logged_leaf(proof, keys):
    cosignatures = verify_checkpoint(proof.checkpoint, keys)
    verify_inclusion(proof)
    return cosignatures


# --- Cases: test vectors, and questions of other programs ---

def judge(case):
    """The result of one case: a dictionary of what the check gives."""
    check = case["check"]
    hashes = [base64.b64decode(text) for text in case.get("hashes", [])]
    try:
        if check == "inclusion":
            check_inclusion(case["index"], case["size"], leaf_hash(bytes.fromhex(case["leaf"])),
                            base64.b64decode(case["root"]), hashes)
            return {"result": "verified"}
        if check == "consistency":
            check_consistency(case["old_size"], case["new_size"],
                              base64.b64decode(case["old_root"]),
                              base64.b64decode(case["new_root"]), hashes)
            return {"result": "verified"}
        if check == "leaf":
            return {"result": "read", "fields": read_leaf(bytes.fromhex(case["leaf"]))}
        if check == "audit batch":
            root = tree_root([leaf_hash(audit_entry(case["first"] + place, entry))
                              for place, entry in enumerate(case["entries"])])
            return {"result": base64.b64encode(root).decode()}
        if check == "administration":
            record = administrative_record(case["action"], case["act"])
            return {"result": base64.b64encode(sha256(record)).decode()}
        if check == "path":
            read_path(case["path"])
            return {"result": "read"}
        if check in ("root", "tile"):
            # Trees whose leaves are the numbers from 0 on, as decimal text.
            leaves = [leaf_hash(str(index).encode()) for index in range(case["size"])]
            data = tree_root(leaves) if check == "root" else tile_bytes(leaves, case["path"])
            digest = data if check == "root" else sha256(data)
            return {"result": base64.b64encode(digest).decode()}
        keys = [read_key(text) for text in case["keys"]]
        read, verify = {"checkpoint": (read_checkpoint, verify_checkpoint),
                        "logged leaf": (read_logged_leaf, verify_logged_leaf)}[check]
        cosignatures = verify(read(case["text"]), keys)
        return {"result": "verified", "cosignatures": cosignatures}
    except Refused:
        return {"result": "refused"}
    except Failed:
        return {"result": "failed"}


def run_vectors(folder):
    passed = failed = 0
    for path in sorted((folder / "log").glob("*.json")):
        for case in json.loads(path.read_text("utf-8")):
            actual = judge(case)
            if actual == {name: case.get(name) for name in actual}:
                passed += 1
            else:
                failed += 1
                print(f"{path.name}: {ascii(case['about'])}: not as expected")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


# --- Command line ---

def check_file(path, keys):
    """Checks one file and prints what it proves; returns whether it does."""
    try:
        proof = read_logged_leaf(pathlib.Path(path).read_bytes().decode())
        cosignatures = verify_logged_leaf(proof, keys)
        fields = read_leaf(proof.leaf)
    except (Refused, Failed, UnicodeDecodeError) as error:
        print(f"{path}: not verified: {ascii(str(error))[1:-1]}")
        return False
    microseconds = datetime.timedelta(microseconds=int(fields.pop("time")))
    time = datetime.datetime(1970, 1, 1) + microseconds
    print(f"{path}: verified")
    print(f"  {'log':<12} {ascii(proof.checkpoint.origin)[1:-1]}")
    print(f"  {'index':<12} {proof.index} of {proof.checkpoint.size}")
    print(f"  {'time':<12} {time.isoformat(timespec='microseconds')}Z")
    for name, value in [*fields.items(), *(("cosigned by", text) for text in cosignatures)]:
        print(f"  {name:<12} {ascii(value)[1:-1]}")
    return True


def main():
    parser = argparse.ArgumentParser(description="Checks proofs of the form exchange's log.")
    parser.add_argument("proofs", nargs="*", metavar="PROOF")
    parser.add_argument("--log-key", action="append", default=[], metavar="VKEY")
    parser.add_argument("--witness", action="append", default=[], metavar="VKEY")
    parser.add_argument("--vectors", metavar="DIR", type=pathlib.Path, help="try the test vectors")
    parser.add_argument("--cases", metavar="FILE", type=pathlib.Path, help="answer questions")
    options = parser.parse_args()
    try:
        if options.vectors:
            return run_vectors(options.vectors)
        if options.cases:
            for case in json.loads(options.cases.read_text("utf-8")):
                print(json.dumps(judge(case), sort_keys=True))
            return 0
        if not (options.proofs and options.log_key):
            parser.error("needs a PROOF and --log-key")
        keys = [read_key(text) for text in options.log_key + options.witness]
        return 0 if all([check_file(path, keys) for path in options.proofs]) else 1
    except (OSError, Refused) as error:
        parser.error(ascii(str(error)))


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
