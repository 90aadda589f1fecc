"""Follows the log during a round as a witness does: nothing that it has seen may ever change."""

import asyncio

from check_log import FAILURES, log
from exchange import NOTHING_STORED, UNKNOWN, Failure


class Witness:
    """Asks both servers for checkpoints and for proofs that each continues the one before."""

    def __init__(self, book, connections, key):
        self._book, self._connections = book, connections
        self._keys = [log.read_key(key)]
        self._last = None

    async def follow(self, random, is_over):
        while not is_over.is_set():
            connection = random.choice(self._connections)
            try:
                note = await connection.find_checkpoint(4)
                if note is None:
                    if self._last:
                        self._book.find("the log is empty after it was not")
                elif note not in self._book.checkpoints:
                    await self._continue_with(log.read_checkpoint(note), connection)
                    self._book.checkpoints.append(note)
            except Failure as failure:
                self._book.refusals[failure.reason] += 1
                if failure.meaning not in (UNKNOWN, NOTHING_STORED):
                    self._book.find(f"the witness: {failure}")
            except FAILURES as failure:
                self._book.find(f"the witness: {type(failure).__name__}: {failure}")
            await asyncio.sleep(random.uniform(0.01, 0.1))

    async def _continue_with(self, checkpoint, connection):
        log.verify_checkpoint(checkpoint, self._keys)
        if self._last:
            # A smaller one would be a proof that does not exist.
            hashes = await connection.consistency_proof(self._last.size, checkpoint.size, 4)
            log.check_consistency(self._last.size, checkpoint.size, self._last.root,
                                  checkpoint.root, hashes)
            self._book.counts["checkpoints followed"] += 1
        self._last = checkpoint
