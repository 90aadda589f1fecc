"""A client of the exchange that shares no code with it.

Python's grpcio, and stubs made from the exchange's proto files on the spot. Prints one JSON object.
"""

import argparse
import importlib
import json
import pathlib
import sys
import tempfile

import grpc
from google.protobuf import any_pb2  # noqa: F401  (registers the type that Status refers to)
from grpc_tools import protoc

# google/rpc/status.proto and error_details.proto, as far as they are needed here.
RICH_ERRORS = """
syntax = "proto3";
package google.rpc;
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
message Status { int32 code = 1; string message = 2; repeated google.protobuf.Any details = 3; }
message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
message RetryInfo { google.protobuf.Duration retry_delay = 1; }
message BadRequest {
  message FieldViolation { string field = 1; string description = 2; string reason = 3; }
  repeated FieldViolation field_violations = 1;
}
"""


def generate(proto, folder):
    """Makes the stubs and returns their modules."""
    (folder / "rich_errors.proto").write_text(RICH_ERRORS)
    well_known = pathlib.Path(protoc.__file__).parent / "_proto"
    status = protoc.main(
        [
            "protoc", f"-I{proto}", f"-I{folder}", f"-I{well_known}", f"--python_out={folder}",
            f"--grpc_python_out={folder}", "benelux/forms/v1/exchange.proto", "rich_errors.proto",
        ]
    )
    if status != 0:
        raise SystemExit("protoc failed")
    sys.path.insert(0, str(folder))
    return [
        importlib.import_module(name)
        for name in (
            "benelux.forms.v1.exchange_pb2", "benelux.forms.v1.exchange_pb2_grpc",
            "rich_errors_pb2",
        )
    ]


def signed_form(messages, folder):
    """The form that lies in a folder, made by somebody else."""
    form = messages.SignedForm(
        document=(folder / "document").read_bytes(),
        signature=(folder / "signature").read_text(),
        signer_chain=[(folder / "certificate").read_bytes()],
    )
    for file in sorted((folder / "parts").iterdir()):
        form.parts.add(name=file.name, content=file.read_bytes())
    return form


def refusal(error, rich):
    """What the exchange says about a refusal, from its binary trailer."""
    result = {"status": error.code().name, "message": error.details()}
    trailers = dict(error.trailing_metadata() or ())
    status = rich.Status.FromString(trailers["grpc-status-details-bin"])
    for detail in status.details:
        if detail.Is(rich.ErrorInfo.DESCRIPTOR):
            info = rich.ErrorInfo()
            detail.Unpack(info)
            result["reason"], result["domain"] = info.reason, info.domain
        if detail.Is(rich.BadRequest.DESCRIPTOR):
            bad = rich.BadRequest()
            detail.Unpack(bad)
            result["fields"] = [f"{v.field} {v.reason}" for v in bad.field_violations]
    return result


def call(options, messages, stub):
    access = messages.Access(officer="Officer 4711", reason="end-to-end test")
    if options.call == "submit":
        form = signed_form(messages, pathlib.Path(options.form))
        answer, call = stub.Submit.with_call(messages.SubmitRequest(form=form), timeout=60)
        metadata = dict(call.initial_metadata())
        return {
            "receipt": answer.receipt, "leaf_index": answer.leaf_index,
            "request_id": metadata.get("x-request-id"),
        }
    if options.call == "get":
        answer = stub.Get(
            messages.GetRequest(
                access=access,
                form=messages.FormReference(sender=options.sender, id=options.id)),
            timeout=60)
        return {
            "document": answer.form.document.hex(), "receipt": answer.receipt,
            "parts": {part.name: part.content.hex() for part in answer.form.parts},
        }
    entries = stub.Watch(
        messages.WatchRequest(access=access, until_caught_up=True), timeout=60)
    return {"inbox": [entry.form.id for entry in entries if entry.HasField("form")]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("call", choices=["submit", "get", "inbox"])
    parser.add_argument("--proto", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--trust", required=True)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--form")
    parser.add_argument("--sender")
    parser.add_argument("--id")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        messages, services, rich = generate(options.proto, pathlib.Path(folder))
        credentials = grpc.ssl_channel_credentials(
            pathlib.Path(options.trust).read_bytes(), pathlib.Path(options.key).read_bytes(),
            pathlib.Path(options.certificate).read_bytes())
        with grpc.secure_channel(options.server, credentials) as channel:
            stub = services.FormExchangeStub(channel)
            try:
                result = call(options, messages, stub)
            except grpc.RpcError as error:
                result = refusal(error, rich)
    print(json.dumps(result))


main()
