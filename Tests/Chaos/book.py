"""The driver's own book: what was sent, and what the exchange said about it."""

import collections


# What Submit says; of a bulk submission also what became of its records.
Answer = collections.namedtuple("Answer", "receipt already_accepted results", defaults=[None])
# The receipt for the results, how many records were accepted and refused, and each one's result.
Results = collections.namedtuple("Results", "receipt accepted refused leaves")


class Form:
    """Everything that was sent under one ID, usually one document."""

    def __init__(self, id_, sender, recipients, documents, corrects=None, answers=None):
        self.id, self.sender, self.recipients = id_, sender, recipients
        self.corrects, self.answers = corrects, answers  # forms
        self.documents = documents
        self.accepted = None       # the document that has a receipt
        self.receipt = None
        self.results = None        # of a bulk submission's records
        self.may_be_stored = set()  # documents of which an attempt ended without a clear answer
        self.is_abandoned = False
        self.is_refused = False    # because of what other forms have done to its dialogue
        self.was_sent_twice_at_once = False

    @property
    def key(self):
        return self.sender, self.id

    @property
    def is_open(self):
        return not (self.accepted or self.is_abandoned or self.is_refused)

    @property
    def first(self):
        """The first form of its chain of corrections."""
        return self.corrects.first if self.corrects else self

    @property
    def root(self):
        """The form that opened its dialogue."""
        return self.answers.root if self.answers else self.first

    def rules_out(self, other):
        """Whether another form cannot be accepted once this one is."""
        if self.corrects:
            return self.corrects in (other.corrects, other.answers)
        return (self.answers is not None and self.answers is other.answers
                and self.sender == other.sender and not other.corrects)


class Book:
    """All forms and acknowledgements of one round, the findings, and what is counted."""

    def __init__(self):
        self.forms = {}
        self.acknowledged = {}  # (sender, id, recipient) → receipt
        self.unsettled = set()  # (form, recipient): acknowledged or not, nobody has said
        self.read = collections.Counter()  # (sender, id, reader) → successful calls of Get
        self.checkpoints = []  # as the witness got them
        self.findings = []
        self.counts = collections.Counter()
        self.refusals = collections.Counter()

    def add(self, form):
        self.forms[form.key] = form

    @property
    def accepted(self):
        return [form for form in self.forms.values() if form.accepted]

    def find(self, text):
        """Notes something that must not be."""
        if len(self.findings) < 50:
            self.findings.append(text)

    def note_answer(self, form, document, answer):
        """Notes that a document was accepted, for the first time or once more."""
        name = f"{form.sender} {form.id}"
        was_known = answer.already_accepted
        if form.accepted is None:
            form.accepted, form.receipt, form.results = document, answer.receipt, answer.results
            self.counts["accepted"] += 1
            if document in form.may_be_stored:
                self.counts["settled"] += 1
                self.counts["settled as stored"] += was_known
            elif was_known and not form.was_sent_twice_at_once:
                self.find(f"{name}: stored although each attempt was told that nothing was")
        elif form.accepted is not document:
            self.find(f"{name}: two documents accepted under one ID")
        elif form.receipt != answer.receipt:
            self.find(f"{name}: another receipt for the same form")
        elif form.results != answer.results:
            self.find(f"{name}: other results of the same records")

    def note_acknowledgement(self, form, recipient, receipt):
        key = (*form.key, recipient)
        self.unsettled.discard((form, recipient))
        if self.acknowledged.setdefault(key, receipt) != receipt:
            self.find(f"{form.id}: another receipt for {recipient}'s acknowledgement")
