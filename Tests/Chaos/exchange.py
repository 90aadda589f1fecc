"""A stock gRPC client of the exchange: stubs made from its proto files on the spot."""

import asyncio
import importlib
import pathlib
import sys

import grpc
from google.protobuf import any_pb2  # noqa: F401  (registers the type that Status refers to)
from grpc_tools import protoc

from book import Answer, Results
from processes import ChaosError

# google/rpc/status.proto and error_details.proto, as far as they are needed here.
RICH_ERRORS = """
syntax = "proto3";
package google.rpc;
import "google/protobuf/any.proto";
message Status { int32 code = 1; string message = 2; repeated google.protobuf.Any details = 3; }
message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
"""
# A connection that breaks is made again soon.
CHANNEL = [("grpc.initial_reconnect_backoff_ms", 50), ("grpc.min_reconnect_backoff_ms", 1_000),
           ("grpc.max_reconnect_backoff_ms", 300), ("grpc.use_local_subchannel_pool", 1)]

# What becomes of a call that fails.
UNKNOWN, NOTHING_STORED, CONFLICT, REFUSED = "unknown", "nothing stored", "conflict", "refused"
MEANINGS = {"UNAVAILABLE": NOTHING_STORED, "OVERLOADED": NOTHING_STORED,
            "OUTCOME_UNKNOWN": UNKNOWN, "CONFLICT": CONFLICT}
# The reason of a refusal because of other forms.
DIALOGUE_FORBIDS = "DIALOGUE_FORBIDS"
# What a call ends with that got no answer; whatever else the exchange says has a reason.
TRANSPORT = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED,
             grpc.StatusCode.CANCELLED}
# Few, so that there are moments to break a bulk submission in.
CHUNK_RECORDS = 20
BROKEN_STREAM = "Internal error from Core"  # grpcio's own words when it can write no more


class Stubs:
    """The generated modules."""

    def __init__(self, proto, folder):
        folder = pathlib.Path(folder)
        (folder / "rich_errors.proto").write_text(RICH_ERRORS)
        well_known = pathlib.Path(protoc.__file__).parent / "_proto"
        status = protoc.main([
            "protoc", f"-I{proto}", f"-I{folder}", f"-I{well_known}", f"--python_out={folder}",
            f"--grpc_python_out={folder}", "benelux/forms/v1/exchange.proto",
            "benelux/forms/v1/log.proto", "rich_errors.proto"])
        if status != 0:
            raise ChaosError("protoc failed")
        sys.path.insert(0, str(folder))
        self.messages = importlib.import_module("benelux.forms.v1.exchange_pb2")
        self.services = importlib.import_module("benelux.forms.v1.exchange_pb2_grpc")
        self.log_messages = importlib.import_module("benelux.forms.v1.log_pb2")
        self.log_services = importlib.import_module("benelux.forms.v1.log_pb2_grpc")
        self.rich = importlib.import_module("rich_errors_pb2")


class Failure(Exception):
    """A call that did not succeed: what that means for the caller, and the exchange's reason."""

    def __init__(self, meaning, reason, text):
        super().__init__(f"{reason}: {text}")
        self.meaning, self.reason = meaning, reason


class Connection:
    """One agency's connection to one server."""

    def __init__(self, stubs, server, agency, trust):
        self.server, self.agency = server, agency
        self._stubs = stubs
        certificate, key = (pathlib.Path(path).read_bytes() for path in agency.paths)
        self._channel = grpc.aio.secure_channel(
            f"127.0.0.1:{server.clients.port}",
            grpc.ssl_channel_credentials(trust, key, certificate), CHANNEL)
        self._stub = stubs.services.FormExchangeStub(self._channel)
        self._log_stub = stubs.log_services.LogStub(self._channel)

    async def close(self):
        await self._channel.close()

    @property
    def _access(self):
        return self._stubs.messages.Access(officer="Officer 4711", reason="chaos test")

    def _reference(self, form):
        return self._stubs.messages.FormReference(sender=form.sender, id=form.id)

    def _form(self, signed):
        messages = self._stubs.messages
        return messages.SignedForm(
            document=signed.document, signature=signed.signature, signer_chain=signed.chain,
            parts=[messages.Part(name=name, content=part)
                   for name, part in sorted(signed.parts.items())])

    async def submit(self, signed, seconds):
        if signed.records:
            return await self._submit_bulk(signed, seconds)
        request = self._stubs.messages.SubmitRequest(form=self._form(signed))
        answer = await self._call(self._stub.Submit(request, timeout=seconds))
        return Answer(answer.receipt, answer.already_accepted)

    async def _submit_bulk(self, signed, seconds):
        """Submits a manifest and those of its records that the exchange does not have yet."""
        messages = self._stubs.messages
        call = self._stub.SubmitBulk(timeout=seconds)
        noted, sent, total = {}, 0, len(signed.records)
        try:
            await self._call(call.write(messages.SubmitBulkRequest(manifest=self._form(signed))))
            while (response := await self._call(call.read())) is not grpc.aio.EOF:
                if response.HasField("completion"):
                    return self._bulk_answer(response.completion, noted, total)
                noted |= {result.number: result for result in response.progress.results}
                stored = response.progress.stored
                if stored >= sent and sent < total:
                    sent = min(total, stored + CHUNK_RECORDS)
                    if stored < total:
                        await self._call(call.write(messages.SubmitBulkRequest(
                            chunk=messages.RecordChunk(
                                first=stored + 1, records=signed.records[stored:sent]))))
                    if sent == total:
                        await self._call(call.done_writing())
        finally:
            call.cancel()
        raise Failure(REFUSED, "no completion", "the stream ended in good order before its end")

    @staticmethod
    def _bulk_answer(completion, noted, total):
        leaves = [b"\1"] * total  # what was not told of is accepted without anything to tell
        for number, result in noted.items():
            leaves[number - 1] = bytes([result.accepted]) + ",".join(result.codes).encode()
        return Answer(
            completion.manifest.receipt, completion.manifest.already_accepted,
            Results(completion.result_receipt, completion.accepted, completion.refused, leaves))

    async def submit_batch(self, requests, seconds):
        """Submits lists of documents over one stream; returns an answer or a failure for each."""
        messages = self._stubs.messages
        call = self._stub.SubmitBatch(timeout=seconds)
        outcomes = []
        try:
            for documents in requests:
                await self._call(call.write(messages.SubmitBatchRequest(
                    forms=[self._form(signed) for signed in documents])))
            await self._call(call.done_writing())
            while (response := await self._call(call.read())) is not grpc.aio.EOF:
                outcomes += [self._outcome(result) for result in response.results]
        except Failure as failure:
            # What has no answer may be stored or not, whatever became of the stream.
            meaning = REFUSED if failure.meaning == REFUSED else UNKNOWN
            rest = sum(map(len, requests)) - len(outcomes)
            outcomes += [Failure(meaning, failure.reason, str(failure))] * rest
        finally:
            call.cancel()
        return outcomes

    @staticmethod
    def _outcome(result):
        if result.HasField("accepted"):
            return Answer(result.accepted.receipt, result.accepted.already_accepted)
        reason = result.refused.reason
        return Failure(MEANINGS.get(reason, REFUSED), reason, result.refused.message)

    async def read(self, form, seconds):
        request = self._stubs.messages.GetRequest(access=self._access, form=self._reference(form))
        return await self._call(self._stub.Get(request, timeout=seconds))

    async def acknowledge(self, form, seconds):
        request = self._stubs.messages.AcknowledgeRequest(
            access=self._access, form=self._reference(form))
        return await self._call(self._stub.Acknowledge(request, timeout=seconds))

    async def watch(self, cursor, until_caught_up, seconds):
        """Gives the inbox's entries; fails if nothing comes for `seconds`."""
        call = self._stub.Watch(self._stubs.messages.WatchRequest(
            access=self._access, cursor=cursor, until_caught_up=until_caught_up))
        try:
            while True:
                answer = await self._call(asyncio.wait_for(call.read(), seconds))
                if answer is grpc.aio.EOF:
                    return
                yield answer
        finally:
            call.cancel()

    async def find_checkpoint(self, seconds):
        """The log's latest checkpoint as text; `None` while the log is empty."""
        request = self._stubs.log_messages.GetCheckpointRequest()
        try:
            answer = await self._call(self._log_stub.GetCheckpoint(request, timeout=seconds))
        except Failure as failure:
            if failure.reason == "OUT_OF_RANGE":
                return None
            raise
        return answer.checkpoint

    async def consistency_proof(self, old_size, new_size, seconds):
        request = self._stubs.log_messages.GetConsistencyProofRequest(
            old_size=old_size, new_size=new_size)
        answer = await self._call(self._log_stub.GetConsistencyProof(request, timeout=seconds))
        return list(answer.hashes)

    async def _call(self, call):
        try:
            return await call
        except asyncio.TimeoutError:
            raise Failure(UNKNOWN, "silence", "nothing came") from None
        except grpc.aio.AioRpcError as error:
            raise self._failure(error) from None
        except asyncio.InvalidStateError:
            # A stream that broke while it was written to.
            raise Failure(UNKNOWN, "broken stream", "it cannot be written to") from None

    def _failure(self, error):
        """What the exchange says about a refusal, from its binary trailer."""
        reason = None
        for name, value in error.trailing_metadata() or ():
            if name == "grpc-status-details-bin":
                for detail in self._stubs.rich.Status.FromString(value).details:
                    info = self._stubs.rich.ErrorInfo()
                    if detail.Unpack(info):
                        reason = info.reason
        meaning = MEANINGS.get(reason, REFUSED)
        if reason is None and error.code() in TRANSPORT:
            meaning = UNKNOWN
        if reason is None and error.details() == BROKEN_STREAM:
            meaning, reason = UNKNOWN, "broken stream"
        return Failure(meaning, reason or error.code().name, error.details())
