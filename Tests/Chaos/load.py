"""What the agencies do during a round: submit, send again, contradict themselves, read, witness."""

import asyncio

from agency import CODES
from book import Form
from exchange import (
    CONFLICT, DIALOGUE_FORBIDS, NOTHING_STORED, REFUSED, UNKNOWN, Failure)
from witness import Witness

LANES = 8
# A signer's clock may be this far ahead of the server's.
CLOCK_SKEW_SECONDS = 300


class Load:
    """The agencies' work in one round; everything they decide comes from the round's seed."""

    def __init__(self, book, maker, connections, exchange_key, random_for):
        self.book, self._maker, self._connections = book, maker, connections
        self._random_for = random_for
        self._is_over = asyncio.Event()
        self._witness = Witness(book, connections[CODES[0]], exchange_key)
        self.inboxes = {code: Inbox(code, book, connections[code]) for code in CODES}

    async def run(self):
        """Works until `end()`."""
        async with asyncio.TaskGroup() as group:
            for lane in range(LANES):
                group.create_task(self._submit_forms(lane))
            group.create_task(self._submit_bulks())
            for code, inbox in self.inboxes.items():
                group.create_task(inbox.follow(self._random_for(f"watch {code}"), self._is_over))
                group.create_task(self._read_forms(code))
            group.create_task(self._witness.follow(self._random_for("witness"), self._is_over))

    def end(self):
        self._is_over.set()

    async def _pause(self, seconds):
        try:
            await asyncio.wait_for(self._is_over.wait(), seconds)
        except asyncio.TimeoutError:
            pass

    # Senders

    async def _submit_forms(self, lane):
        random = self._random_for(f"lane {lane}")
        sender = CODES[lane % len(CODES)]
        own = []
        while not self._is_over.is_set():
            done = [form for form in own if form.accepted]
            choice = random.random()
            if done and choice < 0.12:
                await self.attempt(form := random.choice(done), form.accepted, random, "repeated")
            elif done and choice < 0.2:
                await self._contradict(random.choice(done), random)
            elif done and choice < 0.3:
                own += await self._correct(random.choice(done), random)
            elif choice < 0.4:
                forms = [self._new_form(sender, random) for _ in range(random.randrange(2, 9))]
                own += forms
                await self._submit_together(forms, random)
            else:
                form = self._new_form(sender, random)
                own.append(form)
                await self._insist(form, random)
            await self._pause(random.uniform(0.002, 0.04))

    async def _correct(self, original, random):
        """Corrects a form, sometimes twice at the same moment: one of the two is refused."""
        forms = []
        for _ in range(random.choice([1, 1, 2])):
            id_ = self._maker.new_id(random)
            document = self._maker.make_correction(random, id_, original)
            forms.append(Form(id_, original.sender, original.recipients, [document],
                              corrects=original, answers=original.answers))
        await self._submit_rivals(forms, "corrections", random)
        return forms

    async def _submit_rivals(self, forms, counted, random):
        self.book.counts[counted] += len(forms)
        for form in forms:
            self.book.add(form)
        await asyncio.gather(*(self._insist(form, random) for form in forms))

    async def _submit_bulks(self):
        """Submits many records under one manifest, and goes on with it after a break."""
        random = self._random_for("bulk")
        while not self._is_over.is_set():
            sender = random.choice(CODES)
            id_, recipients = self._maker.new_id(random), self._new_recipients(sender, random)
            manifest = self._maker.make_bulk(random, id_, sender, recipients)
            form = Form(id_, sender, recipients, [manifest])
            self.book.add(form)
            self.book.counts["bulk submissions"] += 1
            if random.random() < 0.5:
                await self.attempt(form, manifest, random, seconds=random.uniform(0.01, 0.2))
            await self._insist(form, random)
            if form.accepted:
                await self.attempt(form, manifest, random, "repeated")
                await self._contradict(form, random)
            await self._pause(random.uniform(0.05, 0.3))

    @staticmethod
    def _new_recipients(sender, random):
        others = [code for code in CODES if code != sender]
        recipients = {code: random.choice(["TO", "CC"])
                      for code in random.sample(others, random.randrange(1, 4))}
        recipients[min(recipients)] = "TO"
        return recipients

    def _new_form(self, sender, random, rivals_share=0.06):
        recipients = self._new_recipients(sender, random)
        id_ = self._maker.new_id(random)
        count = 2 if random.random() < rivals_share else 1
        documents = [self._maker.make(random, id_, sender, recipients) for _ in range(count)]
        form = Form(id_, sender, recipients, documents)
        self.book.add(form)
        return form

    async def _insist(self, form, random):
        """Sends a form again and again, as a careful client does; sometimes gives up halfway."""
        # An unfinished bulk submission counts for its agency, which may have a few only.
        may_give_up = random.random() < 0.4 and not form.documents[0].records
        while form.is_open and not self._is_over.is_set():
            # Two documents under one ID, or the same twice, at the same moment.
            rivals = form.documents
            if len(rivals) == 1 and random.random() < 0.08:
                rivals = rivals * 2
                form.was_sent_twice_at_once = True
            await asyncio.gather(*(self.attempt(form, one, random) for one in rivals))
            if form.is_open and may_give_up and not form.may_be_stored:
                # The exchange has said each time that nothing was stored.
                form.is_abandoned = True
                self.book.counts["abandoned"] += 1
            if form.is_open:
                await self._pause(random.uniform(0.02, 0.3))

    async def attempt(self, form, document, random, counted="attempts", seconds=None):
        """Submits a document once and notes what came of it."""
        book = self.book
        book.counts[counted] += 1
        connection = random.choice(self._connections[form.sender])
        seconds = seconds or random.uniform(1.5, 5)
        try:
            answer = await connection.submit(document, seconds)
        except Failure as failure:
            self._note_failure(form, document, connection, failure)
        else:
            book.note_answer(form, document, answer)

    async def _submit_together(self, forms, random):
        """Submits forms over one stream, some of them twice, and insists on each."""
        book = self.book
        pairs = [(form, document) for form in forms for document in form.documents]
        twice = random.sample(pairs, random.randrange(2))
        for form, _ in twice:
            form.was_sent_twice_at_once = True
        pairs += twice
        split = random.randrange(1, len(pairs))
        connection = random.choice(self._connections[forms[0].sender])
        book.counts["streams"] += 1
        book.counts["attempts"] += len(pairs)
        outcomes = await connection.submit_batch(
            [[document for _, document in part] for part in (pairs[:split], pairs[split:])],
            random.uniform(1.5, 5))
        if len(outcomes) != len(pairs):
            book.find(f"{len(pairs)} forms over one stream got {len(outcomes)} answers")
        for (form, document), outcome in zip(pairs, outcomes):
            if isinstance(outcome, Failure):
                self._note_failure(form, document, connection, outcome)
            else:
                book.note_answer(form, document, outcome)
        for form in forms:
            await self._insist(form, random)

    def _note_failure(self, form, document, connection, failure):
        book = self.book
        book.refusals[failure.reason] += 1
        if failure.meaning == UNKNOWN:
            if form.is_open:
                form.may_be_stored.add(document)
                book.counts["unknown"] += 1
        elif failure.meaning == CONFLICT:
            rivals = [one for one in form.documents if one is not document]
            if form.accepted is document or not rivals:
                book.find(f"{form.sender} {form.id}: a conflict with nothing")
        elif failure.reason == DIALOGUE_FORBIDS and (form.corrects or form.answers):
            form.is_refused = form.is_open  # rightly or not: that is checked at the end
        elif failure.meaning == REFUSED and not is_about_clock(failure, connection.server):
            form.is_abandoned = form.is_open
            book.find(f"{form.sender} {form.id}: refused: {failure}")

    async def _contradict(self, form, random):
        """Sends other bytes under an ID that is taken: never accepted, whatever happens."""
        document = self._maker.make(random, form.id, form.sender, form.recipients)
        form.documents.append(document)
        await self.attempt(form, document, random, "contradictions")

    async def settle(self, random, seconds):
        """Sends what has no answer yet until it has one."""
        open_forms = [form for form in self.book.forms.values() if form.is_open]
        try:
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
                for form in open_forms:
                    group.create_task(self._settle_form(form, random))
                for form, code in list(self.book.unsettled):
                    group.create_task(self._settle_acknowledgement(form, code, random))
        except TimeoutError:
            count = sum(form.is_open for form in open_forms) + len(self.book.unsettled)
            self.book.find(f"{count} calls get no answer although nothing is disturbed any more")

    async def _settle_form(self, form, random):
        while form.is_open:
            for document in form.documents:
                if form.is_open:
                    await self.attempt(form, document, random, seconds=10)
            await asyncio.sleep(0.05)

    async def _settle_acknowledgement(self, form, code, random):
        while (form, code) in self.book.unsettled:
            await self._acknowledge_once(form, code, random)

    # Readers

    async def _read_forms(self, code):
        """Takes over some of what has arrived, and reads some."""
        random = self._random_for(f"reader {code}")
        place = 0
        while not self._is_over.is_set():
            entries = self.inboxes[code].entries
            if place == len(entries):
                await self._pause(0.05)
                continue
            _, kind, *key = entries[place]
            place += 1
            form = self.book.forms.get(tuple(key[:2]))
            if kind != "FORM" or form is None:
                continue
            if random.random() < 0.4:
                await self._acknowledge(form, code, random)
            if random.random() < 0.15:
                await self._read(form, code, random)
            if random.random() < 0.15:
                await self._answer(form, code, random)

    async def _answer(self, form, code, random):
        """Answers a form, sometimes twice at the same moment: it may be answered once."""
        is_asked = form.accepted and not form.accepted.records and form.recipients[code] == "TO"
        if not is_asked or not self._maker.asks_for_feedback(form):
            return
        forms = []
        for _ in range(random.choice([1, 1, 2])):
            id_ = self._maker.new_id(random)
            document = self._maker.make_feedback(random, id_, code, form)
            forms.append(Form(id_, code, {form.sender: "TO"}, [document], answers=form))
        await self._submit_rivals(forms, "answers", random)

    async def _acknowledge(self, form, code, random):
        for _ in range(random.choice([1, 1, 2, 4])):
            await self._acknowledge_once(form, code, random)

    async def _acknowledge_once(self, form, code, random):
        try:
            answer = await random.choice(self._connections[code]).acknowledge(form, 4)
        except Failure as failure:
            self._note_reading(failure, f"{code} acknowledges {form.id}")
            is_known = (*form.key, code) in self.book.acknowledged
            if failure.meaning == UNKNOWN and not is_known:
                self.book.unsettled.add((form, code))
            await asyncio.sleep(0.1)
        else:
            self.book.note_acknowledgement(form, code, answer.receipt)

    async def _read(self, form, code, random):
        try:
            answer = await random.choice(self._connections[code]).read(form, 4)
        except Failure as failure:
            self._note_reading(failure, f"{code} reads {form.id}")
            return
        self.book.read[(*form.key, code)] += 1
        # Accepted it is, even if its sender has not heard of it yet.
        if answer.form.document not in [one.document for one in form.documents]:
            self.book.find(f"{form.id}: read with other bytes than were sent")
        if form.receipt not in (None, answer.receipt):
            self.book.find(f"{form.id}: read with another receipt")

    def _note_reading(self, failure, what):
        self.book.refusals[failure.reason] += 1
        if failure.meaning not in (UNKNOWN, NOTHING_STORED):
            self.book.find(f"{what}: {failure}")


def is_about_clock(failure, server):
    """Whether a server whose clock was set back takes a signature for one of the future."""
    return (failure.reason == "INVALID_SIGNATURE"
            and server.clock.lowest_shift < -CLOCK_SKEW_SECONDS)


class Inbox:
    """One agency's inbox as its watches show it, over any number of connections."""

    def __init__(self, code, book, connections):
        self.code, self.book, self._connections = code, book, connections
        self.entries = []  # (leaf index, kind, sender, id[, recipient])

    async def follow(self, random, is_over):
        while not is_over.is_set():
            connection = random.choice(self._connections)
            if self.entries and random.random() < 0.2:
                start = random.randrange(len(self.entries))  # what was seen comes once more
            else:
                start = len(self.entries)
            try:
                await run_until(is_over, random.uniform(1, 5),
                                self.read(connection, start, until_caught_up=False))
            except Failure as failure:
                self._note(failure)
                await asyncio.sleep(random.uniform(0.05, 0.2))
            self.book.counts["watches"] += 1

    def _note(self, failure):
        self.book.refusals[failure.reason] += 1
        if failure.meaning not in (UNKNOWN, NOTHING_STORED):
            self.book.find(f"{self.code} watches: {failure}")

    async def read(self, connection, place, until_caught_up):
        """Reads on behind the entry at `place`, and compares what was seen before."""
        cursor = self.entries[place - 1][0] + 1 if place else 0
        async for answer in connection.watch(cursor, until_caught_up, 6):
            entry = describe(answer)
            if entry is None:
                expected = self.entries[-1][0] + 1 if self.entries else 0
                if answer.cursor != expected:
                    self.book.find(f"{self.code}: caught up at {answer.cursor}, not at {expected}")
                continue
            if answer.cursor != entry[0] + 1:
                self.book.find(f"{self.code}: cursor {answer.cursor} behind {entry}")
            if place < len(self.entries):
                if self.entries[place] != entry:
                    self.book.find(f"{self.code}: {entry} in place of {self.entries[place]}")
                    return
            elif self.entries and entry[0] <= self.entries[-1][0]:
                self.book.find(f"{self.code}: {entry} after {self.entries[-1]}")
                return
            else:
                self.entries.append(entry)
            place += 1


async def run_until(event, seconds, work):
    """Runs `work` until an event is set, for `seconds` at most."""
    tasks = [asyncio.ensure_future(work), asyncio.ensure_future(event.wait())]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
    [outcome, _] = await asyncio.gather(*tasks, return_exceptions=True)
    if isinstance(outcome, Exception):
        raise outcome


def describe(answer):
    """An inbox entry as a tuple; `None` for reminders and the word that there is no more now."""
    if answer.HasField("form"):
        return answer.form.leaf_index, "FORM", answer.form.sender, answer.form.id
    if answer.HasField("acknowledgement"):
        made = answer.acknowledgement
        return (made.leaf_index, "ACKNOWLEDGEMENT", made.form.sender, made.form.id,
                made.recipient)
    return None
