"""The notebook in memory, which the screen and the commands query and change.

It knows no file, and no clock but the one it is given. Every change raises the `rev` of its item.
"""

import re
from collections.abc import Callable, Collection, Mapping, Set
from datetime import UTC, date, datetime
from functools import cached_property
from os import urandom
from threading import RLock
from typing import Any, TypedDict, Unpack

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.merge import each_once, hand, latest, merge_contents, written_over
from ccgbrief.notebook.model import (
    Contents,
    Mark,
    Note,
    Place,
    Status,
    UnparsedItem,
    digest,
    says_private,
)
from ccgbrief.suggest import misspelt

_SURROGATE = "[\ud800-\udfff]"


class NoteFields(TypedDict, total=False):
    """The fields of a note besides its text that can be changed."""

    kind: NoteKind
    place: Place
    owner: str
    due: date | None
    private: bool
    done: bool


class LiveNotes:
    """The notes that are not deleted, as they are first asked for."""

    def __init__(self, notes: Mapping[str, tuple[Note, ...]]) -> None:
        self._notes = notes

    @cached_property
    def every(self) -> tuple[Note, ...]:
        """All of them in the order they were begun."""
        every = (note for versions in self._notes.values() for note in each_once(versions))
        return tuple(sorted((n for n in every if not n.gone), key=lambda note: note.written))

    @cached_property
    def private(self) -> frozenset[str]:
        """The ids of those that are private in one of their versions."""
        return frozenset(note.id for note in self.every if note.private)

    @cached_property
    def public(self) -> tuple[Note, ...]:
        """Those that are not private in any version."""
        return tuple(note for note in self.every if note.id not in self.private)

    @cached_property
    def about(self) -> dict[str, tuple[Note, ...]]:
        """Those on a question, a focus area or a duty, by its id."""
        about: dict[str, list[Note]] = {}
        for note in self.every:
            place = note.place
            if item_id := place.area or place.duty or place.question:
                about.setdefault(item_id, []).append(note)
        return {key: tuple(found) for key, found in about.items()}


class Notebook:
    """What the reader wrote about one pack; one thread may change it while another saves it."""

    def __init__(self, pack: str, by: str, clock: Callable[[], datetime]) -> None:
        """Make an empty notebook for the pack; its changes are written under the name `by`."""
        self.pack = pack
        self.by = by
        self.merges = 0
        """How many times something from another copy was merged."""
        self._clock = clock
        self._contents = Contents()
        self._live = LiveNotes(self._contents.notes)
        self._replaced = 0
        self.is_unread = False
        """Whether its file could never be read, so that what it lacks may well be there."""
        self.carried: Mapping[str, Mark] = {}
        """The status of duties at earlier meetings, by id, until it is set here."""
        self.lacks_carried = False
        """Whether the notebook of an earlier meeting could not be read."""
        self.renew_place: Callable[[Place], Place] = lambda place: place
        """Called for the place of each note that is written, which may be known better by now."""
        self._lock = RLock()

    def copy(self) -> "Notebook":
        """Return a notebook with the same content, to try a change in."""
        other = Notebook(self.pack, self.by, self._clock)
        other.carried, other.renew_place = self.carried, self.renew_place
        other.is_unread, other.lacks_carried = self.is_unread, self.lacks_carried
        other._set(self._contents)
        return other

    @property
    def contents(self) -> Contents:
        """All of it at present, including deletions."""
        return self._contents

    def merge(self, theirs: Contents) -> bool:
        """Merge the content of another copy; return whether anything in it was new.

        Keys that this version does not know, and so cannot have changed, are taken from the other
        copy.
        """
        with self._lock:
            before = self._contents
            both = merge_contents(before, theirs)
            if any(both.extra[key] != toml for key, toml in theirs.extra.items()):
                both = both._replace(extra={**both.extra, **theirs.extra})
            self._set(both)
            changed = both is not before
            self.merges += changed
            return changed

    def forget(self, unparsed: Set[UnparsedItem], extra: Set[str]) -> None:
        """Drop unparsed items and unknown keys that somebody removed from the file."""
        if not (unparsed or extra):
            return
        with self._lock:
            before = self._contents
            kept = {key: toml for key, toml in before.extra.items() if key not in extra}
            self._set(before._replace(unparsed=before.unparsed - unparsed, extra=kept))

    def forget_withheld(self, names: Collection[tuple[str, str]]) -> None:
        """Drop marks and notes that the file holds back: what it has of them is not understood."""
        if names:
            with self._lock:
                self._set(self._contents.without(names))

    def is_ticked(self, duty: str) -> bool:
        return self.status_of(duty) is Status.IN_PLACE

    def ticked(self) -> dict[str, datetime]:
        """Return the ticked duties by id, with the time of each tick, at any meeting so far."""
        return {duty: mark.at for duty, mark in self._duties.items() if self.is_ticked(duty)}

    def begun_besides(self, known: Collection[str]) -> list[str]:
        """Return the ids of duties that are in hand or in place and none of those known."""
        others = (duty for duty in self._duties if duty not in known)
        return [duty for duty in others if self.status_of(duty) is not Status.NOT_STARTED]

    @property
    def _duties(self) -> dict[str, Mark]:
        return {**self.carried, **self._contents.ticked}

    def knows_status_of(self, duty: str) -> bool:
        """Return whether it was set here, or no notebook that may say otherwise was left unread."""
        own = self._contents.ticked.get(duty)
        is_set_here = own is not None and not own.is_of_owner_alone
        return is_set_here or not (self.is_unread or self.lacks_carried)

    def status_of(self, duty: str) -> Status:
        mark = self.tick_of(duty)
        if mark is None or mark.gone:
            return Status.NOT_STARTED
        return Status(mark.status or Status.IN_PLACE)

    def tick_of(self, duty: str) -> Mark | None:
        """Return the latest status of a duty, from this meeting or an earlier one."""
        own = self._contents.ticked.get(duty)
        carried = None if self.is_unread else self.carried.get(duty)
        return own.following(carried) if own and carried else own or carried

    def owner_of(self, duty: str) -> str:
        mark = self.tick_of(duty)
        return mark.owner if mark else ""

    def is_read(self, article: str) -> bool:
        return article in self.read()

    def read(self) -> dict[str, datetime]:
        """Return the articles marked as read by id, with the time of each."""
        marks = self._contents.read
        return {article: mark.at for article, mark in marks.items() if not mark.gone}

    def bookmarks(self) -> tuple[Mark, ...]:
        """Return the bookmarks in the order they were set."""
        marks = (mark for mark in self._contents.bookmarks.values() if not mark.gone)
        return tuple(sorted(marks, key=lambda mark: mark.at))

    def notes(self, *, private: bool = False) -> tuple[Note, ...]:
        """Return the notes in the order in which they were begun; both texts of a conflict.

        Private ones are included only if `private` is set.
        """
        return self._live.every if private else self._live.public

    def is_private(self, note: Note) -> bool:
        """Return whether a note is private, or another text of it in a conflict is."""
        return note.private or note.id in self._live.private

    def notes_about(self, item: str) -> tuple[Note, ...]:
        """Return the notes on a question, or on a focus area or a duty and its lines, by its id."""
        return self._live.about.get(item, ())

    def answers(self, question: Note, *, private: bool = False) -> tuple[Note, ...]:
        """Return the plain notes that answer a question, private ones only if `private` is set."""
        found = (n for n in self.notes_about(question.id) if n.kind is NoteKind.NOTE)
        return tuple(note for note in found if private or not self.is_private(note))

    def tick_answered(self, answer: Note) -> Note | None:
        """Tick the question that a new note answers, if it is open; return it."""
        versions = self._contents.notes.get(answer.place.question, ())
        asked = (v for v in versions if v.kind is NoteKind.QUESTION)
        question = next((v for v in asked if not (v.gone or v.done)), None)
        if question is None or answer.kind is not NoteKind.NOTE:
            return None
        return self.edit_note(question, done=True)

    def twins(self, note: Note) -> tuple[Note, ...]:
        """Return the other texts of a conflict, written for this note at the same time."""
        versions = each_once(self._contents.notes.get(note.id, ()))
        return tuple(v for v in versions if not v.gone and v.content != note.content)

    def name_of(self, note: Note) -> str:
        """Return a unique name of a note: the id, unless two texts have the same."""
        return note.key if self.twins(note) else note.id

    def tick(self, duty: str) -> None:
        self._mark("ticked", self._writable(duty))

    def untick(self, duty: str) -> None:
        self._mark("ticked", self._writable(duty), gone=True)

    def set_status(self, duty: str, status: Status) -> None:
        begun = str(status) if status is Status.IN_HAND else ""
        gone = status is Status.NOT_STARTED
        self._mark("ticked", self._writable(duty), gone=gone, status=begun)

    def set_owner(self, duty: str, owner: str) -> None:
        """Name who is responsible for a duty, whose status stays as it is; nobody, if empty."""
        duty, owner = self._writable(duty), self._writable(owner)
        with self._lock:
            ticked = self._contents.ticked
            old = ticked.get(duty)
            if old is None:
                carried = self._unmarked("ticked", duty, Place())
                old = carried._replace(at=self._now(), by=self.by)
            elif not (old.rev or old.owner_rev):  # it was ticked by hand
                old = old._replace(rev=1)
            if owner != self.owner_of(duty):
                rev = old.owner_rev + 1
                named = Mark(self._now(), owner=owner, owner_rev=rev, owner_by=self.by)
                mark = old.with_owner_of(named._replace(owner_at=named.at))
                self._set(self._contents._replace(ticked={**ticked, duty: mark}))

    def mark_read(self, article: str) -> None:
        self._mark("read", self._writable(article))

    def mark_unread(self, article: str) -> None:
        self._mark("read", self._writable(article), gone=True)

    def bookmark(self, place: Place) -> None:
        place = self._writable_place(place)
        self._mark("bookmarks", _name(place), place)

    def unbookmark(self, place: Place) -> None:
        place = self._writable_place(place)
        self._mark("bookmarks", _name(place), place, gone=True)

    def add_note(self, text: str, **fields: Unpack[NoteFields]) -> Note:
        """Write a new note; without a place it is on the meeting."""
        with self._lock:
            return self._put(self.blank_note()._replace(text=text, rev=1, **fields))

    def blank_note(self) -> Note:
        """Return a note to be written by `edit_note`, which is not in the notebook before."""
        name = urandom(3).hex()
        while name in self._contents.notes:
            name = urandom(3).hex()
        return Note(name, "", self._now(), rev=0, by=self.by)

    def edit_note(self, note: Note, text: str | None = None, **fields: Unpack[NoteFields]) -> Note:
        """Write a new version of `note` and return it, to be edited next.

        `note` is the version that the reader saw: what another copy wrote since is not overwritten,
        so both are kept.
        """
        changed = note._replace(text=note.text if text is None else text, **fields)
        if not changed.kind.can_be_done:
            changed = changed._replace(done=False)
        if changed.done != note.done:
            changed = changed._replace(done_at=self._now() if changed.done else None)
        return note if changed == note else self._write(changed, note)

    def delete_note(self, note: Note) -> None:
        """Delete the note; what another copy wrote in it at the same time is kept."""
        bare = Note(note.id, "", note.written, rev=note.rev, by=note.by, seen=note.seen)
        self._write(bare._replace(gone=True), note)

    def restore_note(self, note: Note) -> Note:
        """Bring back a note that was deleted, as it was."""
        return self._write(note, note)

    def restore_mark(self, table: str, key: str, mark: Mark) -> None:
        """Set a mark, or take it back, as it was."""
        self._mark(table, key, mark.place, gone=mark.gone, status=mark.status)
        if table == "ticked":
            self.set_owner(key, mark.owner)

    def take_replaced(self) -> int:
        """Return how many characters were replaced by � for the file since the last call."""
        with self._lock:
            replaced, self._replaced = self._replaced, 0
            return replaced

    def _writable(self, text: str) -> str:
        """Return a text in which � replaces what no file can hold."""
        text, replaced = re.subn(_SURROGATE, "\ufffd", text)
        self._replaced += replaced
        return text

    def _writable_place(self, place: Place) -> Place:
        return Place._make(self._writable(v) if isinstance(v, str) else v for v in place)

    def _mark(
        self,
        table: str,
        key: str,
        place: Place | None = None,
        *,
        gone: bool = False,
        status: str = "",
    ) -> None:
        """Set a mark or take it back, if that changes anything."""
        with self._lock:
            marks: Mapping[str, Mark] = getattr(self._contents, table)
            old = marks.get(key) or self._unmarked(table, key, place or Place())
            is_known = table != "ticked" or self.knows_status_of(key)
            if is_known and (gone, status) == (old.gone, old.status):
                return
            said = old._replace(gone=gone, status=status)
            mark = said._replace(at=self._now(), rev=old.rev + 1, by=self.by)
            changed: dict[str, Any] = {table: {**marks, key: mark}}
            self._set(self._contents._replace(**changed))

    def _unmarked(self, table: str, key: str, place: Place) -> Mark:
        """Return the mark that applies if none was ever set here."""
        carried = self.carried.get(key) if table == "ticked" else None
        return (carried or Mark(self._now(), place, gone=True))._replace(
            rev=0, owner_rev=0, owner_by="", owner_at=None, extra=""
        )

    def _write(self, note: Note, seen: Note) -> Note:
        """Store a version with the content of `note` that builds on the one that was `seen`."""
        now = self._now()
        if now.astimezone().date() > note.written.astimezone().date():
            note = note._replace(changed=now)
        with self._lock:
            known = self._contents.notes.get(note.id, ())
            if note.rev and not known:  # held back in the file, as something that nobody has seen
                rev, private = note.rev + 1, note.private or self._is_meant_private(note.id)
                made = note._replace(rev=rev, by=f"{self.by}-{rev}", seen=(), private=private)
                return self._put(made)
            if len(known) > 1 and seen in known:
                known = tuple(v if v == seen else _told_from(seen, v) for v in known)
                self._set(self._contents._replace(notes={**self._contents.notes, note.id: known}))
            same = [v for v in known if v.content == seen.content]
            return self._put(written_over(note, known, self.by, same))

    def _is_meant_private(self, note_id: str) -> bool:
        """Return whether a note that is not understood has a key that may mean private."""
        values = (item.content for item in self._contents.unparsed)
        held = (v for v in values if isinstance(v, dict) and v.get("id") == note_id)
        return any(
            said is not False and misspelt(key, ["private"])
            for value in held
            for key, said in value.items()
        )

    def _put(self, note: Note) -> Note:
        note = note._replace(
            text=self._writable(note.text),
            owner=self._writable(note.owner),
            place=self._writable_place(self.renew_place(note.place)),
            private=note.private or says_private(note.text),
        )
        known = self._contents.notes.get(note.id, ())
        notes = {**self._contents.notes, note.id: latest((*known, note))}
        self._set(self._contents._replace(notes=notes))
        return note

    def _set(self, contents: Contents) -> None:
        self._contents = contents
        self._live = LiveNotes(contents.notes)

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC).replace(microsecond=0)


def _told_from(seen: Note, version: Note) -> Note:
    """Return another version of a note under names of its own.

    Whoever copies a note by hand, and gives it other words, leaves the copy its `rev` and `by`, and
    what builds on the one would count as building on the other.
    """
    is_copied = (version.rev, version.by) == (seen.rev, seen.by)
    return version._replace(by=hand(version)) if is_copied else version


def _name(place: Place) -> str:
    """Return a name for the bookmark of a place: the same in every copy."""
    said = "\0".join((place.article, place.words, place.duty, place.area))
    said += "".join(
        f"\0{key}\0{value}"
        for key in ("figure", "term", "question", "near")
        if (value := getattr(place, key))
    )
    return digest(said.encode())[:8]
