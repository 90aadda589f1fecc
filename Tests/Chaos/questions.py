"""What is asked of the servers after a round, once nothing is disturbed any more."""

import asyncio

from exchange import NOTHING_STORED, UNKNOWN, Failure
from load import Inbox

# How long links and servers may take to work again.
RECOVERY_SECONDS = 30


class Questions:
    """Forms that are accepted and inboxes, asked for at both servers."""

    def __init__(self, book, inboxes, connections):
        self._book, self._inboxes, self._connections = book, inboxes, connections

    async def ask(self):
        limit = asyncio.Semaphore(16)

        async def retry(form, connection):
            async with limit:
                await self._retry(form, connection)
        await asyncio.gather(*(
            retry(form, connection) for form in self._book.accepted
            for connection in self._connections[form.sender]))
        for code, seen in self._inboxes.items():
            await self._catch_up(code, seen, *self._connections[code])

    async def _retry(self, form, connection):
        """An accepted form once more, at either server: the byte-identical receipt."""
        answer = await self._insist(
            f"{form.sender} sends {form.id} again", lambda: connection.submit(form.accepted, 10))
        if answer is None:
            return
        if not answer.already_accepted:
            self._book.find(f"{form.id}: is not known any more")
        self._book.note_answer(form, form.accepted, answer._replace(already_accepted=True))
        self._book.counts["repeated"] += 1

    async def _catch_up(self, code, seen, first, second):
        """An inbox to its end behind what its watches saw, and once from its beginning."""
        fresh = Inbox(code, self._book, [second])
        for inbox, connection in ((seen, first), (fresh, second)):
            await self._insist(
                f"{code} reads its inbox",
                lambda: inbox.read(connection, len(inbox.entries), until_caught_up=True))
        # The second one is read later, and nobody sends or acknowledges any more.
        if seen.entries != fresh.entries:
            self._book.find(f"{code}: the watches and the whole inbox differ")

    async def _insist(self, what, call):
        """Calls until it is answered: links and pools may still be about to recover."""
        deadline = asyncio.get_running_loop().time() + RECOVERY_SECONDS
        while True:
            try:
                return await call()
            except Failure as failure:
                is_late = asyncio.get_running_loop().time() > deadline
                if is_late or failure.meaning not in (UNKNOWN, NOTHING_STORED):
                    self._book.find(f"{what}: {failure}")
                    return None
            await asyncio.sleep(0.1)
