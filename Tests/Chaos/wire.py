"""Follows the conversation between a server and PostgreSQL as far as the log's head matters.

Source: PostgreSQL manual, "Frontend/Backend Protocol".
"""

from relay import FORTH

# The moments of a batch, in order.
LOCKING = "locking"        # the request for the head's row is about to reach the database
HELD = "held"              # the database has given the row, the server does not know it yet
COMMITTING = "committing"  # the server has decided; its statements and the commit are about to go
COMMITTED = "committed"    # the database has committed, the server does not know it yet

LOCK = b"log_head for update"
CANCEL_REQUEST = 80_877_102


class Conversation:
    """One connection: which statement locks the head, and whether the row is held.

    What a server sends is passed on by groups that end with a request for an answer, so that a
    moment is reached before anything of its group is.
    """

    def __init__(self):
        self.backend = None
        self._pending = {True: b"", False: b""}
        self._group = b""
        self._started = False
        self._locks = set()
        self._binds = self._is_locking = self._holds = self._is_committing = False

    def feed(self, direction, data):
        is_request = direction == FORTH
        pieces, self._pending[is_request] = [], self._pending[is_request] + data
        while message := self._take(is_request):
            piece = (self._request if is_request else self._answer)(message)
            if piece:
                pieces.append(piece)
        return pieces

    def _take(self, is_request):
        """Takes a whole message off the front of what has come."""
        data = self._pending[is_request]
        # The first message of a connection has no type.
        head = 0 if is_request and not self._started else 1
        if len(data) < head + 4:
            return None
        end = head + int.from_bytes(data[head:head + 4], "big")
        if len(data) < end:
            return None
        self._pending[is_request] = data[end:]
        return data[:end]

    def _request(self, message):
        if not self._started:
            self._started = int.from_bytes(message[4:8], "big") != CANCEL_REQUEST
            return None, message
        kind, body = message[:1], message[5:]
        if kind == b"P":
            name, query = body.split(b"\0")[:2]
            (self._locks.add if LOCK in query else self._locks.discard)(name)
        if kind == b"B":
            self._binds = True
            self._is_locking |= body.split(b"\0")[1] in self._locks
        self._group += message
        if kind not in b"SQXHdcf":
            return None
        group, self._group = self._group, b""
        binds, self._binds = self._binds, False
        moment = None
        if binds and self._holds:
            moment, self._is_committing = COMMITTING, True
        elif binds and self._is_locking:
            moment = LOCKING
        return moment, group

    def _answer(self, message):
        kind, moment = message[:1], None
        if kind == b"K":
            self.backend = int.from_bytes(message[5:9], "big")
        if kind == b"Z" and message[5:6] == b"T" and self._is_locking:
            moment, self._holds, self._is_locking = HELD, True, False
        elif kind == b"Z" and message[5:6] != b"T":
            moment = COMMITTED if self._is_committing and message[5:6] == b"I" else None
            self._holds = self._is_committing = self._is_locking = False
        return moment, message
