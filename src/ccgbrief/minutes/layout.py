"""Lays minutes out as a small tree of blocks: what stands where, for every format to write.

What people and packs say is plain text in it; the writers escape it as their format needs.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ccgbrief.kinds import MINUTED
from ccgbrief.minutes import phrases
from ccgbrief.minutes.model import (
    AgendaStanding,
    AreaStanding,
    CitedFigure,
    DutyStanding,
    Entry,
    Minutes,
    Subject,
)
from ccgbrief.minutes.wording import as_printed
from ccgbrief.notebook.meeting import MEETING
from ccgbrief.pack import Figure
from ccgbrief.text import clean, counted


class Heading(NamedTuple):
    """A heading within a section."""

    text: str


class Paragraph(NamedTuple):
    """A line about what stands beside it."""

    text: str = ""
    source: str = ""
    """A citation at its end."""
    url: str = ""
    """Where the source leads; any text."""


class Said(NamedTuple):
    """What somebody wrote, with what is known about it."""

    paragraphs: Sequence[str]
    """Their lines end where the writer ended them."""
    label: str = ""
    facts: Sequence[tuple[str, str]] = ()
    """Labels and texts, such as the owner and the day."""
    remarks: Sequence[str] = ()


class Quotation(NamedTuple):
    paragraphs: Sequence[str]
    source: str = ""
    url: str = ""
    """As in a `Paragraph`."""


class Items(NamedTuple):
    items: "Sequence[Sequence[Block]]"
    is_numbered: bool = False


class Row(NamedTuple):
    """A row of a table: the facts of what was said have a column each."""

    said: Said
    more: "Sequence[Block]" = ()
    """Stands below, in the same column as the text."""
    look: str = ""
    """The class of its style in HTML."""


class Table(NamedTuple):
    """A table, with at least one row; the facts of all rows have the same labels."""

    caption: str
    text_heading: str
    rows: Sequence[Row]
    is_numbered: bool = False

    @property
    def headings(self) -> list[str]:
        number = ["No."] if self.is_numbered else []
        return [*number, self.text_heading, *(label for label, _ in self.rows[0].said.facts)]


class Chart(NamedTuple):
    """The values of a figure, as bars where a format has them."""

    figure: Figure


Block = Heading | Paragraph | Said | Quotation | Items | Table | Chart


class Document(NamedTuple):
    """Minutes as they are laid out. At their end stands a line for the chair to sign."""

    kind: str
    """Says whether they are a draft."""
    title: str
    held: date
    details: dict[str, str]
    """Labels and texts below the title, such as who was present."""
    scope: list[str]
    """Says what is left out, in sentences."""
    sections: list[tuple[str, Sequence[Block]]]
    """Their headings and contents."""


def lay_out(minutes: Minutes) -> Document:
    """Return the minutes laid out; sections without content are left out."""
    head = {label: as_printed(text, is_action=False) for label, text in minutes.head}
    title = head.pop(MEETING, "") or minutes.title
    is_pack = title in {minutes.title, as_printed(minutes.title, is_action=False)}
    scope = [
        phrases.scope(minutes),
        phrases.PUBLIC if minutes.public else "",
        "" if minutes.entries else phrases.NOTHING,
    ]
    return Document(
        phrases.KIND[minutes.final],
        title,
        minutes.held,
        head if is_pack else {"Briefing pack": minutes.title, **head},
        [sentence for sentence in scope if sentence],
        [(heading, blocks) for heading, blocks in _sections(minutes) if blocks],
    )


class _Lists(NamedTuple):
    """What entries need to know of the minutes that they stand in."""

    held: date
    numbers: dict[Entry, int]
    """In the list of the kind, of the entries that are there."""
    items: dict[Entry, str]
    """The name of the item of the agenda under which an entry is given in full."""


def _sections(minutes: Minutes) -> Iterator[tuple[str, Sequence[Block]]]:
    listed = {kind: minutes.listed(kind) for kind in MINUTED}
    numbers = {e: n for entries in listed.values() for n, e in enumerate(entries, 1)}
    items = {entry: on.item.name for on in minutes.agenda for entry in on.entries}
    lists = _Lists(minutes.held, numbers, items)
    yield "Agenda", [block for on in minutes.agenda for block in _on_agenda(on, lists)]
    for kind, entries in listed.items():
        if entries:
            listing = _table if kind.traits.has_day else _list
            yield kind.heading, [listing(entries, lists)]
    areas = [area for area in minutes.areas if area.is_discussed]
    yield "Focus areas", [block for area in areas for block in _area(area, lists)]
    if minutes.duties:
        caption = f"Of {len(minutes.duties)}: {phrases.progress(minutes)}."
        rows = [_duty(duty, lists) for duty in minutes.duties]
        yield "Duties", [Table(caption, "Duty", rows)]
    if minutes.articles:
        read = [[Paragraph(source=each.citation, url=each.url)] for each in minutes.articles]
        yield "Articles read", [Items(read)]
    yield "Figures", [block for cited in minutes.figures for block in _figure(cited)]


def _on_agenda(standing: AgendaStanding, lists: _Lists) -> Iterator[Block]:
    """Yield an item with its entries; an action has its number in the table as well."""
    yield Heading(standing.item.name)
    if about := phrases.item_about(standing):
        yield Paragraph(about)
    above = None
    for entry in standing.entries:
        number = f" {lists.numbers[entry]}" if entry in lists.numbers else ""
        yield _said(entry, lists, f"{entry.note.kind.value.capitalize()}{number}")
        if entry.subject != above:  # the same words need not be given again
            yield from _subject(entry.subject)
        yield from _answers(entry, lists)
        above = entry.subject


def _list(entries: Sequence[Entry], lists: _Lists) -> Items:
    items = [
        [_said(entry, lists), *_subject(entry.subject), *_answers(entry, lists)]
        for entry in entries
    ]
    return Items(items, is_numbered=True)


def _table(entries: Sequence[Entry], lists: _Lists) -> Table:
    """Return a table of actions; one on an item of the agenda is given in full there."""
    rows = [
        Row(
            _said(entry, lists),
            [Paragraph(f"See {lists.items[entry]}")]
            if entry in lists.items
            else [*_subject(entry.subject)],
        )
        for entry in entries
    ]
    kind = entries[0].note.kind.value.capitalize()
    return Table("Who does what, and by when.", kind, rows, is_numbered=True)


def _said(entry: Entry, lists: _Lists, label: str = "") -> Said:
    facts = phrases.assignment(entry, lists.held)
    text = as_printed(entry.note.text, is_action=entry.note.kind.traits.has_day)
    return Said(_paragraphs(text), label, facts, phrases.remarks(entry))


def _answers(entry: Entry, lists: _Lists) -> list[Said]:
    return [_said(answer, lists, "Answer") for answer in entry.answers]


def _paragraphs(text: str) -> list[str]:
    return phrases.paragraphs(clean(text)) or [phrases.NO_WORDS]


def _subject(subject: Subject) -> Iterator[Block]:
    words = phrases.words(subject)
    if about := phrases.about(subject):
        if subject.place.question:
            about = as_printed(about, is_action=False)
        yield Paragraph(f"{about}:" if words else about)
    if words:
        yield Quotation(_paragraphs(words), phrases.origin(subject), subject.url)
    if doubt := phrases.doubt(subject):
        yield Paragraph(doubt)


def _area(area: AreaStanding, lists: _Lists) -> Iterator[Block]:
    yield Heading(area.title)
    if area.position:
        yield _labelled("Position", area.position, lists)
    else:
        yield Paragraph(phrases.NO_POSITION[area.is_known])
    if answered := [prompt for prompt in area.prompts if prompt.answers]:
        yield Paragraph(f"{len(answered)} of {counted(len(area.prompts), 'prompt')} answered:")
        prompts = [
            [
                Said(_paragraphs(prompt.text)),
                *(_labelled(phrases.answer(each), each, lists) for each in prompt.answers),
            ]
            for prompt in answered
        ]
        yield Items(prompts, is_numbered=True)
    yield from _notes(area.notes, lists)


def _labelled(label: str, entry: Entry, lists: _Lists) -> Block:
    """Return an entry under a label; one that is listed above is named, and not said again."""
    if number := lists.numbers.get(entry):
        return Paragraph(f"{label}: see {entry.note.kind.value} {number}")
    return _said(entry, lists, label)


def _notes(notes: Sequence[Entry], lists: _Lists) -> list[Block]:
    """Return plain notes under their subject, naming the line of it that they are on."""
    return [_labelled(phrases.note_label(note), note, lists) for note in notes]


def _duty(duty: DutyStanding, lists: _Lists) -> Row:
    facts = [("Status", phrases.STATUSES[duty.status]), ("Owner", duty.owner)]
    interests = ", ".join(duty.interests)
    about = [Paragraph(f"Interests: {interests}")] if interests else []
    return Row(
        Said(_paragraphs(duty.title), facts=facts),
        [*about, *_notes(duty.notes, lists)],
        duty.status or "",
    )


def _figure(cited: CitedFigure) -> list[Block]:
    about = f"{phrases.particulars(cited.figure)} Source:".lstrip()
    return [Chart(cited.figure), Paragraph(about, cited.citation, cited.url)]
