"""Agencies with certificates of their own, and the forms that they make, sign and seal.

Follows docs/formats.md, sections Document, Parts and Signature.
"""

import base64
import dataclasses
import datetime
import hashlib
import ipaddress
import json
import pathlib
import time
import uuid

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from check_log import log

CODES = ["BE-DAP", "BE-OCAM", "LU-USP", "NL-DKDB"]
# Forms that stand alone, whoever sends them; the second has a confidential part.
SAMPLES = ["RSK-01/1.0/samples/valid/be-ocam-minister.json",
           "SOC-10/1.0/samples/valid/lu-itm-housing-to-be-de.json"]
# What answers the second.
FEEDBACK = "SOC-10/1.0/samples/valid/be-tsw-feedback-housing.json"
YEAR = datetime.timedelta(days=365)


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Authority:
    """A throw-away certificate authority; what it issues outlives every jump of a clock."""

    def __init__(self):
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Chaos TEST authority")])
        self.certificate = (
            self._builder(self._name, self._key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256()))

    def issue(self, attributes, usage, names=()):
        """Returns certificate and key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(oid, text) for oid, text in attributes])
        builder = (
            self._builder(subject, key)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False))
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self._key, hashes.SHA256()), key

    def issue_server(self):
        return self.issue(
            [(NameOID.COMMON_NAME, "localhost")], ExtendedKeyUsageOID.SERVER_AUTH,
            [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])

    def issue_agency(self, code):
        return self.issue(
            [(NameOID.ORGANIZATION_IDENTIFIER, code), (NameOID.COMMON_NAME, f"{code} TEST")],
            ExtendedKeyUsageOID.CLIENT_AUTH)

    def _builder(self, subject, key):
        now = datetime.datetime.now(datetime.timezone.utc)
        return (x509.CertificateBuilder().subject_name(subject).issuer_name(self._name)
                .public_key(key.public_key()).serial_number(x509.random_serial_number())
                .not_valid_before(now - 10 * YEAR).not_valid_after(now + 10 * YEAR))


def write_pem(folder, name, certificate, key=None):
    """Writes NAME.pem and NAME.key; returns their paths."""
    paths = [pathlib.Path(folder) / f"{name}.pem", pathlib.Path(folder) / f"{name}.key"]
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    if key:
        paths[1].touch(mode=0o600)
        paths[1].write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()))
    return [str(path) for path in paths]


@dataclasses.dataclass(frozen=True, eq=False)
class SignedDocument:
    """One document as it is submitted, byte for byte at every attempt."""

    document: bytes
    signature: str
    chain: tuple
    parts: dict
    records: tuple = ()  # of a manifest, in their order

    @property
    def digests(self):
        """What a receipt's leaf must say."""
        return {"document": hashlib.sha256(self.document).hexdigest(),
                "signature": hashlib.sha256(self.signature.encode()).hexdigest(),
                "chain": hashlib.sha256(b"".join(self.chain)).hexdigest()}


class Agency:
    """A participant that signs and connects with one certificate."""

    def __init__(self, code, authority, folder):
        self.code = code
        self.certificate, self._key = authority.issue_agency(code)
        self.paths = write_pem(folder, code, self.certificate, self._key)
        self._der = self.certificate.public_bytes(serialization.Encoding.DER)

    def sign(self, document, parts):
        header = json.dumps(
            {"alg": "ES256", "b64": False, "crit": ["b64"], "iat": int(time.time()),
             "x5t#S256": base64url(hashlib.sha256(self._der).digest())}, separators=(",", ":"))
        protected = base64url(header.encode())
        r, s = decode_dss_signature(self._key.sign(
            protected.encode() + b"." + document, ec.ECDSA(hashes.SHA256())))
        signature = base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        return SignedDocument(document, f"{protected}..{signature}", (self._der,), parts)


class FormMaker:
    """Makes forms of the catalogue's samples, each with an ID and a layout of its own."""

    def __init__(self, catalogue, agencies):
        folder = pathlib.Path(catalogue) / "forms"
        self._samples = [json.loads((folder / name).read_text()) for name in SAMPLES]
        self._feedback = json.loads((folder / FEEDBACK).read_text())
        self._agencies = agencies

    def new_id(self, random):
        """A UUID of version 7."""
        bits = int(time.time() * 1000) << 80 | 7 << 76 | random.getrandbits(76)
        return str(uuid.UUID(int=bits & ~(3 << 62) | 2 << 62))

    def make(self, random, id_, sender, recipients):
        draft = self._draft(random.choice(self._samples), id_, sender, recipients)
        parts = {}
        self._seal(draft, random, parts)
        return self._sign(draft, random, parts)

    def make_correction(self, random, id_, form):
        """Another version of an accepted form, with the same parts."""
        sample = json.loads(form.accepted.document)
        draft = self._draft(sample, id_, form.sender, form.recipients)
        draft["header"].update(action="CORRECT", corrects=self._reference(sample))
        return self._sign(draft, random, form.accepted.parts)

    def make_feedback(self, random, id_, sender, form):
        """An answer to an accepted form, which must ask for one."""
        original = json.loads(form.accepted.document)
        draft = self._draft(self._feedback, id_, sender, {form.sender: "TO"})
        draft["header"].update(
            case=original["header"]["case"], in_reply_to=self._reference(original))
        return self._sign(draft, random, {})

    @staticmethod
    def asks_for_feedback(form):
        """Whether a form is of the kind that is answered."""
        return json.loads(form.accepted.document)["body"].get("kind") == "SIGNAL"

    @staticmethod
    def _draft(sample, id_, sender, recipients):
        draft = json.loads(json.dumps(sample))
        draft["header"].update(
            id=id_, sender=sender,
            recipients=[{"agency": code, "as": role} for code, role in recipients.items()])
        return draft

    @staticmethod
    def _reference(document):
        return {name: document["header"][name] for name in ("form", "sender", "id")}

    def _sign(self, draft, random, parts):
        # No two documents under one ID are alike.
        draft["header"]["sender_officer"]["function"] = f"Officer {random.getrandbits(48)}"
        layout = random.choice([{"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}])
        text = json.dumps(draft, **layout)
        # White space is part of a document like everything else.
        text += random.choice(["", "\n", " " * random.randrange(1, 200), " " * 20_000])
        return self._agencies[draft["header"]["sender"]].sign(text.encode(), parts)

    def make_bulk(self, random, id_, sender, recipients):
        """A manifest with its records, some of which are no records of the form."""
        draft = self._draft(self._samples[0], id_, sender, recipients)
        records = []
        for _ in range(random.randrange(20, 200)):
            statement = draft["body"]["statements"][0]
            statement["text"]["content"] = f"Statement {random.getrandbits(48)}"
            text = json.dumps(draft["body"]) if random.random() < 0.9 else "{}"
            records.append(text.encode())
        root = log.tree_root([log.leaf_hash(record) for record in records])
        manifest = {"header": draft["header"],
                    "bulk": {"count": len(records), "root": base64.b64encode(root).decode()}}
        signed = self._agencies[sender].sign(json.dumps(manifest).encode(), {})
        return dataclasses.replace(signed, records=tuple(records))

    def _seal(self, value, random, parts):
        """Puts digests in the place of the values of confidential parts."""
        if isinstance(value, dict) and "$part" in value:
            salt = base64url(random.randbytes(16))
            part = f'["{salt}",{json.dumps(value.pop("value"))}]'.encode()
            parts[value["$part"]] = part
            value["digest"] = base64url(hashlib.sha256(part).digest())
        elif isinstance(value, (dict, list)):
            for inner in value.values() if isinstance(value, dict) else value:
                self._seal(inner, random, parts)
