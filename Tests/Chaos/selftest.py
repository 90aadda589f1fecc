"""Tampers with what a quiet round leaves: a check that notices nothing is no check."""

import copy

from book import Answer, Book, Form
from checks import Checks, check_with_fsck
from rounds import Round
from tables import Tables

SECOND = "(select leaf_index from submission order by leaf_index offset 1 limit 1)"
ONE_FORM = "(sender, submission_id) = (select sender, submission_id from submission limit 1)"

# Each in a transaction that is rolled back.
STATEMENTS = {
    "a byte of a leaf": f"""
        update leaf set leaf = set_byte(leaf, 30, get_byte(leaf, 30) # 1)
        where leaf_index = {SECOND}""",
    "a leaf that is gone": f"delete from leaf where leaf_index = {SECOND}",
    "the last leaf gone": "delete from leaf where leaf_index = (select max(leaf_index) from leaf)",
    "the head's size": "update log_head set size = size - 1",
    "the head's frontier": """
        update log_head set frontier = set_byte(frontier, 0, get_byte(frontier, 0) # 1)""",
    "the head's time": "update log_head set last_leaf_at = last_leaf_at + interval '1 second'",
    "a tile's hash": "update tree_node set hash = set_byte(hash, 0, get_byte(hash, 0) # 1)",
    "a checkpoint of another tree": """
        update checkpoint set note = (select note from checkpoint order by tree_size limit 1)
        where tree_size = (select max(tree_size) from checkpoint)""",
    "a checkpoint's signature": """
        update checkpoint set note = overlay(note placing 'AAAA' from length(note) - 20)
        where tree_size = (select max(tree_size) from checkpoint)""",
    "a byte of a document": f"""
        update document set document = set_byte(document, 9, get_byte(document, 9) # 1)
        where {ONE_FORM}""",
    "a signature": f"update document set signature = signature || 'A' where {ONE_FORM}",
    "a document that is gone": f"delete from document where {ONE_FORM}",
    "a part": "update part set content = content || ' '",
    "a submission that is gone": f"delete from submission where {ONE_FORM}",
    "a submission twice": f"""
        insert into submission
        select sender, '01a20212-3e1e-7e4e-9d1c-17f8f31a910f', document_digest, form, version,
            action, case_id, urgency, created_at, accepted_at, -1, document_bytes,
            record_count, turn
        from submission where {ONE_FORM}""",
    "a submission's leaf": f"""
        update submission set leaf_index = -1 where leaf_index = {SECOND}""",
    "a submission's time": f"""
        update submission set accepted_at = accepted_at + interval '1 second' where {ONE_FORM}""",
    "a correction of nothing": "update submission set first_id = null where first_id is not null",
    "an answer to another form": """
        update submission set reply_id = submission_id where reply_id is not null""",
    "an answer in another dialogue": """
        update submission set root_id = submission_id where reply_id is not null""",
    "an inbox without an entry": """
        delete from inbox_entry where leaf_index = (select max(leaf_index) from inbox_entry)""",
    "an inbox in another order": """
        update inbox_entry set leaf_index = -1
        where leaf_index = (select max(leaf_index) from inbox_entry)""",
    "a delivery without its leaf": """
        update delivery set acknowledged_leaf = null where acknowledged_leaf is not null""",
    "an event that never was": "update delivery set read_leaf = 0 where read_leaf is null",
    "a delivery that is gone": f"delete from delivery where {ONE_FORM}",
    "an audit entry that is gone": "delete from audit_entry where audit_number = 3",
    "a reading without an audit entry": "update audit_entry set call = 'Search' where call = 'Get'",
    "an acknowledgement without an audit entry": """
        update audit_entry set call = 'Search' where call = 'Acknowledge'""",
}
# No other check reads this table.
FOR_FSCK = """
    update administrative_act set record = set_byte(record, 9, get_byte(record, 9) # 1)
    where leaf_index = (select min(leaf_index) from administrative_act)"""


def forget(book, inboxes):
    """The exchange has a form that was never sent."""
    del book.forms[book.accepted[0].key]


def invent(book, inboxes):
    """A form was accepted that the exchange does not have."""
    known = book.accepted[0]
    form = Form("01a20212-3e1e-7e4e-9d1c-17f8f31a910f", known.sender, known.recipients, [])
    form.accepted, form.receipt = known.accepted, known.receipt
    book.add(form)


def refuse(book, inboxes):
    """A form was refused because of its dialogue, in which nothing is against it."""
    corrected = [form.corrects for form in book.accepted]
    known = next(form for form in book.accepted if form not in corrected)
    form = Form("01a20212-3e1e-7e4e-9d1c-17f8f31a910f", known.sender, known.recipients, [],
                answers=known)
    form.is_refused = True
    book.add(form)


def swap_receipts(book, inboxes):
    first, second = (copy.copy(form) for form in book.accepted[:2])
    first.receipt, second.receipt = second.receipt, first.receipt
    book.add(first)
    book.add(second)


def change_proof(book, inboxes):
    form = copy.copy(book.accepted[-1])
    lines = form.receipt.split("\n")
    lines[2] = "index 0"
    form.receipt = "\n".join(lines)
    book.add(form)


def swap_acknowledgements(book, inboxes):
    first, second = list(book.acknowledged)[:2]
    book.acknowledged[first] = book.acknowledged[second]


def skip_entry(book, inboxes):
    inbox = max(inboxes.values(), key=lambda inbox: len(inbox.entries))
    inboxes[inbox.code] = copy.copy(inbox)
    inboxes[inbox.code].entries = inbox.entries[:5] + inbox.entries[6:]


def swap_entries(book, inboxes):
    inbox = max(inboxes.values(), key=lambda inbox: len(inbox.entries))
    inboxes[inbox.code] = copy.copy(inbox)
    inboxes[inbox.code].entries = [inbox.entries[1], inbox.entries[0], *inbox.entries[2:]]


def see_another_tree(book, inboxes):
    note = book.checkpoints[-1]
    origin, size, root, *rest = note.split("\n")
    book.checkpoints[-1] = "\n".join([origin, str(int(size) - 1), root, *rest])


def receive_another(book, inboxes):
    """A form that is sent once more gets another receipt."""
    form = copy.copy(book.accepted[0])
    book.note_answer(form, form.accepted, Answer(form.receipt + " ", True, form.results))


def accept_a_rival(book, inboxes):
    """Two documents are accepted under one ID."""
    form = copy.copy(book.accepted[0])
    book.note_answer(
        form, book.accepted[1].accepted, Answer(form.receipt, True, form.results))


def change_results(book, inboxes):
    """Another record of a bulk submission was refused than the log says."""
    form = copy.copy(next(form for form in book.accepted if form.results))
    first, *others = form.results.leaves
    form.results = form.results._replace(leaves=[first + b"X", *others])
    book.add(form)


BOOKS = [receive_another, accept_a_rival, change_results, forget, invent, refuse, swap_receipts,
         change_proof, swap_acknowledgements, skip_entry, swap_entries, see_another_tree]


def findings(round_, venue, tables, change=None):
    """What the checks find; `change` may falsify the book before."""
    book = Book()
    book.forms, book.acknowledged = dict(round_.book.forms), dict(round_.book.acknowledged)
    book.read, book.checkpoints = round_.book.read, list(round_.book.checkpoints)
    inboxes = dict(round_.inboxes)
    if change:
        change(book, inboxes)
    Checks(book, inboxes, venue.exchange_key).compare(tables)
    return book.findings


async def self_test(venue, say):
    """Tells what went unnoticed; returns the exit status."""
    # With their deliveries they fill a tile.
    round_ = Round.quiet(venue, forms=150)
    await round_.run()
    unnoticed = [f"a quiet round: {text}" for text in round_.book.findings]
    if not unnoticed:
        tables = await Tables.read(venue.cluster, round_.database)
        unnoticed += [change.__name__ for change in BOOKS
                      if not findings(round_, venue, tables, change)]
        for name, statement in STATEMENTS.items():
            tables = await Tables.read(venue.cluster, round_.database, statement)
            if not findings(round_, venue, tables):
                unnoticed.append(name)
        await venue.cluster.query(FOR_FSCK, round_.database)
        book = Book()
        await check_with_fsck(venue, round_.database, book)
        if not any("administrative_act" in text for text in book.findings):
            unnoticed.append("a byte of an administrative act")
    for name in unnoticed:
        say(f"unnoticed: {name}")
    say(f"{len(STATEMENTS) + len(BOOKS) + 1} falsifications, {len(unnoticed)} unnoticed")
    return 1 if unnoticed else 0
