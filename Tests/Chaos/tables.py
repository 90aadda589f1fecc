"""The exchange's tables as they are after a round, read past the exchange."""

from collections import namedtuple

Head = namedtuple("Head", "size frontier last_leaf_at next_audit_number")
Submission = namedtuple("Submission", "sender id digest leaf accepted_at root first original")
Document = namedtuple("Document", "sender id digest signature")
Part = namedtuple("Part", "sender id name digest")
Delivery = namedtuple("Delivery", "sender id recipient delivered read acknowledged")
InboxEntry = namedtuple("InboxEntry", "recipient leaf kind sender id acknowledged_by")
Audit = namedtuple("Audit", "number agency call sender id")


def microseconds(column):
    return f"(extract(epoch from {column}) * 1000000)::bigint"


def number(text):
    return int(text) if text else None


QUERIES = [
    f"select size, encode(frontier, 'hex'), {microseconds('last_leaf_at')}, next_audit_number "
    "from log_head",
    "select leaf_index, encode(leaf, 'hex') from leaf order by leaf_index",
    "select tile_level, node_index, encode(hash, 'hex') from tree_node",
    "select tree_size, encode(convert_to(note, 'UTF8'), 'hex') from checkpoint order by tree_size",
    "select sender, submission_id, encode(document_digest, 'hex'), leaf_index, "
    f"{microseconds('accepted_at')}, root_id, first_id, reply_id from submission",
    "select sender, submission_id, encode(sha256(document), 'hex'), signature from document",
    "select sender, submission_id, name, encode(sha256(content), 'hex') from part",
    "select sender, submission_id, recipient, delivered_leaf, read_leaf, acknowledged_leaf "
    "from delivery",
    "select recipient, leaf_index, kind, sender, submission_id, acknowledged_by "
    "from inbox_entry order by leaf_index",
    "select audit_number, agency, call, sender, submission_id from audit_entry "
    "order by audit_number",
]


class Tables:
    """Everything that the checks compare."""

    @classmethod
    async def read(cls, cluster, database, change=None):
        """Reads all tables as they are, or as they would be after the statement `change`."""
        before = ["begin", *([change] if change else [])]
        results = await cluster.query_all([*before, *QUERIES, "rollback"], database)
        (head, leaves, nodes, checkpoints, submissions, documents, parts, deliveries, inbox,
         audit) = results[len(before):-1]
        tables = cls()
        size, frontier, last_leaf_at, next_audit_number = head[0]
        tables.head = Head(
            int(size), bytes.fromhex(frontier), int(last_leaf_at), int(next_audit_number))
        tables.leaf_indexes = [int(index) for index, _ in leaves]
        tables.leaves = [bytes.fromhex(leaf) for _, leaf in leaves]
        tables.nodes = {(int(level), int(index)): bytes.fromhex(hash_)
                        for level, index, hash_ in nodes}
        tables.checkpoints = [(int(size), bytes.fromhex(note).decode())
                              for size, note in checkpoints]
        tables.submissions = [Submission(*row[:3], *map(int, row[3:5]), *row[5:])
                              for row in submissions]
        tables.documents = [Document(*row) for row in documents]
        tables.parts = [Part(*row) for row in parts]
        tables.deliveries = [Delivery(*row[:3], *map(number, row[3:])) for row in deliveries]
        tables.inbox = [InboxEntry(row[0], int(row[1]), *row[2:]) for row in inbox]
        tables.audit = [Audit(int(row[0]), *row[1:]) for row in audit]
        return tables
