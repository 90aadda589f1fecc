#!/usr/bin/env python3
"""Checks bundles of the form exchange, independently of the exchange's own code.

Usage: check-bundle.py BUNDLE [BUNDLE...] --trust ROOTS.pem --exchange-key VKEY...
       check-bundle.py --vectors DIR

Written from docs/formats.md alone; words in the comments are those of that page. Receipts are read
by check-log.py, which has to lie beside it. Prints every check with its name, ok, FAILED or skipped,
and a short detail. Exit status: 0 if every bundle is verified; 1 if one is not: a check failed, the
file does not decode, or there is no receipt yet; 2 if it was called wrongly. --vectors tries the
test vectors in DIR, except those that only signers need, and prints how many came out as they should.
"""

import argparse
import base64
import datetime
import importlib
import json
import pathlib
import re
import sys
import warnings
from collections import namedtuple
from decimal import Decimal

try:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from cryptography.x509.oid import NameOID, PublicKeyAlgorithmOID
    from cryptography.x509.oid import SignatureAlgorithmOID as Signed
    from joserfc import jwk, jws
    from joserfc.errors import JoseError
    from joserfc.registry import HeaderParameter

    sys.dont_write_bytecode = True  # The next one lies among our sources.
    log = importlib.import_module("check-log")
except ImportError as missing:
    print(f"check-bundle.py: {missing}: needs scripts/requirements.txt and check-log.py beside it",
          file=sys.stderr)
    sys.exit(2)

Refused, require, sha256 = log.Refused, log.require, log.sha256

MAX_DOCUMENT, MAX_PART, MAX_BUNDLE = 1_048_576, 65_536, 8_388_608
MAX_RECORDS = 10_000_000
MAX_PARTS, MAX_JWS, MAX_CHAIN, MAX_CERTIFICATE, MAX_DEPTH = 64, 2_048, 4, 8_192, 64
CHECKS = {"document": [], "header": ["document"], "parts": ["document"], "signature": [],
          "chain": ["receipt.signature", "receipt.inclusion"], "sender": ["header"],
          "receipt.signature": ["receipt"], "receipt.inclusion": ["receipt"],
          "receipt.content": ["receipt", "header"]}  # each with what it needs to have passed
LIBRARY_ERRORS = (ValueError, TypeError, LookupError, InvalidSignature, UnsupportedAlgorithm,
                  JoseError, x509.InvalidVersion, x509.DuplicateExtension,
                  x509.UnsupportedGeneralNameType)
ERRORS = (Refused, log.Failed, *LIBRARY_ERRORS)

Number = namedtuple("Number", "text")  # as it is spelled
Receipt = namedtuple("Receipt", "logged fields accepted")
Bundle = namedtuple("Bundle", "document signature ders chain parts receipt")
Trust = namedtuple("Trust", "roots keys now")


def works(function, *arguments, **options):
    """Whether a call refuses nothing."""
    try:
        function(*arguments, **options)
        return True
    except ERRORS:
        return False


# --- Base64 and JSON ---

def from_base64(text, what):
    """Decodes canonical Base64: encoding the result must give the same text again."""
    try:
        data = base64.b64decode(text, validate=True)
        canonical = base64.b64encode(data).decode() == text
    except (ValueError, TypeError):
        canonical = False
    require(canonical, f"{what} is not canonical Base64")
    return data


def from_base64url(text, what, length=None):
    """Decodes canonical Base64url, which has no padding, to so many bytes if that is given."""
    require(isinstance(text, str) and re.fullmatch("[A-Za-z0-9_-]*", text),
            f"{what} is not canonical Base64url")
    standard = text.replace("-", "+").replace("_", "/")
    data = from_base64(standard + "=" * (-len(text) % 4), what)
    require(length in (None, len(data)), f"{what} is not {length} bytes long")
    return data


def read_number(text):
    mantissa, _, exponent = text.lower().partition("e")
    require(sum(map(str.isdigit, mantissa)) <= 40, "JSON: a number has more than 40 digits")
    exponent = exponent.lstrip("+-").lstrip("0") or "0"
    require(len(exponent) <= 3 and int(exponent) <= 400, "JSON: an exponent is above 400")
    return Number(text)


def read_object(pairs):
    members = dict(pairs)
    require(len(members) == len(pairs), "JSON: an object has two members of one name")
    return members


DECODER = json.JSONDecoder(
    object_pairs_hook=read_object, parse_int=read_number, parse_float=read_number,
    parse_constant=lambda text: require(False, f"JSON: {text} is not a value"))


def read_json(data):
    """Reads JSON as strictly as the page's conventions say; numbers keep their spelling."""
    try:
        text = data.decode("utf-8")
        require(not text.startswith("\ufeff"), "JSON: there is a byte order mark")
        value = DECODER.decode(text)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Refused(f"JSON: {error}") from None
    except RecursionError:
        raise Refused("JSON: nested more than 64 deep") from None
    check_values(value, 0)
    return value


def check_values(value, depth):
    """Refuses what Python's JSON reader lets through: depth, U+0000, half surrogate pairs."""
    if isinstance(value, str):
        require(not re.search("[\0\ud800-\udfff]", value), "JSON: U+0000 or a lone surrogate")
    elif isinstance(value, (dict, list)):
        require(depth < MAX_DEPTH, "JSON: nested more than 64 deep")
        for item in [*value, *value.values()] if isinstance(value, dict) else value:
            check_values(item, depth + 1)


# --- Header ---

def fits(value, rule):
    """Whether a value is as a rule says: a test, the pattern of a text, or in brackets that of
    each element of an array, in a tuple one that may be absent or null, in a dictionary those of
    an object's members, which may have others."""
    if callable(rule):
        return rule(value)
    if isinstance(rule, str):
        return isinstance(value, str) and re.fullmatch(rule, value, re.DOTALL) is not None
    if isinstance(rule, list):
        return isinstance(value, list) and all(fits(item, rule[0]) for item in value)
    if isinstance(rule, tuple):
        return value is None or fits(value, rule[0])
    return isinstance(value, dict) and all(
        fits(value.get(name), member) for name, member in rule.items())


def is_day(value):
    """Python has no year 0; its days are those of the year 2000."""
    return fits(value, DAY) and works(datetime.date.fromisoformat, re.sub("^0000", "2000", value))


def is_date_time(value):
    if not fits(value, DATE_TIME) or not is_day(value[:10]):
        return False
    hour, minute, second = int(value[11:13]), int(value[14:16]), int(value[17:19])
    sign, zone = (1, "00:00") if value[-1] in "Zz" else (int(value[-6] + "1"), value[-5:])
    zone_hour, zone_minute = int(zone[:2]), int(zone[3:])
    utc = hour * 60 + minute - sign * (zone_hour * 60 + zone_minute)  # minutes of the day
    leap = second == 60 and utc % 1440 == 1439
    return (hour < 24 and minute < 60 and zone_hour < 24 and zone_minute < 60
            and (second < 60 or leap)
            and not (value.startswith("0000-01-01") and utc < 0)
            and not (value.startswith("9999-12-31") and utc + leap >= 1440))


TEXT = ".*"
AGENCY = "[A-Z]{2}(-[A-Z0-9]{2,12}){1,3}"
FORM = "[A-Z]{3}-[0-9]{2}"
UUID7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
DATE_TIME = DAY + "[Tt]([0-9]{2}:){2}[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
REFERENCE = {"form": FORM, "sender": AGENCY, "id": UUID7}
HEADER = {
    "format": lambda value: isinstance(value, Number) and Decimal(value.text) == 1,
    "id": UUID7,
    "form": FORM,
    "version": "(0|[1-9][0-9]{0,3})[.](0|[1-9][0-9]{0,3})",
    "action": "NEW|CORRECT|WITHDRAW|RESEND|NIL|TEST",
    "sender": AGENCY,
    "sender_officer": {"function": TEXT, "name": (TEXT,), "service_number": (TEXT,),
                       "phone": (TEXT,), "email": (TEXT,)},
    "recipients": [{"agency": AGENCY, "as": "TO|CC|OBSERVER"}],
    "case": "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "in_reply_to": (REFERENCE,),
    "corrects": (REFERENCE,),
    "purpose": TEXT,
    "purposes_permitted": [TEXT],
    "onward": "NONE|SAME_PURPOSE|WITH_CONSENT|JUDICIAL_WITH_CONSENT",
    "legal_basis": [{"instrument": TEXT, "article": (TEXT,)}],
    "handling": {"codes": ["H[0-3]"], "classification": "NONE|LIMITED|BENELUX-R", "text": (TEXT,),
                 "source_evaluation": ("[ABCX]",), "information_evaluation": ("[1-4]",)},
    "urgency": "ROUTINE|URGENT|IMMEDIATE",
    "due_by": (is_date_time,),
    "language": "nl|fr|de|lb|en",
    "created_at": is_date_time,
    "retention_until": is_day,
}

# --- Parts ---

PART_NAME = "[a-z][a-z0-9_]{0,62}([.][0-9]{1,4})?"


def references(value):
    """Every object that has a member $part, not looking into those."""
    if isinstance(value, dict) and "$part" in value:
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from references(item)


def reference_digest(reference):
    """The digest that a reference with a well-formed name gives, or None."""
    try:
        require(set(reference) == {"$part", "digest"}, "other members")
        return from_base64url(reference["digest"], "digest", 32)
    except Refused:
        return None


def read_part(data):
    value = read_json(data)
    require(isinstance(value, list) and len(value) == 2, "not two elements")
    require(16 <= len(from_base64url(value[0], "salt")) <= 64, "salt too short or too long")
    require(not any(references(value)), "refers to a part")


def part_findings(root, parts):
    """All findings as CODE NAME, and the number of references; PART_MISSING is none in a bundle."""
    findings, names, digests, count = [], set(), {}, 0
    for count, reference in enumerate(references(root), 1):
        name = reference["$part"] if fits(reference["$part"], PART_NAME) else None
        digest = reference_digest(reference) if name else None
        if name and len(reference) == 2 and "value" in reference:
            findings.append(f"PART_NOT_SEALED {name}")
        elif digest is None or name in names or count > MAX_PARTS:
            findings.append(f"PART_REFERENCE (reference {count})")
        else:
            digests[name] = digest
        names.add(name)
    for name, data in parts.items():
        if name not in names:
            findings.append(f"PART_UNKNOWN {name}")
        elif name in digests and sha256(data) != digests[name]:
            findings.append(f"PART_DIGEST {name}")
        elif name in digests and not works(read_part, data):
            findings.append(f"PART_FORMAT {name}")
    return findings, count


# --- Signature ---

# joserfc verifies the signature over the unencoded payload. By hand: the exact header and the
# canonical Base64url (it is more lenient in both), and the choice of the algorithm by the key. It
# must be told of "iat", and its limits lie below those of the page.
JWS_HEADERS = {"iat": HeaderParameter("Signed at", "int", required=True)}
JWS_KEY_TYPES = {"ES256": "EC", "ES384": "EC", "PS256": "RSA", "EdDSA": "OKP"}


def read_signature(text):
    """The protected header of a well-formed signature."""
    require(isinstance(text, str) and len(text) <= MAX_JWS, "signature: not text, or too long")
    segments = text.split(".")
    require(len(segments) == 3, "signature: not three segments")
    require(segments[1] == "", "signature: the payload is attached")
    require(from_base64url(segments[2], "signature"), "signature: the last segment is empty")
    header = read_json(from_base64url(segments[0], "the signature's header"))
    require(isinstance(header, dict) and set(header) == {"alg", "b64", "crit", "iat", "x5t#S256"},
            "signature: the header does not have exactly its five members")
    require(fits(header["alg"], "|".join(JWS_KEY_TYPES)), "signature: unsupported alg")
    require(header["b64"] is False and header["crit"] == ["b64"], "signature: wrong b64 or crit")
    require(isinstance(header["iat"], Number) and fits(header["iat"].text, "[0-9]{1,12}")
            and int(header["iat"].text) <= 253402300799, "signature: wrong iat")
    from_base64url(header["x5t#S256"], "signature: x5t#S256", 32)
    return header


def algorithm_of(certificate):
    """The one alg of a certificate's key: empty for P-521, which signs certificates only, and None
    for a key that no certificate may have."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        plain = certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSAES_PKCS1_v1_5
        return "PS256" if plain and 2048 <= key.key_size <= 8192 else None
    if isinstance(key, ec.EllipticCurvePublicKey):
        curves = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": ""}
        return curves.get(key.curve.name)
    return "EdDSA" if isinstance(key, ed25519.Ed25519PublicKey) else None


def verify_signature(text, document, certificate):
    """Verifies a well-formed signature with the signer's certificate; returns its alg."""
    header = read_signature(text)
    der = certificate.public_bytes(serialization.Encoding.DER)
    require(from_base64url(header["x5t#S256"], "x5t#S256") == sha256(der),
            "x5t#S256 is not the digest of the first certificate")
    alg = algorithm_of(certificate)
    require(header["alg"] == alg, f"alg is {header['alg']}, the certificate's key needs {alg}")
    pem = certificate.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    registry = jws.JWSRegistry(header_registry=JWS_HEADERS, algorithms=[alg])
    registry.max_header_length = registry.max_signature_length = MAX_JWS
    key = jwk.import_key(pem, JWS_KEY_TYPES[alg])
    require(works(jws.deserialize_compact, text, key, registry=registry, payload=document),
            f"the {alg} signature does not verify")
    return alg


# --- Chain ---

SIGNED_WITH = {Signed.ECDSA_WITH_SHA256, Signed.ECDSA_WITH_SHA384, Signed.ECDSA_WITH_SHA512,
               Signed.RSA_WITH_SHA256, Signed.RSA_WITH_SHA384, Signed.RSA_WITH_SHA512,
               Signed.ED25519}


def read_certificate(der):
    require(len(der) <= MAX_CERTIFICATE, "chain: a certificate is too long")
    try:
        certificate = x509.load_der_x509_certificate(der)
        whole = certificate.public_bytes(serialization.Encoding.DER) == der
        accepted = (certificate.signature_algorithm_oid in SIGNED_WITH
                    and algorithm_of(certificate) is not None)
    except LIBRARY_ERRORS:
        whole = accepted = False
    require(whole and accepted, "chain: a certificate cannot be parsed, or its key or signature "
            "is of no accepted kind")
    return certificate


def paths(path, others, roots):
    """All ways from the end of a path over other certificates of the chain to a root. The library
    compares the names byte for byte."""
    for root in roots:
        if works(path[-1].verify_directly_issued_by, root):
            yield [*path, root]
    for index, other in enumerate(others):
        if works(path[-1].verify_directly_issued_by, other):
            yield from paths([*path, other], others[:index] + others[index + 1:], roots)


def in_time(certificate, at):
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def judge_path(path, at):
    """Refuses a path that breaks one of the rules 3 to 7."""
    judged = (x509.BasicConstraints, x509.KeyUsage, x509.ExtendedKeyUsage)
    for index, certificate in enumerate(path):
        require(certificate.version is x509.Version.v3, "a certificate is not of version 3")
        require(in_time(certificate, at), "a certificate of the path is out of its time")
        require(algorithm_of(certificate) is not None, "the root's key is of no accepted kind")
        extensions = {type(item.value): item.value for item in certificate.extensions}
        require(x509.NameConstraints not in extensions, "there are name constraints")
        require(all(isinstance(item.value, judged) for item in certificate.extensions
                    if item.critical), "a certificate has an unknown critical extension")
        basic, usage = (extensions.get(kind) for kind in judged[:2])
        if index == 0:
            require(not (basic and basic.ca), "the signer is an authority")
            require(not usage or usage.digital_signature or usage.content_commitment,
                    "the signer's key usage does not include signatures")
        else:
            require(basic and basic.ca, "an issuer is not an authority")
            require(not usage or usage.key_cert_sign, "an issuer's key is not for certificates")
            between = sum(other.issuer.public_bytes() != other.subject.public_bytes()
                          for other in path[1:index])
            require(basic.path_length is None or between <= basic.path_length,
                    "the path is longer than an authority allows")


def verify_chain(chain, roots, at):
    """Refuses a chain that is not valid at a time; the last path's fault is the one told."""
    at = at.replace(microsecond=0)
    require(all(in_time(certificate, at) for certificate in chain),
            f"a certificate is not valid at {at:%Y-%m-%dT%H:%M:%SZ}")
    fault = "there is no path to a trusted root"
    for path in paths(chain[:1], chain[1:], roots):
        try:
            return judge_path(path, at)
        except ERRORS as error:
            fault = str(error)
    raise Refused(fault)


def agency_of(certificate):
    """The agency code that the signer's certificate names."""
    found = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_IDENTIFIER)
    require(len(found) == 1, f"{len(found)} attributes organizationIdentifier in the certificate")
    der, oid = x509.Name(found).public_bytes(), bytes.fromhex("0603550461")
    require(der[der.index(oid) + len(oid)] in (0x0C, 0x13), "organizationIdentifier is of no type "
            "that may name an agency")
    require(fits(found[0].value, AGENCY), "organizationIdentifier is not an agency code")
    return found[0].value


# --- Bulk submission ---

def read_bulk(bulk):
    """How many records a manifest has, and the root over them."""
    require(isinstance(bulk, dict) and isinstance(bulk.get("count"), Number),
            "bulk: no object with a count")
    count = Decimal(bulk["count"].text)
    require(count == int(count) and 1 <= count <= MAX_RECORDS, "bulk: the count is out of range")
    root = from_base64(bulk.get("root"), "bulk: the root")
    require(len(root) == 32, "bulk: the root is not 32 bytes")
    return int(count), root


def result_leaf(result):
    return bytes([result["accepted"]]) + ",".join(sorted(set(result["codes"]))).encode()


# --- Receipt ---

def read_receipt(text):
    require(isinstance(text, str), "receipt is not a string")
    try:
        logged = log.read_logged_leaf(text)
        fields = log.read_leaf(logged.leaf)
    except Refused as refused:
        raise Refused(f"receipt: {refused}") from None
    require(fields["kind"] in ("submission", "bulk manifest"),
            "receipt: the leaf is neither a submission nor a bulk manifest")
    accepted = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(
        microseconds=int(fields["time"]))
    return Receipt(logged, fields, accepted)


def verify_receipt(text, keys):
    log.verify_logged_leaf(read_receipt(text).logged, keys)


# --- Bundle ---

def decode_bundle(data):
    """Decodes a bundle, or refuses the file as a whole."""
    require(len(data) <= MAX_BUNDLE, "the bundle is too long")
    members = read_json(data)
    needed = {"bundle", "document", "signature", "chain", "parts"}
    require(isinstance(members, dict) and needed <= set(members) <= needed | {"receipt"}
            and members["bundle"] == Number("1"), "not a bundle of format 1")
    document = from_base64(members["document"], "document")
    require(len(document) <= MAX_DOCUMENT, "the document is too long")
    read_signature(members["signature"])
    texts, parts = members["chain"], members["parts"]
    require(isinstance(texts, list) and 1 <= len(texts) <= MAX_CHAIN,
            "chain: not one to four certificates")
    require(isinstance(parts, dict) and len(parts) <= MAX_PARTS, "parts: no object, or too many")
    require(all(fits(name, PART_NAME) for name in parts), "parts: a name is malformed")
    ders = [from_base64(text, "chain: a certificate") for text in texts]
    parts = {name: from_base64(text, f"part {name}") for name, text in parts.items()}
    require(all(len(part) <= MAX_PART for part in parts.values()), "parts: one is too long")
    receipt = read_receipt(members["receipt"]) if "receipt" in members else None
    return Bundle(document, members["signature"], ders, list(map(read_certificate, ders)), parts,
                  receipt)


class Verification:
    """The nine checks of one bundle. Each returns a detail, or raises what is wrong."""

    def __init__(self, bundle, trust):
        self.bundle, self.trust = bundle, trust
        self.root = self.header = None

    def run(self):
        """Results by name in the page's order; chain runs last, as it needs the receipt's time."""
        results = {"receipt": ("passed" if self.bundle.receipt else "absent", "")}
        for name in (*(name for name in CHECKS if name != "chain"), "chain"):
            needs = CHECKS[name] if name != "chain" or self.bundle.receipt else []
            missing = [need for need in needs if results[need][0] != "passed"]
            if missing:
                results[name] = ("skipped", f"{missing[0]} is absent or did not pass")
                continue
            try:
                results[name] = ("passed", getattr(self, "check_" + name.replace(".", "_"))())
            except ERRORS as error:
                results[name] = ("failed", str(error))
        return {name: results[name] for name in CHECKS}

    def check_document(self):
        self.root = read_json(self.bundle.document)
        return f"{len(self.bundle.document)} bytes, sha256 {sha256(self.bundle.document).hex()}"

    def check_header(self):
        header = self.root.get("header") if isinstance(self.root, dict) else None
        require(isinstance(header, dict), "there is no header")
        wrong = [name for name, rule in HEADER.items() if not fits(header.get(name), rule)]
        require(not wrong, "malformed or missing: " + ", ".join(wrong))
        self.header = header
        return f"{header['form']} {header['version']} {header['action']} {header['id']}"

    def check_parts(self):
        findings, count = part_findings(self.root, self.bundle.parts)
        require(not findings, ", ".join(findings))
        return f"{len(self.bundle.parts)} of {count} handed in"

    def check_signature(self):
        return verify_signature(self.bundle.signature, self.bundle.document, self.bundle.chain[0])

    def check_chain(self):
        at = self.bundle.receipt.accepted if self.bundle.receipt else self.trust.now
        verify_chain(self.bundle.chain, self.trust.roots, at)
        return f"valid at {at:%Y-%m-%dT%H:%M:%SZ}"

    def check_sender(self):
        agency, sender = agency_of(self.bundle.chain[0]), self.header["sender"]
        require(agency == sender, f"the certificate is {agency}'s, the sender {sender}")
        return sender

    def check_receipt_signature(self):
        checkpoint = self.bundle.receipt.logged.checkpoint
        log.verify_checkpoint(checkpoint, self.trust.keys)
        return checkpoint.origin

    def check_receipt_inclusion(self):
        logged = self.bundle.receipt.logged
        log.verify_inclusion(logged)
        return f"leaf {logged.index} of {logged.checkpoint.size}"

    def check_receipt_content(self):
        fields = self.bundle.receipt.fields
        expected = {"sender": self.header["sender"], "id": self.header["id"],
                    "document": sha256(self.bundle.document).hex(),
                    "signature": sha256(self.bundle.signature.encode()).hex(),
                    "chain": sha256(*self.bundle.ders).hex()}
        expected["kind"] = "bulk manifest" if "bulk" in self.root else "submission"
        if "bulk" in self.root:
            count, root = read_bulk(self.root["bulk"])
            expected.update(count=str(count), root=root.hex())
        wrong = [name for name, value in expected.items() if fields.get(name) != value]
        require(not wrong, "about another " + ", ".join(wrong))
        return f"{fields['kind']}, accepted {self.bundle.receipt.accepted:%Y-%m-%dT%H:%M:%S.%fZ}"


# --- Test vectors ---

def bundle_cases(folder):
    expected = json.loads((folder / "bundles/expected.json").read_text())
    trust = Trust(read_roots(folder / expected["roots"]), vector_keys(folder),
                  datetime.datetime.fromisoformat(expected["now"]))
    for case in expected["bundles"]:
        bundle = decode_bundle((folder / "bundles" / case["file"]).read_bytes())
        results = Verification(bundle, trust).run()
        yield case["file"], {name: result[0] for name, result in results.items()} == case["checks"]
    refused = folder / "bundles/refused"
    for case in json.loads((refused / "expected.json").read_text()):
        data = (refused / case["file"]).read_bytes()
        yield "refused/" + case["file"], not works(decode_bundle, data)


def signature_cases(folder):
    document = (folder / "document.json").read_bytes()
    for path in sorted((folder / "signatures").glob("*.jws")):
        chain = read_roots(folder / "chains" / (path.name.split(".")[0] + ".pem"))
        yield path.name, works(verify_signature, path.read_text(), document, chain[0])
    for case in json.loads((folder / "signatures/refused.json").read_text()):
        yield "signatures/" + case["name"], not works(read_signature, case["jws"])


def chain_cases(folder):
    vectors = json.loads((folder / "chains/cases.json").read_text())
    roots, at = read_roots(folder / "roots.pem"), datetime.datetime.fromisoformat(vectors["at"])
    for case in vectors["cases"]:
        ders = [base64.b64decode(text) for text in case["chain"]]
        result = "refused"
        if all(works(read_certificate, der) for der in ders):
            chain = [read_certificate(der) for der in ders]
            result = ("invalid" if not works(verify_chain, chain, roots, at) else
                      "accepted" if works(agency_of, chain[0]) else "stranger")
        yield "chains/" + case["name"], result == case["result"]


def value_cases(folder):
    for case in json.loads((folder / "json.json").read_text()):
        read = works(read_json, base64.b64decode(case["base64"]))
        yield "JSON: " + case["about"], read == case["accepted"]
    times = json.loads((folder / "date-times.json").read_text())
    for text in times["accepted"] + times["refused"]:
        yield "date-time " + ascii(text), is_date_time(text) == (text in times["accepted"])
    for case in json.loads((folder / "findings.json").read_text()):
        parts = {name: text.encode() for name, text in case["parts"].items()}
        findings, _ = part_findings(read_json(case["document"].encode()), parts)
        codes = sorted(finding.split()[0] for finding in findings)
        yield "findings: " + case["about"], codes == case["findings"]


def receipt_cases(folder):
    keys = vector_keys(folder)
    yield "receipt.txt", works(verify_receipt, (folder / "receipt.txt").read_bytes().decode(), keys)
    for case in json.loads((folder / "receipts.json").read_text()):
        result = ("refused" if not works(read_receipt, case["text"]) else
                  "verified" if works(verify_receipt, case["text"], keys) else "failed")
        yield "receipt: " + case["about"], result == case["result"]


def bulk_cases(folder):
    for number, case in enumerate(json.loads((folder / "bulk.json").read_text())):
        records = [log.leaf_hash(from_base64(text, "record")) for text in case["records"]]
        leaves = [result_leaf(result) for result in case["results"]]
        found = [log.tree_root(records), [leaf.hex() for leaf in leaves],
                 log.tree_root(list(map(log.leaf_hash, leaves)))]
        expected = [from_base64(case["root"], "root"), case["leaves"],
                    from_base64(case["result_root"], "root")]
        yield f"bulk {number}", found == expected


def vector_keys(folder):
    return [log.read_key((folder / "exchange.vkey").read_text().rstrip("\n"))]


def run_vectors(folder):
    results = [result for cases in (bundle_cases, signature_cases, chain_cases, value_cases,
                                    receipt_cases, bulk_cases) for result in cases(folder)]
    wrong = [name for name, as_expected in results if not as_expected]
    for name in wrong:
        print(f"{name}: not as expected")
    print(f"{len(results) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


# --- Command line ---

def read_roots(path):
    return x509.load_pem_x509_certificates(pathlib.Path(path).read_bytes())


def check_file(path, trust):
    """Checks one file and prints what was found; returns whether the bundle is verified."""
    try:
        with open(path, "rb") as file:
            results = Verification(decode_bundle(file.read(MAX_BUNDLE + 1)), trust).run()
    except ERRORS as refused:
        print(f"{path}: refused: {ascii(str(refused))[1:-1]}")
        return False
    words = [result for result, _ in results.values()]
    unaccepted = words == ["passed"] * 6 + ["skipped"] * 3
    verified = set(words) == {"passed"}
    print(f"{path}:", "verified" if verified else
          "not accepted yet" if unaccepted else "not verified")
    for name, (result, detail) in results.items():
        word = {"passed": "ok", "failed": "FAILED"}.get(result, result)
        print(f"  {name:<18} {word:<8} {ascii(detail)[1:-1]}")
    return verified


def main():
    parser = argparse.ArgumentParser(description="Checks bundles of the form exchange.")
    parser.add_argument("bundles", nargs="*", metavar="BUNDLE")
    parser.add_argument("--trust", metavar="ROOTS.pem", help="trusted roots of signers")
    parser.add_argument("--exchange-key", action="append", default=[], metavar="VKEY")
    parser.add_argument("--vectors", metavar="DIR", type=pathlib.Path, help="try the test vectors")
    options = parser.parse_args()
    try:
        if options.vectors:
            return run_vectors(options.vectors)
        if not (options.bundles and options.trust and options.exchange_key):
            parser.error("needs a BUNDLE, --trust and --exchange-key")
        keys = [log.read_key(key) for key in options.exchange_key]
        trust = Trust(read_roots(options.trust), keys,
                      datetime.datetime.now(datetime.timezone.utc))
        return 0 if all([check_file(path, trust) for path in options.bundles]) else 1
    except (OSError, Refused, *LIBRARY_ERRORS) as error:
        parser.error(ascii(str(error)))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
