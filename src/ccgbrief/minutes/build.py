"""Gathers what a meeting leaves behind into one value: for the formats that write it out.

Texts are as the pack and the notebook have them; each format takes them through the gate.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.changes import is_since
from ccgbrief.minutes.model import (
    AreaStanding,
    CitedArticle,
    CitedFigure,
    DutyStanding,
    Entry,
    Minutes,
    Prompt,
    Subject,
)
from ccgbrief.minutes.selection import EVERYTHING, Selection
from ccgbrief.notebook import (
    Note,
    Notebook,
    Place,
    agreed,
    answers_to,
    interests_in,
    position_on,
)
from ccgbrief.pack import (
    Area,
    Article,
    Duty,
    Pack,
    PassageKind,
    cite,
    cite_figure,
    doubt,
    find_again,
    quoted,
    sections,
)

MEETING, PRESENT = "Meeting", "Present"

LABELS = (MEETING, "Date", "Place", "Chair", PRESENT, "In attendance", "Apologies")
"""With a colon after it, each begins such a note, or a line of one; in this order they stand."""


def gather(  # noqa: PLR0913 (each is a choice of its own of whoever asks)
    pack: Pack,
    notebook: Notebook,
    day: date,
    *,
    public: bool = False,
    private: bool = False,
    selection: Selection = EVERYTHING,
    every_figure: bool = False,
    reading: bool = False,
    final: bool = False,
    given: Mapping[str, str] | None = None,
) -> Minutes:
    """Return the minutes as they stand on `day`, without private notes unless `private` asks.

    `public` has them say that they are a public copy, which holds no private note in any case.

    `selection` says which notes are held; positions and answers of a focus area stand there in any
    case. `reading` lists the articles that were read. `given` are texts of the head by label.
    """
    since = selection.since
    shown = notebook.notes(private=private and not public)
    texts = Counter(note.id for note in shown)  # of those shown: nothing may hint at the others
    recent = [note for note in shown if selection.holds(note)]
    heads = _heading_notes(recent)
    fresh = [note for note in recent if selection.is_new(note)]
    late = {note.key for note in fresh if selection.is_late(note)}
    made = {
        note.key: _entry(pack, note, disputed=texts[note.id] > 1, late=note.key in late)
        for note in shown
    }
    entries = tuple(made[note.key] for note in recent if note not in heads)
    read = {id_ for id_, at in notebook.read().items() if since is None or is_since(at, since)}
    noted = {note.place.figure for note in recent}
    return Minutes(
        pack=pack.id,
        title=pack.title,
        edition=pack.edition,
        day=day,
        public=public,
        articles=tuple(_cited(a, cite(a)) for a in pack.articles if reading and a.id in read),
        duties=tuple(_duty(duty, notebook, shown, entries) for duty in pack.duties),
        entries=entries,
        figures=tuple(
            CitedFigure(figure, _cited(article, cite_figure(article, figure)))
            for figure in pack.figures
            if (every_figure or figure.id in noted) and (article := pack.article(figure.article))
        ),
        areas=tuple(_area(area, shown, made, entries) for area in pack.areas),
        head=_head_of(heads, given or {}),
        final=final,
        since=since,
        fresh=len(fresh),
        carried=len(recent) - len(fresh),
    )


def _cited(article: Article, citation: str) -> CitedArticle:
    return CitedArticle(article.id, article.title, citation, article.url)


def _duty(
    duty: Duty, notebook: Notebook, shown: Sequence[Note], entries: Sequence[Entry]
) -> DutyStanding:
    return DutyStanding(
        id=duty.id,
        title=duty.title,
        status=notebook.status_of(duty.id),
        owner=notebook.owner_of(duty.id),
        interests=tuple(interests_in(shown, duty.id)),
        notes=tuple(
            entry
            for entry in entries
            if entry.kind.traits.stays_with_item and entry.has_home and _on(entry).duty == duty.id
        ),
    )


def _area(
    area: Area, shown: Sequence[Note], made: Mapping[str, Entry], entries: Sequence[Entry]
) -> AreaStanding:
    position = position_on(shown, area.id)
    answers = {text: answers_to(shown, area.id, text) for text in area.prompts}
    return AreaStanding(
        id=area.id,
        title=area.title,
        position=made[position.key] if position else None,
        prompts=tuple(
            Prompt(text, tuple(made[note.key] for note in found)) for text, found in answers.items()
        ),
        notes=tuple(
            entry
            for entry in entries
            if entry.kind.traits.stays_with_item
            and entry.has_home
            and _on(entry).area == area.id
            and _on(entry).words not in area.prompts
        ),
    )


def _on(entry: Entry) -> Place:
    return entry.subject.place


def _entry(pack: Pack, note: Note, *, disputed: bool, late: bool) -> Entry:
    said = agreed(note) if note.kind.traits.has_outcome else ""
    return Entry(
        id=note.id,
        kind=note.kind,
        text=note.text,
        written=note.written,
        subject=_subject(pack, note.place),
        owner=note.owner,
        due=note.due,
        done=note.done,
        agreed=said,
        private=note.private,
        disputed=disputed,
        late=late,
    )


def _subject(pack: Pack, place: Place) -> Subject:
    if item := pack.duty(place.duty) or pack.area(place.area):
        there = not place.words or any(section.text == place.words for section in sections(item))
        return Subject(place, placed=there, title=item.title, words=place.words)
    named = {figure.id: figure.title for figure in pack.figures if figure.id == place.figure}
    named |= {term.term: term.term for term in pack.terms if term.term == place.term}
    other = place.duty or place.area or place.figure or place.term
    if other:
        return Subject(place, other in named, named.get(other, other), place.words)
    article = pack.article(place.article)
    if article is None:
        gone = bool(place.article or place.words)
        return Subject(place, placed=not gone, title=place.article, words=place.words)
    found = find_again(place.quote, article)
    passage = found.passage
    if passage is None:
        gone = bool(place.words)
        return Subject(
            place,
            placed=not gone,
            title=article.title,
            words=place.words,
            citation=cite(article),
            url=article.url,
        )
    return Subject(
        place,
        title=article.title,
        words=quoted(passage),
        is_quotation=passage.kind is PassageKind.QUOTATION,
        is_background=passage.is_background,
        citation=cite(article, passage),
        url=article.url,
        doubt=doubt(place.quote, found),
    )


def _heading_notes(notes: Sequence[Note]) -> list[Note]:
    """Return the notes that head the minutes: of several days, those of the last.

    The others are of meetings before, and remain notes.
    """
    heads = [
        n for n in notes if n.kind is NoteKind.NOTE and n.place == Place() and _labelled(n.text)
    ]
    days = [note.written.astimezone().date() for note in heads]
    return [note for note, day in zip(heads, days, strict=True) if day == max(days)]


def _head_of(notes: Sequence[Note], given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return labels and texts for the head; what is `given` for a label goes before the notes."""
    said: dict[str, list[str]] = {}
    for note in notes:
        for label, text in _labelled(note.text):
            said.setdefault(label, []).append(f"{text} (private)" if note.private else text)
    joined = {label: ", ".join(filter(None, texts)) for label, texts in said.items()}
    joined |= {label: text for label, text in given.items() if text}
    return tuple((label, joined[label]) for label in LABELS if joined.get(label))


def _labelled(text: str) -> list[tuple[str, str]]:
    """Return labels and texts of a note that begins with a label; of others nothing."""
    lines: list[tuple[str, str]] = []
    for line in text.strip().splitlines():
        label, colon, rest = line.partition(":")
        known = label.strip().capitalize()
        if colon and known in LABELS:
            lines.append((known, rest.strip()))
        elif lines:
            label, said = lines.pop()
            lines.append((label, f"{said} {line.strip()}".strip()))
        else:
            return []
    return lines
