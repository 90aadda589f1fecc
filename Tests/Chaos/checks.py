"""What must hold after a round: the book, the receipts, the inboxes and every table agree.

Leaves, proofs, checkpoints and signatures are judged by scripts/check-log.py, which shares no code
with the exchange.
"""

import collections
import hashlib

from agency import CODES
from check_log import FAILURES, log
from processes import run

TILE_WIDTH = 256
NOTHING = {}
SUBMISSIONS = ("submission", "bulk manifest")


class Tree:
    """The log's tree, made of its leaves one after the other: its root at every size."""

    def __init__(self, leaves):
        self.hashes = [log.leaf_hash(leaf) for leaf in leaves]
        self.roots = [log.sha256()]
        frontier = []  # the subtrees of the bits that are set, the largest first
        for size, hash_ in enumerate(self.hashes, 1):
            frontier.append(hash_)
            while size % 2 == 0:
                right, left = frontier.pop(), frontier.pop()
                frontier.append(log.node_hash(left, right))
                size //= 2
            root = frontier[-1]
            for left in reversed(frontier[:-1]):
                root = log.node_hash(left, root)
            self.roots.append(root)
        self.frontier = b"".join(frontier)

    def nodes(self):
        """The tiles' hashes from level 1 on."""
        nodes, level, span = {}, 1, TILE_WIDTH
        while span <= len(self.hashes):
            for index in range(len(self.hashes) // span):
                nodes[level, index] = log.tree_root(self.hashes[index * span:(index + 1) * span])
            level, span = level + 1, span * TILE_WIDTH
        return nodes


def root_of(leaves):
    return log.tree_root([log.leaf_hash(leaf) for leaf in leaves]).hex()


class Checks:
    """What must hold of receipts, inboxes and tables; what does not goes into the book."""

    def __init__(self, book, inboxes, key):
        self._book, self._inboxes = book, inboxes
        self._keys = [log.read_key(key)]
        self._fields = []  # of each leaf
        self._tree = None

    def compare(self, tables):
        """Holds receipts, inboxes and tables against the book and each other."""
        self._check_tree(tables)
        self._check_leaves(tables)
        self._check_receipts()
        self._check_submissions(tables)
        self._check_dialogues(tables)
        self._check_deliveries(tables)
        self._check_audit(tables)
        self._check_inboxes(tables)

    def _require(self, condition, text):
        if not condition:
            self._book.find(text)

    def _fields_of(self, index):
        """What the leaf with this index says; nothing if there is no such leaf."""
        return self._fields[int(index)] if 0 <= int(index) < len(self._fields) else NOTHING

    # The log

    def _check_tree(self, tables):
        self._tree = tree = Tree(tables.leaves)
        size = len(tables.leaves)
        self._require(tables.leaf_indexes == list(range(size)), "the leaves have gaps")
        self._require(tables.head.size == size, "the head has another size than the log")
        self._require(tables.head.frontier == tree.frontier, "the head has another frontier")
        self._require(tables.nodes == tree.nodes(), "the tiles' hashes are not those of the leaves")
        for size_, note in tables.checkpoints:
            try:
                self._check_checkpoint(log.read_checkpoint(note), f"checkpoint {size_}", size_)
            except log.Refused as error:
                self._book.find(f"checkpoint {size_}: {error}")
        self._require(not size or tables.checkpoints[-1][0] == size, "the last checkpoint is old")

        for note in self._book.checkpoints:
            checkpoint = log.read_checkpoint(note)
            self._check_checkpoint(
                checkpoint, f"checkpoint {checkpoint.size} of the witness", checkpoint.size)

    def _check_checkpoint(self, checkpoint, name, size):
        try:
            log.verify_checkpoint(checkpoint, self._keys)
        except FAILURES as error:
            self._book.find(f"{name}: {error}")
        # Every checkpoint that was ever given out is about the one tree that there is.
        self._require(checkpoint.size == size < len(self._tree.roots)
                      and checkpoint.root == self._tree.roots[size], f"{name}: another tree")

    def _check_leaves(self, tables):
        last = 0
        for index, leaf in enumerate(tables.leaves):
            try:
                fields = log.read_leaf(leaf)
            except FAILURES as error:
                self._book.find(f"leaf {index}: {error}")
                fields = collections.defaultdict(str, time=str(last))
            self._fields.append(fields)
            time = int(fields["time"])
            self._require(time >= last, f"leaf {index} is earlier than the one before")
            last = time
        self._require(not self._fields or tables.head.last_leaf_at == last,
                      "the head has another time than the last leaf")
        randoms = {fields["random"] for fields in self._fields}
        self._require(len(randoms) == len(self._fields), "two leaves have the same random bytes")

    def _check_receipts(self):
        leaf_of = {(fields["sender"], fields["id"]): index
                   for index, fields in enumerate(self._fields) if fields["kind"] in SUBMISSIONS}
        for form in self._book.accepted:
            records = form.accepted.records
            expected = {"kind": "bulk manifest" if records else "submission",
                        "sender": form.sender, "id": form.id, **form.accepted.digests}
            if records:
                expected |= {"count": str(len(records)), "root": root_of(records)}
                self._check_results(form, leaf_of.get(form.key))
            self._check_receipt(form.receipt, form.id, expected)
        results = sum(fields["kind"] == "bulk result" for fields in self._fields)
        bulks = sum(form.results is not None for form in self._book.accepted)
        self._require(results == bulks, f"{results} leaves of results for {bulks} manifests")
        for (sender, id_, recipient), receipt in self._book.acknowledged.items():
            place = leaf_of.get((sender, id_))
            expected = {"kind": "receipt event", "event": "acknowledged",
                        "submission": str(place), "recipient": recipient}
            self._check_receipt(receipt, f"{recipient}'s acknowledgement of {id_}", expected)

    def _check_results(self, form, place):
        """What became of the records is what their senders expected, and in the log."""
        results = form.results
        good = sum(record != b"{}" for record in form.accepted.records)
        told = sum(leaf[0] for leaf in results.leaves)
        self._require(
            good == told == results.accepted and len(results.leaves) - good == results.refused,
            f"{form.id}: other records are accepted than are valid")
        self._check_receipt(
            results.receipt, f"{form.id}'s results",
            {"kind": "bulk result", "manifest": str(place), "accepted": str(results.accepted),
             "refused": str(results.refused), "root": root_of(results.leaves)})

    def _check_receipt(self, receipt, name, expected):
        try:
            proof = log.read_logged_leaf(receipt)
            log.verify_logged_leaf(proof, self._keys)
            fields = log.read_leaf(proof.leaf)
        except FAILURES as error:
            self._book.find(f"{name}: its receipt: {error}")
            return
        self._book.counts["receipts verified"] += 1
        wrong = [field for field, value in expected.items() if fields.get(field) != value]
        self._require(not wrong, f"{name}: its receipt is about another {', '.join(wrong)}")
        self._require(self._fields_of(proof.index) == fields,
                      f"{name}: the leaf of its receipt is not in the log")
        self._check_checkpoint(proof.checkpoint, f"{name}: its receipt", proof.checkpoint.size)

    # Forms

    def _check_submissions(self, tables):
        """The log, the tables and the book tell of the same forms, each once."""
        accepted = {form.key: form for form in self._book.accepted}
        leaves = [(fields["sender"], fields["id"]) for fields in self._fields
                  if fields["kind"] in SUBMISSIONS]
        for key, count in collections.Counter(leaves).items():
            self._require(count == 1, f"{key}: has {count} leaves")
        for name, keys in (("leaf", leaves),
                           ("submission", [(row.sender, row.id) for row in tables.submissions]),
                           ("document", [(row.sender, row.id) for row in tables.documents])):
            for key in accepted.keys() - set(keys):
                self._book.find(f"{key}: accepted, but there is no {name} of it")
            for key in set(keys) - accepted.keys():
                self._book.find(f"{key}: never accepted, but there is a {name} of it")
        for row in tables.submissions:
            if (form := accepted.get((row.sender, row.id))) is None:
                continue
            fields = self._fields_of(row.leaf)
            same = (fields.get("id") == row.id
                    and row.digest == form.accepted.digests["document"]
                    and str(row.accepted_at) == fields.get("time"))
            self._require(same, f"{row.id}: its row is about something else")
        for row in tables.documents:
            if form := accepted.get((row.sender, row.id)):
                same = (row.digest == form.accepted.digests["document"]
                        and row.signature == form.accepted.signature)
                self._require(same, f"{row.id}: other bytes are stored than were sent")
        parts = {(form.sender, form.id, name, hashlib.sha256(part).hexdigest())
                 for form in accepted.values() for name, part in form.accepted.parts.items()}
        self._require({tuple(row) for row in tables.parts} == parts, "the parts are not those sent")

    def _check_dialogues(self, tables):
        """What one form rules out is there before it or not at all, and nothing else was refused."""
        rows = {(row.sender, row.id): row for row in tables.submissions}
        followers = collections.defaultdict(list)  # of each form
        for form in self._book.forms.values():
            for original in {form.corrects, form.answers} - {None}:
                followers[original].append(form)
        for form in self._book.forms.values():
            rivals = [one for original in {form.corrects, form.answers} - {None}
                      for one in followers[original]
                      if one is not form and one.accepted and one.rules_out(form)]
            if form.accepted:
                self._require(all(self._is_before(form, one, rows) for one in rivals),
                              f"{form.id}: accepted behind a form that rules it out")
            elif form.is_refused:
                self._require(rivals, f"{form.id}: refused although nothing forbids it")
        for form in self._book.accepted:
            if (row := rows.get(form.key)) is None:
                continue
            places = [one.id if one not in (None, form) else ""
                      for one in (form.root, form.first, form.answers)]
            self._require([row.root, row.first, row.original] == places,
                          f"{form.id}: its row is in another dialogue")
            self._require(all(self._is_before(one, form, rows)
                              for one in (form.corrects, form.answers) if one),
                          f"{form.id}: accepted before what it follows")

    @staticmethod
    def _is_before(one, other, rows):
        return (one.key in rows and other.key in rows
                and rows[one.key].leaf < rows[other.key].leaf)

    def _check_deliveries(self, tables):
        """Each recipient's deliveries, and each event in the log once."""
        expected = {(*form.key, code) for form in self._book.accepted for code in form.recipients}
        rows = {(row.sender, row.id, row.recipient): row for row in tables.deliveries}
        self._require(set(rows) == expected, "the deliveries are not those of the forms")
        events = collections.Counter()
        for index, fields in enumerate(self._fields):
            if fields["kind"] != "receipt event":
                continue
            form = self._fields_of(fields["submission"])
            key = form.get("sender"), form.get("id"), fields["recipient"]
            events[(*key, fields["event"])] += 1
            noted = key in rows and getattr(rows[key], fields["event"]) == index
            self._require(noted, f"leaf {index}: its event is not at the delivery")
        for event, count in events.items():
            self._require(count == 1, f"{event}: {count} leaves")
        noted = sum(place is not None for row in rows.values() for place in row[3:])
        self._require(noted == len(events), "a delivery has an event without a leaf")
        for key in self._book.acknowledged:
            self._require((*key, "acknowledged") in events, f"{key}: no leaf for it")

    def _check_audit(self, tables):
        """Audit entries have no gaps, the log covers them, and no reading is without."""
        numbers = [row.number for row in tables.audit]
        self._require(numbers == list(range(tables.head.next_audit_number)), "the audit has gaps")
        next_number = 0
        for fields in self._fields:
            if fields["kind"] == "audit batch":
                self._require(int(fields["first"]) == next_number, "an audit leaf is out of order")
                next_number += int(fields["count"])
        self._require(next_number == len(numbers), "audit entries without a leaf")
        read = collections.Counter(
            (row.sender, row.id, row.agency) for row in tables.audit if row.call == "Get")
        for key, count in self._book.read.items():
            self._require(read[key] >= count, f"{key}: read more often than the audit says")
        taken = {(row.sender, row.id, row.agency) for row in tables.audit
                 if row.call == "Acknowledge"}
        for key in self._book.acknowledged:
            self._require(key in taken, f"{key}: acknowledged without an audit entry")

    def _check_inboxes(self, tables):
        """Each inbox has its forms and acknowledgements in the order of the log, and no more."""
        expected = {code: [] for code in CODES}
        for index, fields in enumerate(self._fields):
            if fields["kind"] in SUBMISSIONS:
                form = self._book.forms.get((fields["sender"], fields["id"]))
                for code in form.recipients if form else ():
                    expected[code].append((index, "FORM", *form.key))
            elif fields.get("event") == "acknowledged":
                form = self._fields_of(fields["submission"])
                expected.get(form.get("sender"), []).append(
                    (index, "ACKNOWLEDGEMENT", form.get("sender"), form.get("id"),
                     fields["recipient"]))
        for code in CODES:
            self._require(self._inboxes[code].entries == expected[code],
                          f"{code}: the inbox is not what the log says")
            rows = [(row.leaf, row.kind, row.sender, row.id)
                    + ((row.acknowledged_by,) if row.acknowledged_by else ())
                    for row in tables.inbox if row.recipient == code]
            self._require(rows == expected[code], f"{code}: the inbox's table is not the log's")


async def check_with_fsck(venue, database, book):
    """Lets the exchange's own checker look, too."""
    status, output = await run(
        [venue.program, "fsck", "--database", venue.cluster.address(database),
         "--exchange-key", venue.exchange_key, "--trust", venue.roots], {"NO_COLOR": "1"})
    if status != 0:
        book.find(f"fsck ended with {status}: {output.strip()[-500:]}")
