"""The minutes as Markdown: for a file that people read, edit and pass on."""

from collections.abc import Iterable
from datetime import date

from ccgbrief.notebook import Note, Notebook, NoteKind, Place
from ccgbrief.pack import Pack, cite, find_passage
from ccgbrief.text import clean, clean_line

_HEADINGS = {
    NoteKind.DECISION: "Decisions",
    NoteKind.ACTION: "Actions",
    NoteKind.DECLARATION: "Declarations of interest",
    NoteKind.QUESTION: "Questions",
    NoteKind.NOTE: "Notes",
}


def minutes_as_markdown(
    pack: Pack, notebook: Notebook, today: date, *, public: bool = False
) -> str:
    """Return the minutes; `public` leaves private notes out."""
    notes = [note for note in notebook.notes() if not (public and note.private)]
    parts = [
        [f"# {pack.title}: minutes", "", f"{today.day} {today:%B %Y}"],
        _duties(pack, notebook),
        *(_notes(pack, heading, notes, kind) for kind, heading in _HEADINGS.items()),
        _articles(pack, notebook),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _duties(pack: Pack, notebook: Notebook) -> list[str]:
    if not pack.duties:
        return []
    done = sum(notebook.is_ticked(duty.id) for duty in pack.duties)
    lines = [f"## Duties: {done} of {len(pack.duties)} in place", ""]
    for duty in pack.duties:
        box = "[x]" if notebook.is_ticked(duty.id) else "[ ]"
        lines.append(f"- {box} {duty.title}")
    return lines


def _articles(pack: Pack, notebook: Notebook) -> list[str]:
    read = [article for article in pack.articles if notebook.is_read(article.id)]
    if not read:
        return []
    return ["## Articles read", "", *(f"- {cite(article)}" for article in read)]


def _notes(pack: Pack, heading: str, notes: Iterable[Note], kind: NoteKind) -> list[str]:
    lines: list[str] = []
    for note in notes:
        if note.kind is kind:
            lines += ["", *_note(pack, note)]
    return [f"## {heading}", *lines] if lines else []


def _note(pack: Pack, note: Note) -> list[str]:
    about = []
    if note.owner:
        about.append(clean_line(note.owner))
    if note.due:
        about.append(f"by {note.due.day} {note.due:%B %Y}")
    if note.private:
        about.append("private")
    said = clean(note.text).strip().split("\n")
    first, *rest = said
    owed = f" ({', '.join(about)})" if about else ""
    lines = [f"- {first}", *(f"  {line}".rstrip() for line in rest)]
    lines[-1] += owed
    if on := _on(pack, note.place):
        lines += ["", f"  > {on}"]
    return lines


def _on(pack: Pack, place: Place) -> str:
    """Say what a note hangs on: the quoted words with their citation, or the title."""
    if duty := pack.duty(place.duty):
        return f"On the duty: {duty.title}"
    if area := pack.area(place.area):
        return f"On the focus area: {area.title}"
    article = pack.article(place.article)
    if article is None:
        return clean_line(place.words or place.duty or place.area or place.article)
    passage = find_passage(place.words, article.passages).passage if place.words else None
    if passage is None:
        lost = f"“{clean_line(place.words)}” (no longer there), " if place.words else ""
        return f"{lost}{cite(article)}"
    words = passage.text if passage.text.startswith(("“", "‘")) else f"“{passage.text}”"
    return f"{words} — {cite(article, passage)}"
