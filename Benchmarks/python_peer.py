"""Answers `Submit` as one would in Python: what the exchange is measured beside.

The work is the same: mutual TLS, the document parsed, its header and body validated, the sender's
signature verified, one durable row per call. It does not judge rules, keeps no log, and puts
nothing into an inbox. Prints a line when it is ready; SIGTERM ends it.

Usage: python_peer.py --port PORT --database DSN --form CODE
           --certificate FILE --key FILE --trust FILE
"""

import argparse
import asyncio
import base64
import hashlib
import importlib
import pathlib
import signal
import sys
import tempfile
import uuid

import asyncpg
import grpc
import jsonschema_rs
import orjson
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from grpc_tools import protoc

from standard_schema import CATALOGUE, ROOT, Derivation, standard_schema

CONNECTIONS = 8
ORGANIZATION_IDENTIFIER = x509.ObjectIdentifier("2.5.4.97")
INSERT = """
    insert into peer_submission (sender, submission_id, form, digest, document, signature, signer)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict do nothing
    returning position
"""


def generate(folder):
    """Makes the messages and returns their module."""
    well_known = pathlib.Path(protoc.__file__).parent / "_proto"
    status = protoc.main([
        "protoc", f"-I{ROOT / 'proto'}", f"-I{well_known}", f"--python_out={folder}",
        "benelux/forms/v1/exchange.proto"])
    if status != 0:
        sys.exit("python_peer: protoc failed")
    sys.path.insert(0, folder)
    return importlib.import_module("benelux.forms.v1.exchange_pb2")


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Refusal(Exception):
    """Why a form is not accepted."""


class Signer:
    """A certificate that signs, judged once."""

    def __init__(self, der, roots):
        certificate = x509.load_der_x509_certificate(der)
        issuer = next((root for root in roots if root.subject == certificate.issuer), None)
        if issuer is None:
            raise Refusal("the signer's certificate leads to no root")
        certificate.verify_directly_issued_by(issuer)
        (agency,) = certificate.subject.get_attributes_for_oid(ORGANIZATION_IDENTIFIER)
        self.agency = agency.value
        self.key = certificate.public_key()
        self.fingerprint = hashlib.sha256(der).digest()

    def verify(self, document, signature):
        """Checks a detached JWS (RFC 7797) with ES256."""
        protected, _, raw = signature.split(".")
        header = orjson.loads(decoded(protected))
        if header["alg"] != "ES256" or decoded(header["x5t#S256"]) != self.fingerprint:
            raise Refusal("the signature is not of this certificate")
        raw = decoded(raw)
        der = utils.encode_dss_signature(
            int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        try:
            self.key.verify(
                der, protected.encode() + b"." + document, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            raise Refusal("the signature does not fit") from None


class Exchange:
    """The service, as far as it goes."""

    def __init__(self, messages, pool, options):
        self.messages, self.pool = messages, pool
        self.roots = x509.load_pem_x509_certificates(pathlib.Path(options.trust).read_bytes())
        self.header = self.validator(
            Derivation().standard(max(CATALOGUE.glob("header/*/schema.json"))))
        self.bodies = {options.form: self.validator(standard_schema(options.form))}
        self.signers, self.callers = {}, {}

    @staticmethod
    def validator(schema):
        return jsonschema_rs.validator_for(schema, validate_formats=True)

    def signer(self, der):
        if der not in self.signers:
            self.signers[der] = Signer(der, self.roots)
        return self.signers[der]

    def caller(self, context):
        (pem,) = context.auth_context()["x509_pem_cert"]
        if pem not in self.callers:
            certificate = x509.load_pem_x509_certificate(pem)
            self.callers[pem] = Signer(
                certificate.public_bytes(serialization.Encoding.DER), self.roots)
        return self.callers[pem].agency

    def check(self, form, caller):
        """Everything that must hold of a form; gives its header and its signer."""
        document = orjson.loads(form.document)
        header, body = document["header"], document["body"]
        if header["sender"] != caller:
            raise Refusal("only the sender can submit a form")
        if not self.header.is_valid(header) or not self.bodies[header["form"]].is_valid(body):
            raise Refusal("the form is not valid")
        signer = self.signer(form.signer_chain[0])
        if signer.agency != caller:
            raise Refusal("the signer is not the sender")
        signer.verify(form.document, form.signature)
        return header, signer

    async def submit(self, request, context):
        form = request.form
        try:
            header, signer = self.check(form, self.caller(context))
        except (Refusal, KeyError, ValueError) as error:
            await context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        position = await self.pool.fetchval(
            INSERT, header["sender"], uuid.UUID(header["id"]), header["form"],
            hashlib.sha256(form.document).digest(), form.document, form.signature,
            signer.fingerprint)
        return self.messages.SubmitResponse(already_accepted=position is None)


async def serve(options, messages):
    pool = await asyncpg.create_pool(
        options.database, min_size=CONNECTIONS, max_size=CONNECTIONS)
    server = grpc.aio.server(options=[("grpc.so_reuseport", 1)])
    submit = grpc.unary_unary_rpc_method_handler(
        Exchange(messages, pool, options).submit,
        request_deserializer=messages.SubmitRequest.FromString,
        response_serializer=messages.SubmitResponse.SerializeToString)
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(
        messages.DESCRIPTOR.services_by_name["FormExchange"].full_name, {"Submit": submit})])
    read = lambda path: pathlib.Path(path).read_bytes()  # noqa: E731
    credentials = grpc.ssl_server_credentials(
        [(read(options.key), read(options.certificate))], root_certificates=read(options.trust),
        require_client_auth=True)
    server.add_secure_port(f"127.0.0.1:{options.port}", credentials)
    await server.start()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    print(f"Ready on port {options.port}.", flush=True)
    await ended.wait()
    await server.stop(1)
    await pool.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("port", "database", "certificate", "key", "trust", "form"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(serve(options, generate(folder)))


main()
