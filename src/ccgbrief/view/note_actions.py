"""What keys do to the notebook, and the messages about it, for the main screen."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import (
    Contents,
    Note,
    Notebook,
    NotebookStore,
    Place,
    Status,
    UndoHistory,
    Undone,
)
from ccgbrief.pack import Article, Duty, Finding, Pack, Standing, find_again
from ccgbrief.session import place_on
from ccgbrief.text import clean_line, counted, first_words
from ccgbrief.view.address import Address, address_of_place, item_of, passage_key
from ccgbrief.view.blocks import Block
from ccgbrief.view.note_blocks import QUOTED_LENGTH, place_name
from ccgbrief.view.note_draft import NoteDraft, lost_letters

Change = Callable[[Pack, Notebook, Block | None], str]
"""Changes the notebook at the block under the cursor; returns a message, `""` for no change."""


def place_of(pack: Pack, block: Block | None) -> Place:
    """Return the place of a note when the cursor rests on `block`; without a block, the meeting."""
    if block is None or block.place is None:
        return Place()
    article = pack.article(block.passage.article) if block.passage else None
    if article is None or block.passage is None:
        return block.place
    return place_on(article, block.passage)


def begin_note(pack: Pack, block: Block | None, kind: NoteKind) -> NoteDraft:
    """Return a new note on what is under the cursor; a plain note on a question answers it.

    On what is about something the pack lacks, as an earlier paper, it is on the meeting, as it is
    on an item of the agenda without a paper, whose name it begins with.
    """
    question = block.note if block else None
    if question and question.kind is NoteKind.QUESTION and kind is NoteKind.NOTE:
        return NoteDraft(Place(question=question.id), kind=kind, private=question.private)
    place = place_of(pack, block)
    is_there = pack.article(place.article) or address_of_place(pack, place)
    begun = block.begins if block else ""
    return NoteDraft(place if is_there else Place(), begun, kind, begun=begun)


def duty_of(pack: Pack, block: Block | None) -> Duty | None:
    """Return the duty that the cursor is on; evidence below a duty belongs to it."""
    owner = item_of(block.key) if block else ""
    place = block and block.place
    return pack.duty(place.duty if place else "") or pack.duty(owner)


def ticked_by(pack: Pack, block: Block | None) -> Note | Duty | Article | None:
    """Return the action, question, duty or article that a tick on `block` is for, if any.

    The evidence of a focus area is part of that, which has no tick.
    """
    if block is None:
        return None
    if block.note:
        return block.note if block.note.kind.can_be_done else None
    if duty := duty_of(pack, block):
        return duty
    in_area = pack.area(item_of(block.key))
    return pack.article(block.place.article) if block.place and not in_area else None


def tick(pack: Pack, notebook: Notebook, block: Block | None) -> str:
    """Tick the action, question, duty or article under the cursor, or untick it."""
    match ticked_by(pack, block):
        case Note() as note:
            note = notebook.edit_note(note, done=not note.done)
            became = note.kind.traits.done.capitalize() if note.done else "Reopened"
            return f"{became}: {first_words(clean_line(note.text), QUOTED_LENGTH)}"
        case Duty() as duty:
            if notebook.is_ticked(duty.id):
                notebook.untick(duty.id)
                return f"Unticked: {duty.title}"
            notebook.tick(duty.id)
            return f"Ticked: {duty.title}"
        case Article() as article:
            if notebook.is_read(article.id):
                notebook.mark_unread(article.id)
                return f"Marked as unread: {article.label}"
            notebook.mark_read(article.id)
            return f"Marked as read: {article.label}"
    return ""


def is_done(pack: Pack, notebook: Notebook, block: Block) -> bool | None:
    """Return whether what a tick is for is ticked; None if nothing can be."""
    match ticked_by(pack, block):
        case Note() as note:
            return note.done
        case Duty() as duty:
            return notebook.is_ticked(duty.id)
        case Article() as article:
            return notebook.is_read(article.id)
    return None


def turn_status(pack: Pack, notebook: Notebook, block: Block | None) -> str:
    """Change the status of the duty under the cursor: not started, in hand, in place, and again."""
    duty = duty_of(pack, block)
    if duty is None:
        return ""
    status = next_status(notebook, duty)
    notebook.set_status(duty.id, status)
    return f"{status.replace('-', ' ').capitalize()}: {duty.title}"


def next_status(notebook: Notebook, duty: Duty) -> Status:
    """Return the status after a duty's present one: not started, in hand, in place, and again."""
    every = list(Status)
    return every[(every.index(notebook.status_of(duty.id)) + 1) % len(every)]


def keep(
    draft: NoteDraft, notebook: Notebook, history: UndoHistory, today: date
) -> tuple[Note | None, Note | None]:
    """Finish a draft, so that it can be undone; return the note, if one is kept.

    With it goes the question that it answers, which is ticked by a new note.
    """
    begun = notebook.contents
    kept = draft.close(notebook, today)
    question = None
    if note := kept or draft.before:
        done = "written" if draft.before is None else "changed" if kept else "deleted"
        question = notebook.tick_answered(note) if kept and draft.before is None else None
        changed = {note.id, question.id if question else note.id}
        history.record(named(note, done), begun, changed, notebook)
    return kept, question


def saved(kept: Note, question: Note | None, notebook: Notebook, doubt: str) -> str:
    """Say as what a note is saved, which `question` it ticked, and what to doubt of it."""
    is_answer = kept.place.question and kept.kind is NoteKind.NOTE
    ticked = "; space on the question opens it again" if question else ""
    told = f"{'Answer' if is_answer else kept.kind.value.capitalize()} saved"
    return f"{told}{ticked}{_left_ticked(notebook, kept)}{f'; {doubt}' if doubt else ''}"


def deleted(notebook: Notebook, note: Note) -> str:
    return f"Note deleted; u u brings it back{_left_ticked(notebook, note)}"


def _left_ticked(notebook: Notebook, note: Note) -> str:
    """Say that a question is still ticked where nothing answers it any more."""
    versions = notebook.contents.notes.get(note.place.question, ())
    question = next((each for each in versions if each.done and not each.gone), None)
    is_left = question and not notebook.answers(question, private=True)
    return "; its question is still ticked as answered" if is_left else ""


def keep_draft(written: Contents, notebook: Notebook, history: UndoHistory, today: date) -> None:
    """Keep what was being written when a program ended, so that it can be undone."""
    if draft := NoteDraft.resumed(written, notebook):
        keep(draft, notebook, history, today)
        return
    for duty, mark in written.ticked.items():
        begun = notebook.contents
        history.record(set_owner(notebook, duty, mark.owner), begun, [duty], notebook)


def discard(draft: NoteDraft, history: UndoHistory, reopen: Callable[[], bool]) -> str:
    """Leave a draft unwritten, until undo opens it again if it has words; return a message."""
    if not draft.is_at_stake:
        leave = "; ctrl+q leaves the program" if draft.kind is NoteKind.QUESTION else ""
        return "The note has not changed" if draft.before else f"Nothing written{leave}"
    private = draft.is_private or bool(draft.before and draft.before.private)
    history.record_discarded(_named(draft.kind, "discarded", draft.text), reopen, private=private)
    if draft.before:
        return "The note has not changed; u u opens the change again"
    return f"{draft.kind.value.capitalize()} discarded; u u opens it again"


def discard_name(name: str, history: UndoHistory, reopen: Callable[[], bool]) -> str:
    """Leave a name unwritten, until undo opens its box again if there is any; return a message."""
    if not name:
        return "Nothing written"
    history.record_discarded(f"Name discarded: {name}", reopen, private=False)
    return "Name discarded; u u opens it again"


def set_owner(notebook: Notebook, duty: str, given: str, seen: str | None = None) -> str:
    """Set who is responsible for a duty; nobody if empty.

    Returns what to say of it, and of whom it replaces unless it is who was `seen` there.
    """
    # 5 ms, not before a name is given
    from ccgbrief.notebook.assignments import as_name, controls_in  # noqa: PLC0415

    name, before = as_name(given), notebook.owner_of(duty)
    notebook.set_owner(duty, name)
    said = f"{name} is responsible for it" if name else "Nobody is responsible for it"
    if seen is not None and before not in {"", name, seen}:
        said += f", in place of {clean_line(before)}"
    if removed := controls_in(given):
        said += f"; {removed}"
    lost = lost_letters(name, before)
    return f"{said}; {lost}" if lost else said


def unless_there(pack: Pack, duty: str, title: str) -> str:
    """Return what to add where the duty has gone meanwhile: the cursor is on another by now."""
    return "" if pack.duty(duty) else f"; “{title}” is no longer in the pack"


def named(note: Note, done: str) -> str:
    """Say what was done to which note: `Action deleted: Ask for a split`."""
    return _named(note.kind, done, note.text)


def _named(kind: NoteKind, done: str, text: str) -> str:
    return f"{kind.value.capitalize()} {done}: {first_words(clean_line(text), QUOTED_LENGTH)}"


class Attached(NamedTuple):
    """The outcome of attaching a note to a passage."""

    message: str
    """Empty where there is none to attach."""
    taken_up: Note | None = None
    """The note that will be attached where the same key is pressed next."""
    leads: Address | None = None
    """Where to go first: to the passage most like the one that is gone."""


def attach(
    pack: Pack, notebook: Notebook, block: Block | None, taken_up: Note | None = None
) -> Attached:
    """Attach a note to the present words of its passage, or to another passage if its own is gone.

    The latter takes two presses of the key, on the note and on the passage, as does a note whose
    passage is uncertain.
    """
    article = pack.article(block.passage.article) if block and block.passage else None
    if taken_up and block and block.passage and article:
        notebook.edit_note(taken_up, place=place_on(article, block.passage))
        return Attached(f"Attached to “{first_words(block.passage.text, QUOTED_LENGTH)}”")
    note = block.note if block else None
    if note is None or not (note.place.article and note.place.words):
        return Attached("")
    home = pack.article(note.place.article)
    found = find_again(note.place.quote, home) if home else Finding()
    if home and found.passage and found.standing is not Standing.DOUBTFUL:
        if found.standing is Standing.SAME:
            return Attached("The passage of this note has not changed")
        notebook.edit_note(note, place=place_on(home, found.passage))
        return Attached("Attached to the words as they are now")
    near = found.passage or found.nearest
    leads = Address(home.id, passage_key(near.number)) if home and near else None
    return Attached("Note picked up: r on a passage attaches it there", note, leads)


def bookmark(pack: Pack, notebook: Notebook, block: Block | None) -> str:
    """Put a bookmark on what is under the cursor, or take it away."""
    place = place_of(pack, block)
    if place == Place():
        return ""
    here = bookmarks_on(pack, notebook, place)
    for each in here:
        notebook.unbookmark(each)
    if here:
        return f"Bookmark removed: {place_name(pack, place)}"
    notebook.bookmark(place)
    return f"Bookmarked: {place_name(pack, place)}"


def bookmarks_on(pack: Pack, notebook: Notebook, place: Place) -> list[Place]:
    """Return the places of the bookmarks that are where `place` is.

    The words of an older bookmark may differ if the article has been edited since.
    """
    there = address_of_place(pack, place)
    marked = (mark.place for mark in notebook.bookmarks())
    return [p for p in marked if p == place or (there and address_of_place(pack, p) == there)]


def taken_back(change: Undone | None, verb: str, *, public: bool) -> str:
    """Return what to say of a change that was to be undone or redone: `verb` is which."""
    if change is None:
        return f"Nothing to {verb}"
    what = "a change of a private note" if change.private and public else change.what
    if change.overtaken:
        return f"Not {verb}ne, as another copy has changed it since: {what}"
    return f"{verb.capitalize()}ne: {what}"


def merge_copies(store: NotebookStore, earlier: Iterable[NotebookStore] = ()) -> str:
    """Merge the copies of the notebook, and look for more; the copies themselves are not changed.

    Into the notebooks of `earlier` meetings, only what was rescued is merged.
    """
    store.find_copies(offers=False)
    for other in earlier:
        other.find_copies(in_folder=False, offers=False)
    found = [(each, copy) for each in (store, *earlier) for copy in each.copies]
    if not found:
        return "No copy of the notebook has anything new"
    news = sum(each.accept(copy) for each, copy in found)
    store.find_copies()
    names = ", ".join(clean_line(copy.path.name) for _, copy in found)
    return f"Merged from {names}: {counted(news, 'tick, mark or note', 'ticks, marks and notes')}"
