"""What is written in the plain dialogue: notes, ticks, bookmarks and minutes, saved at once."""

import re
from collections.abc import Callable
from functools import partial

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Failed, MergeBy, Notebook, UndoHistory, writing
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.meeting import (
    LABELS,
    LISTS,
    doubt_of,
    doubtful_heading,
    each_once,
    labelled,
    quorum_of,
)
from ccgbrief.notebook.messages import DRAFT_CURES
from ccgbrief.pack import Pack
from ccgbrief.session import Session
from ccgbrief.text import clean_line
from ccgbrief.view import note_actions, tabs
from ccgbrief.view.address import Address, section_key
from ccgbrief.view.blocks import Block
from ccgbrief.view.dialogue_commands import read_line
from ccgbrief.view.dialogue_reading import NO_LONGER, Lines, Listener
from ccgbrief.view.meeting_form import fields_today, write_fields
from ccgbrief.view.note_blocks import place_name
from ccgbrief.view.note_draft import DAY_MISSING
from ccgbrief.view.speech import spoken_line
from ccgbrief.view.typed_words import FEWEST_LETTERS, LEAVING

_SAYS_PRIVATE = re.compile(r"^\s*private\s|(?<!\S)--private(?!\S)", re.IGNORECASE)
"""Also the option that the command line has for it."""


class Writer:
    """What is written in the notebook from the dialogue, each change saved at once."""

    def __init__(self, session: Session, listener: Listener, minutes: str) -> None:
        self._session = session
        self._listener = listener
        self._minutes = minutes
        self._history = UndoHistory(session.notebook)
        self._begun: tuple[NoteKind, bool] | None = None
        """The kind of the note whose text comes next, and whether it is private."""

    @property
    def commands(self) -> dict[str, Callable[[str], Lines]]:
        """What answers each command, given the words after it."""
        return {
            **{kind.value: partial(self._note, kind) for kind in NoteKind},
            "meeting": self._meeting,
            "private": self._private_note,
            "tick": partial(self._tick, done=True),
            "untick": partial(self._tick, done=False),
            "bookmark": lambda _: self._change(note_actions.bookmark, self._listener.here),
            "undo": lambda _: self._take_back("undo"),
            "redo": lambda _: self._take_back("redo"),
            "minutes": self._write_minutes,
            "merge": lambda _: self._merge(),
            "keep": lambda _: self._answer_draft(keep=True),
            "discard": lambda _: self._answer_draft(keep=False),
        }

    def take_text(self, typed: str) -> Lines | None:
        """Write the note whose text was asked for, if one was, and it is no word for leaving."""
        begun, self._begun = self._begun, None
        if begun is None or typed.strip().casefold() in LEAVING:
            return None
        kind, private = begun
        return self._write(kind, clean_line(typed).strip(), private=private)

    @property
    def _pack(self) -> Pack:
        return self._session.pack

    def _private_note(self, rest: str) -> Lines:
        command, text = read_line(rest)
        if command not in set(NoteKind):
            return [f"“private” comes before {', '.join(NoteKind)}."]
        return self._note(NoteKind(command), text, private=True)

    def _note(self, kind: NoteKind, text: str, *, private: bool = False) -> Lines:
        if problem := self._session.store.read_only:
            return [problem]
        if text:
            return self._write(kind, text, private=private)
        self._begun = (kind, private)
        place = note_actions.begin_note(self._pack, self._listener.subject, kind).place
        on = place_name(self._pack, place, self._session.questions)
        return [f"{kind.value.capitalize()} on {on}: type it. An empty line writes nothing."]

    def _write(self, kind: NoteKind, text: str, *, private: bool) -> Lines:
        if len(text) < FEWEST_LETTERS:
            return ["Nothing written: a note has three letters or more."]
        if not private and _SAYS_PRIVATE.search(text):  # what is meant so would be public
            cure = f"“private {kind} …” keeps one private; a public one begins with other words"
            return [f"Nothing written: {cure}."]
        subject = self._listener.subject
        draft = note_actions.begin_note(self._pack, subject, kind)
        draft.text, draft.private = f"{draft.begun}{text}", private or draft.private
        question = subject.note if subject and draft.place.question else None
        meeting = self._session.series.meeting_of(question) if question else None
        if meeting and meeting.store.read_only:
            return [meeting.store.read_only]
        book = meeting.notebook if meeting else self._session.notebook
        today = local_today()
        on = place_name(self._pack, draft.place, book.notes(private=True))
        note, _ = note_actions.keep(draft, book, self._history, today)
        if note is None:
            return ["Nothing written."]
        doubt = doubt_of(note, book.notes(), today, self._pack, self._session.series)
        said = draft.assignment(today)
        is_undated = kind.traits.has_day and not (said.due or said.doubt_of_day)
        told = [f"1 {draft.title(on, today)}", f"{DAY_MISSING} yet" if is_undated else "", doubt]
        return [f"{'; '.join(filter(None, told))}.", *self._save()]

    def _meeting(self, said: str) -> Lines:
        """Record what is said of the meeting under its labels; without any, say what is known.

        People are added to those that a list has; a label without a text empties it.
        """
        book, today, series = self._session.notebook, local_today(), self._pack.series
        if problem := said and self._session.store.read_only:
            return [problem]
        before, fields = book.contents, fields_today(book, today, series)
        if said:
            for label, text in labelled(said):
                there = fields.get(label, "") if label in LISTS and text else ""
                fields[label] = each_once([there, text]) if there else text
            write_fields(book, fields, today, series)
            self._history.record("Who is here", before)
        known = [f"{label}: {fields[label]}" for label in LABELS if fields.get(label)]
        return [
            f"{len(known)} of {len(LABELS)} details of the meeting.",
            *known,
            *filter(None, [doubtful_heading(fields, today), quorum_of(fields, self._pack.quorum)]),
            *(
                self._save()
                if said
                else [f"To add one, type its name, a colon and the text: {', '.join(LABELS)}."]
            ),
        ]

    def _tick(self, named: str, *, done: bool) -> Lines:
        if problem := self._session.store.read_only:
            return [problem]
        block, problem = self._block_named(named)
        if block is None:
            return [problem]
        note, book = block.note, self._session.notebook
        if meeting := self._session.series.meeting_of(note) if note else None:
            if meeting.store.read_only:
                return [meeting.store.read_only]
            book = meeting.notebook
        before = note_actions.is_done(self._pack, book, block)
        if before is None:
            return ["That cannot be ticked; duties, actions, questions and articles can."]
        if before is done:
            was = f"It was {'ticked already' if done else 'not ticked'}: {spoken_line(block)}"
            return [(not done and self._session.store.unread) or was]
        return self._change(note_actions.tick, block, book)

    def _block_named(self, named: str) -> tuple[Block | None, str]:
        """Return what is to be ticked, or say why it is not known."""
        if not named:
            unread = "Nothing has been read yet; tick a number or a duty."
            return self._listener.subject, NO_LONGER if self._listener.has_read else unread
        if named.isdecimal() and self._listener.has_listed(named):
            return self._listener.block_of(named), NO_LONGER
        try:
            duty = self._session.duty_id(named)
        except ValueError as error:
            return None, self._listener.no_item(named) if named.isdecimal() else f"{error}"
        return self._listener.block_at(Address(tabs.DUTIES, section_key(duty))), ""

    def _change(
        self, change: note_actions.Change, block: Block | None, book: Notebook | None = None
    ) -> Lines:
        if problem := self._session.store.read_only:
            return [problem]
        book = book or self._session.notebook
        before = book.contents
        said = change(self._pack, book, block)
        self._history.record(said, before, notebook=book)
        said = said or "There is nothing to bookmark here"
        return [f"{said}.", *(self._save() if book.contents != before else [])]

    def _take_back(self, verb: str) -> Lines:
        change = self._history.undo() if verb == "undo" else self._history.redo()
        said = note_actions.taken_back(change, verb, public=self._listener.public)
        return [f"{said}.", *(self._save() if change else [])]

    def _write_minutes(self, rest: str) -> Lines:
        # 12 ms, not before the first minutes
        from ccgbrief.minutes.formats import FORMATS  # noqa: PLC0415
        from ccgbrief.view.minutes import minutes_writer  # noqa: PLC0415

        named = (form for form, each in FORMATS.items() if each.name.casefold() == rest)
        write = minutes_writer(
            self._session,
            public=self._listener.public,
            private=rest == "private",
            form=next(named, self._minutes),
            in_dialogue=True,
        )
        is_refused = rest == "private" and self._listener.public
        lacks = "A public copy has no private notes, until “public” includes them again."
        return [f"{write()}.", *([lacks] if is_refused else [])]

    def _merge(self) -> Lines:
        session = self._session
        said = note_actions.merge_copies(session.store, session.earlier_stores)
        return [f"{said}.", *self._save()]

    def _answer_draft(self, *, keep: bool) -> Lines:
        """Keep or discard what was being written when a program ended, the last of it first."""
        drafts = self._session.drafts()
        if not drafts:
            return ["Nothing was being written when the program ended."]
        (store, draft), *others = drafts
        if keep:
            note_actions.keep_draft(draft.contents, store.notebook, self._history, local_today())
        store.resume(draft)
        saved = self._save() if keep else []
        store.draft.save(may_drop=store.is_on_disk)
        left = [
            f"{writing(other.contents)} too; {DRAFT_CURES[MergeBy.LINE]}" for _, other in others
        ]
        return [f"{writing(draft.contents)}: {'kept' if keep else 'discarded'}.", *saved, *left[:1]]

    def write_back(self) -> Lines:
        """Save again what is missing from the files of earlier meetings; say what cannot be."""
        outcomes = [store.save() for store in self._session.lacking]
        return [each.message for each in outcomes if isinstance(each, Failed)]

    def _save(self) -> Lines:
        """Save what has changed, here and in earlier meetings, and say whether it is saved."""
        outcomes = [store.save() for store in self._session.stores if store.unsaved]
        failed = [each.message for each in outcomes if isinstance(each, Failed)]
        return failed or ["Saved."]
