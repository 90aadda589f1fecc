"""Asks an exchange how it is and what it offers, with gRPC's own clients for that.

    health    the status of every service; prints one JSON object
    watch     the status of the server, whenever it changes; prints a line each until the stream ends
    reflect   what reflection says, and whether it is true; prints one JSON object
"""

import argparse
import json
import pathlib

import grpc
from google.protobuf import descriptor_pb2, json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

SERVICE = "benelux.forms.v1.FormExchange"
STATUS = health_pb2.HealthCheckResponse.ServingStatus.Name
TIMEOUT = 30


def outcome(call):
    """What a call returns, or the name of the status with which it fails."""
    try:
        return call()
    except grpc.RpcError as error:
        return error.code().name


# --- Health


def check(stub, service):
    request = health_pb2.HealthCheckRequest(service=service)
    return outcome(lambda: STATUS(stub.Check(request, timeout=TIMEOUT).status))


def first_of_watch(stub, service):
    """The first status of a watch, which is then given up."""
    answers = stub.Watch(health_pb2.HealthCheckRequest(service=service), timeout=TIMEOUT)
    first = outcome(lambda: STATUS(next(answers).status))
    answers.cancel()
    return first


def health(channel):
    stub = health_pb2_grpc.HealthStub(channel)
    listed = stub.List(health_pb2.HealthListRequest(), timeout=TIMEOUT).statuses
    names = ["", SERVICE, "no.such.Service"]
    return {
        "check": {name: check(stub, name) for name in names},
        "watch": {name: first_of_watch(stub, name) for name in names},
        "list": {name: STATUS(answer.status) for name, answer in listed.items()},
    }


def watch(channel):
    stub = health_pb2_grpc.HealthStub(channel)
    for answer in stub.Watch(health_pb2.HealthCheckRequest()):
        print(STATUS(answer.status), flush=True)
    print("END", flush=True)


# --- Reflection


def ask(channel, version, *questions):
    """The answers to several questions on one stream; both versions have the same messages."""
    stream = channel.stream_stream(
        f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
        request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
    )
    requests = [reflection_pb2.ServerReflectionRequest(host="h", **q) for q in questions]
    answers = list(stream(iter(requests), timeout=TIMEOUT))
    assert [answer.original_request for answer in answers] == requests
    assert all(answer.valid_host == "h" for answer in answers)
    return answers


def errors(channel):
    """The error codes of questions that have no answer."""
    extension = reflection_pb2.ExtensionRequest(containing_type=SERVICE, extension_number=1)
    answers = ask(
        channel, "v1", {}, {"file_by_filename": "no.proto"}, {"file_containing_symbol": "no.No"},
        {"file_containing_extension": extension}, {"all_extension_numbers_of_type": SERVICE},
    )
    return [answer.error_response.error_code for answer in answers]


def versions_agree(channel):
    questions = [
        {"list_services": ""}, {"file_containing_symbol": SERVICE},
        {"file_by_filename": "google/protobuf/timestamp.proto"}, {"file_by_filename": "no.proto"},
    ]
    return ask(channel, "v1", *questions) == ask(channel, "v1alpha", *questions)


def declarations(file):
    """What a file declares, whatever its own name."""
    if not isinstance(file, descriptor_pb2.FileDescriptorProto):
        proto = descriptor_pb2.FileDescriptorProto()
        file.CopyToProto(proto)
        file = proto

    def essential(value):
        if isinstance(value, dict):
            # protoc adds the JSON names, or not, depending on who asks.
            return {k: essential(v) for k, v in value.items() if k != "jsonName"}
        return [essential(v) for v in value] if isinstance(value, list) else value

    found = essential(json_format.MessageToDict(file))
    found.pop("name")
    return found


def as_published(pool):
    """Whether the standard services are declared as gRPC's own packages declare them."""
    return {
        name: declarations(pool.FindFileContainingSymbol(name)) == declarations(module.DESCRIPTOR)
        for name, module in [
            ("grpc.health.v1.Health", health_pb2),
            ("grpc.reflection.v1alpha.ServerReflection", reflection_pb2),
        ]
    }


def call_each(channel, pool, services):
    """What every method that reflection knows says to an empty request."""
    result = {}
    for service in services:
        for method in pool.FindServiceByName(service).methods:
            call = channel.stream_stream(f"/{service}/{method.name}")
            answers = call(iter([b""]), timeout=TIMEOUT)
            first = outcome(lambda: next(answers) is not None)
            answers.cancel()
            result[f"{service}/{method.name}"] = "OK" if first is True else first
    return result


def inbox(channel, pool):
    """What an empty inbox holds, read with messages made from nothing but reflection."""
    method = pool.FindServiceByName(SERVICE).methods_by_name["Watch"]
    request = GetMessageClass(method.input_type)(until_caught_up=True)
    request.access.officer, request.access.reason = "Officer 4711", "end-to-end test"
    call = channel.unary_stream(
        f"/{SERVICE}/{method.name}",
        request_serializer=lambda message: message.SerializeToString(),
        response_deserializer=GetMessageClass(method.output_type).FromString,
    )
    return [entry.WhichOneof("entry") for entry in call(request, timeout=TIMEOUT)]


def reflect(channel):
    database = ProtoReflectionDescriptorDatabase(channel)
    services = outcome(lambda: sorted(database.get_services()))
    if isinstance(services, str):
        return {"refused": services}
    pool = DescriptorPool(database)
    return {
        "services": services,
        "errors": errors(channel),
        "versionsAgree": versions_agree(channel),
        "asPublished": as_published(pool),
        "calls": call_each(channel, pool, services),
        "inbox": inbox(channel, pool),
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("call", choices=["health", "watch", "reflect"])
    parser.add_argument("--server", required=True)
    parser.add_argument("--trust", required=True)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--key", required=True)
    options = parser.parse_args()
    credentials = grpc.ssl_channel_credentials(
        pathlib.Path(options.trust).read_bytes(), pathlib.Path(options.key).read_bytes(),
        pathlib.Path(options.certificate).read_bytes())
    with grpc.secure_channel(options.server, credentials) as channel:
        if options.call == "watch":
            watch(channel)
        else:
            print(json.dumps((health if options.call == "health" else reflect)(channel)))


main()
