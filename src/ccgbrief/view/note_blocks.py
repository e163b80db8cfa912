"""Makes the blocks of notes, wherever they are shown, and says what each note is on."""

from collections.abc import Iterable
from datetime import date

from ccgbrief.kinds import NO_OUTCOME, NoteKind
from ccgbrief.notebook import Note, Place, agreed, contradiction
from ccgbrief.pack import Area, Duty, Pack, quoted_again, sections
from ccgbrief.text import clean, clean_line, first_words, shortened
from ccgbrief.view.address import changed_words, doubt_about, passage_at
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.view_state import DONE, NOT_DONE, ViewState

QUOTED_LENGTH = 72
"""Characters of a passage that identify it elsewhere: about one line."""

ANSWER_LENGTH = 300
"""Characters of an answer shown with its question; the answer is also a note of its own."""

CHANGED_LENGTH = 500
"""The same if its words have changed, so that both versions can be compared."""

FOLDED_ROWS, FOLDED_LETTERS = 6, 480
"""Rows, and characters, that are shown of a longer note until it is unfolded."""


def note_block(
    shown: ViewState, note: Note, *, below: str = "", indent: int = 0, gap: int = 0
) -> Block:
    """Return the block of a note, wherever it is shown; `below` adds to it."""
    marker = note.kind.traits.sign
    if note.kind.can_be_done:
        marker += f" {DONE if note.done else NOT_DONE}"
    key, text = shown.key_of(note), clean(note.text)
    short = text if key in shown.unfolded else beginning(text)
    meeting = shown.series.meeting_of(note)
    doubt = "" if meeting else clean_line(doubt_about(shown.pack, note.place))
    origin = f"from {clean_line(meeting.title)}" if meeting else ""
    book = meeting.notebook if meeting else shown.notebook
    two = "one of two versions written at the same time" if book.twins(note) else ""
    if two and not meeting:
        two += f": delete one{shown.by_key(' with {}', 'note.delete')}"
    said = [", ".join(filter(None, (_kind(shown, note), two))), origin, below, doubt]
    if note.kind is NoteKind.QUESTION:
        answers = book.answers(note, private=not shown.public)
        said += [f"answer: {shortened(clean_line(each.text), ANSWER_LENGTH)}" for each in answers]
    if short != text:
        said.append(f"enter shows all {len(text):,} characters")
    return Block(
        key=key,
        text=short,
        folds=key if short != text else "",
        look=note_look(note, shown.today),
        marker=marker,
        indent=indent,
        below=" · ".join(filter(None, said)),
        gap=gap,
        note=note,
        place=note.place,
    )


def note_look(note: Note, today: date) -> Look:
    """Return how a note is drawn: in the hue of its kind, unless it is done or overdue."""
    if note.done:
        return Look.DONE
    if note.due and note.due < today:
        return Look.OVERDUE
    return Look(note.kind.traits.hue)


def beginning(text: str) -> str:
    """Return a long text up to its sixth row; a short one as it is."""
    lines = text.split("\n", FOLDED_ROWS)
    begun = shortened("\n".join(lines[:FOLDED_ROWS]), FOLDED_LETTERS)
    return f"{begun}\n…" if len(lines) > FOLDED_ROWS and not begun.endswith("…") else begun


def _kind(shown: ViewState, note: Note) -> str:
    parts = [note.kind.value] if note.kind is not NoteKind.NOTE else []
    if note.owner:
        parts.append(clean_line(note.owner))
    if note.due:
        parts.append(f"by {short_day(note.due)}")
    if note.done:
        day = f" {short_day(note.done_at.astimezone())}" if note.done_at else ""
        parts.append(f"{note.kind.traits.done}{day}")
    elif note.due and note.due < shown.today:
        parts.append("overdue")
    if note.kind.traits.has_outcome:
        said = agreed(note)
        parts.append(f"agreed: {clean_line(said)}" if said else NO_OUTCOME)
    if said := contradiction(note):
        parts.append(said)
    if note.private:
        parts.append("private")
    return ", ".join(parts)


def short_day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def notes_on(shown: ViewState, place: Place) -> list[Block]:
    """Return the blocks of the notes on exactly this place."""
    return [note_block(shown, note, indent=4) for note in shown.notes if note.place == place]


def notes_about(shown: ViewState, item: Area | Duty) -> list[Block]:
    """Return the blocks of the notes on an area or a duty that are not shown elsewhere in it."""
    position = shown.position(item.id) if isinstance(item, Area) else None
    open_sections = (
        {section.text for section in sections(item)} if item.id in shown.unfolded else set()
    )
    return [
        note_block(shown, note, indent=2)
        for note in shown.notes_about(item.id)
        if item.id == (note.place.area if isinstance(item, Area) else note.place.duty)
        and note.place.words not in open_sections
        and note is not position
    ]


def this(place: Place) -> str:
    """Say what kind of place it is, where it is in view: `this duty`."""
    kinds = {
        "question": place.question,
        "duty": place.duty,
        "focus area": place.area,
        "figure": place.figure,
        "term": place.term,
        "passage": place.article and place.words,
        "article": place.article,
    }
    kind = next((kind for kind, is_meant in kinds.items() if is_meant), "")
    return f"this {kind}" if kind else "the meeting"


def place_name(pack: Pack, place: Place, notes: Iterable[Note] = ()) -> str:
    """Say in a few words what a note is on, even if the pack no longer has it.

    A question is named if it is one of `notes`.
    """
    if place.question:
        asked = next((note.text for note in notes if note.id == place.question), "")
        return (
            f"question: {first_words(clean_line(asked), QUOTED_LENGTH)}" if asked else "a question"
        )
    if place.duty:
        duty = pack.duty(place.duty)
        return f"duty: {duty.title if duty else clean_line(place.duty)}{_part(place)}"
    if place.area:
        area = pack.area(place.area)
        return f"focus area: {area.title if area else clean_line(place.area)}{_part(place)}"
    if place.figure:
        titles = [figure.title for figure in pack.figures if figure.id == place.figure]
        return f"figure: {next(iter(titles), clean_line(place.figure))}"
    if place.term or not place.article:
        return f"glossary: {clean_line(place.term)}" if place.term else "the meeting"
    article = pack.article(place.article)
    label = article.label if article else clean_line(place.article)
    changed = changed_words(pack, place)
    passage = passage_at(article, place) if article else None
    words = clean_line(quoted_again(changed or place.words, passage)).strip("“”")
    length = CHANGED_LENGTH if changed else QUOTED_LENGTH
    return f"“{first_words(words, length)}”, {label}" if words else label


def _part(place: Place) -> str:
    return f", “{first_words(clean_line(place.words), QUOTED_LENGTH)}”" if place.words else ""
