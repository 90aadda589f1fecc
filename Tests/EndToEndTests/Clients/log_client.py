"""Reads all hashes of a log over gRPC and computes its tree anew, sharing no code with the exchange.

Python's grpcio, stubs made from the exchange's proto files on the spot, and scripts/check-log.py, which
follows docs/formats.md. Prints one JSON object; ends with 1 if anything does not fit.
"""

import argparse
import importlib
import importlib.util
import json
import pathlib
import sys
import tempfile

import grpc
from grpc_tools import protoc


def generate(proto, folder):
    status = protoc.main(
        ["protoc", f"-I{proto}", f"--python_out={folder}", f"--grpc_python_out={folder}",
         "benelux/forms/v1/log.proto"])
    if status != 0:
        raise SystemExit("protoc failed")
    sys.path.insert(0, str(folder))
    return [importlib.import_module(f"benelux.forms.v1.log_pb2{suffix}") for suffix in ("", "_grpc")]


def load_checker(file):
    spec = importlib.util.spec_from_file_location("check_log", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tile_name(index):
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups))


def paths(level, count):
    """The paths of all tiles of a level with `count` hashes, the last one perhaps partial."""
    for index in range((count + 255) // 256):
        width = min(256, count - index * 256)
        suffix = "" if width == 256 else f".p/{width}"
        yield f"tile/{level}/{tile_name(index)}{suffix}"


def hashes_of(tile):
    assert len(tile) % 32 == 0, "a tile is cut off"
    return [tile[start:start + 32] for start in range(0, len(tile), 32)]


def read_log(stub, messages, checker, keys):
    def tile(path):
        return stub.GetTile(messages.GetTileRequest(path=path), timeout=60).content

    note = stub.GetCheckpoint(messages.GetCheckpointRequest(), timeout=60).checkpoint
    checkpoint = checker.read_checkpoint(note)
    signers = checker.verify_note(checkpoint.text, checkpoint.signatures, keys)
    size = checkpoint.size

    hashes = [item for path in paths(0, size) for item in hashes_of(tile(path))]
    assert len(hashes) == size, "the tiles do not hold the hashes of all leaves"
    assert checker.tree_root(hashes) == checkpoint.root, "the hashes give another root"
    for path in paths("entries", size):
        try:
            tile(path)
        except grpc.RpcError as error:
            assert error.code() == grpc.StatusCode.INVALID_ARGUMENT, error
        else:
            raise AssertionError(f"{path} was given out")

    level, count, tiles = 0, size, 0
    while count:
        for path in paths(level, count):
            assert tile(path) == checker.tile_bytes(hashes, path), path
            tiles += 1
        level, count = level + 1, count // 256

    for index in {0, size // 3, size // 2, size - 1}:
        answer = stub.GetInclusionProof(
            messages.GetInclusionProofRequest(leaf_index=index, tree_size=size), timeout=60)
        assert answer.leaf_hash == hashes[index]
        checker.check_inclusion(
            index, size, hashes[index], checkpoint.root, list(answer.hashes))
    for old in {0, 1, size // 3, size // 2, size - 1, size}:
        answer = stub.GetConsistencyProof(
            messages.GetConsistencyProofRequest(old_size=old, new_size=size), timeout=60)
        checker.check_consistency(
            old, size, checker.tree_root(hashes[:old]), checkpoint.root, list(answer.hashes))
    return {"size": size, "tiles": tiles, "levels": level,
            "signers": sorted(key.name for key in signers)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("proto", "checker", "server", "trust", "certificate", "key"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--known", action="append", required=True)
    options = parser.parse_args()
    checker = load_checker(options.checker)
    with tempfile.TemporaryDirectory() as folder:
        messages, services = generate(options.proto, pathlib.Path(folder))
        credentials = grpc.ssl_channel_credentials(
            pathlib.Path(options.trust).read_bytes(), pathlib.Path(options.key).read_bytes(),
            pathlib.Path(options.certificate).read_bytes())
        with grpc.secure_channel(options.server, credentials) as channel:
            keys = [checker.read_key(key) for key in options.known]
            print(json.dumps(read_log(services.LogStub(channel), messages, checker, keys)))


main()
