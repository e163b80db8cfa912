"""Collects the minutes of a meeting into one value, for the formats that write them out.

Texts are as the pack and the notebook have them; each format cleans them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.agenda import standing_on_agenda
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
    NO_SERIES,
    Carried,
    Note,
    Notebook,
    Place,
    Series,
    agreed,
    answers_to,
    interests_in,
    position_on,
)
from ccgbrief.notebook.meeting import (
    LABELS,
    LAST_MINUTES,
    day_held,
    day_of,
    fields_of,
    heading_notes,
    quorum_of,
)
from ccgbrief.notebook.votes import read_votes
from ccgbrief.pack import (
    Area,
    Article,
    Duty,
    Pack,
    PassageKind,
    Standing,
    cite,
    cite_figure,
    doubt,
    find_again,
    quoted,
    quoted_again,
    sections,
)
from ccgbrief.text import clean_line

QUORUM = "Quorum"
"""The label in the heading that says how many are named as present and needed."""


class Options(NamedTuple):
    """What minutes hold besides the usual, and what they say of themselves."""

    public: bool = False
    """They say that they are a public copy, which holds no private note in any case."""
    private: bool = False
    """Private notes are held too, unless it is a public copy."""
    selection: Selection = EVERYTHING
    """The notes that are held; positions and answers of a focus area stand there in any case."""
    every_figure: bool = False
    reading: bool = False
    """The articles that were read are listed."""
    every_item: bool = False
    """Also the items of the agenda on which nothing was said are listed."""
    final: bool = False
    given: Mapping[str, str] = MappingProxyType({})
    """Texts of the heading by label."""
    held: date | None = None
    """The day of which final minutes of the meeting are kept; None if there are none."""

    @property
    def holds_private(self) -> bool:
        return self.private and not self.public


USUAL = Options()


def gather(
    pack: Pack, notebook: Notebook, day: date, options: Options = USUAL, series: Series = NO_SERIES
) -> Minutes:
    """Return the minutes as they stand on `day`, with what a `series` left open until then."""
    selection, private = options.selection, options.holds_private
    shown = notebook.notes(private=private)
    recent = [note for note in shown if selection.holds(note)]
    heads = heading_notes(shown if pack.series else recent, pack.series)
    carried = series.carried(day, private=private)
    fresh = [note for note in recent if selection.is_new(note)]
    held = _day_held(pack, notebook, heads, options.held) or day
    head = _head(pack, heads, options.given, series)
    late = {note for note in fresh if selection.is_late(note)}
    texts = Counter(note.id for note in shown)

    @cache  # most notes of ten years are in earlier minutes, and need none
    def entry_of(note: Note) -> Entry:
        entry = _entry(pack, note, shown, disputed=texts[note.id] > 1, late=note in late)
        is_expected = note.written.astimezone().date() in {held, day}
        return entry._replace(is_of_another_day=not is_expected)

    noted = {note.place.figure for note in recent}
    earlier = _earlier_positions(pack, series, private=private)
    entries = (
        *(_carried(pack, each, private=private) for each in carried),
        *_with_answers([note for note in recent if note not in heads], shown, entry_of),
    )
    areas = tuple(
        _area(area, shown, entry_of, entries, earlier, is_known=not series.is_unread)
        for area in pack.areas
    )
    return Minutes(
        pack=pack.id,
        title=pack.title,
        edition=pack.edition,
        day=day,
        held=held,
        public=options.public,
        articles=_read_since(pack, notebook, selection) if options.reading else (),
        duties=(
            *(_duty(duty, notebook, shown, entries) for duty in pack.duties),
            *_duties_gone(pack, notebook),
        ),
        entries=entries,
        figures=_figures(pack, None if options.every_figure else noted),
        areas=areas,
        agenda=standing_on_agenda(pack, entries, dict(head), every_item=options.every_item),
        head=head,
        final=options.final,
        since=selection.since,
        is_rest=selection.is_rest,
        fresh=len(fresh),
        before=sum(map(selection.is_before, fresh)),
        private=_private_in(heads, entries, areas),
        carried=len(recent) - len(fresh) + len(carried),
    )


def _private_in(
    heads: Iterable[Note], entries: Iterable[Entry], areas: Iterable[AreaStanding]
) -> int:
    """Return how many private notes minutes hold: in the heading, listed, and on focus areas."""
    notes = set(heads)
    for entry in entries:
        notes |= {entry.note, *(answer.note for answer in entry.answers)}
    for area in areas:
        notes |= {area.position.note} if area.position else set()
        notes |= {answer.note for prompt in area.prompts for answer in prompt.answers}
    return sum(note.private for note in notes)


def _day_held(
    pack: Pack, notebook: Notebook, heads: Sequence[Note], final: date | None = None
) -> date | None:
    """Return the day of the meeting; in a series by private notes too, as in the other packs."""
    if pack.series:
        notes = notebook.notes(private=True)
        return day_held(notes, heading_notes(notes, pack.series), final)
    return day_of(heads)


def _read_since(pack: Pack, notebook: Notebook, selection: Selection) -> tuple[CitedArticle, ...]:
    read, since = notebook.read(), selection.since
    return tuple(
        _cited(article, cite(article))
        for article in pack.articles
        if (at := read.get(article.id)) and (since is None or is_since(at, since))
    )


def _figures(pack: Pack, wanted: Set[str] | None) -> tuple[CitedFigure, ...]:
    """Return the figures with these ids; all for None."""
    return tuple(
        CitedFigure(figure, cite_figure(article, figure), article.url if article else "")
        for figure in pack.figures
        if wanted is None or figure.id in wanted
        for article in [pack.article(figure.article)]
    )


def _head(
    pack: Pack, heads: Sequence[Note], given: Mapping[str, str], series: Series
) -> tuple[tuple[str, str], ...]:
    """Return the labels and texts of the heading; those `given` take precedence over the notes."""
    said = fields_of(heads) | {label: text for label, text in given.items() if text}
    if series.meetings and not series.is_unread:
        said.setdefault(LAST_MINUTES, f"{series.meetings[-1].name}: to approve")
    if quorum := quorum_of(said, pack.quorum):
        said[QUORUM] = quorum
    order = (*LABELS[:-1], QUORUM, LABELS[-1])
    return tuple((label, said[label]) for label in order if said.get(label))


def _earlier_positions(pack: Pack, series: Series, *, private: bool) -> dict[str, Entry]:
    """Return the positions that earlier meetings took, by the id of the focus area."""
    found = ((area.id, series.position_on(area.id, private=private)) for area in pack.areas)
    return {id_: _carried(pack, each, private=private) for id_, each in found if each}


def _carried(pack: Pack, carried: Carried, *, private: bool) -> Entry:
    """Return the entry of a note from an earlier meeting, whose papers are not in the pack."""
    note, title, book = carried.note, carried.meeting.title, carried.meeting.notebook
    entry, *answers = (
        _entry(pack, each, (), disputed=bool(book.twins(each)), late=False)
        for each in (note, *book.answers(note, private=private))
    )
    entry = entry._replace(meeting=title, answers=tuple(answers))
    place = note.place
    if not place.article:
        return entry
    if note.kind.traits.has_day:  # it has a row of a table; its own minutes have the words
        return entry._replace(subject=Subject(place))
    source = f"In the papers of “{title}”" if place.words else ""
    words = quoted_again(place.words)
    subject = Subject(place, words=words, is_background=True, citation=source)
    return entry._replace(subject=subject)


def _cited(article: Article, citation: str) -> CitedArticle:
    return CitedArticle(article.id, article.title, citation, article.url)


def _duty(
    duty: Duty, notebook: Notebook, shown: Sequence[Note], entries: Sequence[Entry]
) -> DutyStanding:
    return DutyStanding(
        id=duty.id,
        title=duty.title,
        status=notebook.status_of(duty.id) if notebook.knows_status_of(duty.id) else None,
        owner=notebook.owner_of(duty.id),
        interests=tuple(interests_in(shown, duty.id)),
        notes=tuple(e for e in entries if e.stays_with_item and e.note.place.duty == duty.id),
    )


def _duties_gone(pack: Pack, notebook: Notebook) -> Iterator[DutyStanding]:
    """Yield those that were begun, and that the pack has no longer or under another id."""
    for duty in notebook.begun_besides({duty.id for duty in pack.duties}):
        title = f"“{clean_line(duty)}”, which the pack no longer has"
        yield DutyStanding(duty, title, notebook.status_of(duty), notebook.owner_of(duty))


def _area(
    area: Area,
    shown: Sequence[Note],
    entry_of: Callable[[Note], Entry],
    entries: Sequence[Entry],
    earlier: Mapping[str, Entry],
    *,
    is_known: bool,
) -> AreaStanding:
    position = position_on(shown, area.id)
    answers = {text: answers_to(shown, area.id, text) for text in area.prompts}
    return AreaStanding(
        id=area.id,
        title=area.title,
        position=entry_of(position) if position else earlier.get(area.id),
        is_known=is_known,
        prompts=tuple(Prompt(text, tuple(map(entry_of, found))) for text, found in answers.items()),
        notes=tuple(
            entry
            for entry in entries
            if entry.stays_with_item
            and entry.note.place.area == area.id
            and entry.note.place.words not in area.prompts
        ),
    )


def _with_answers(
    listed: Sequence[Note], shown: Sequence[Note], entry_of: Callable[[Note], Entry]
) -> tuple[Entry, ...]:
    """Return the entries of the listed notes, with each answer inside its question."""
    asked = {note.id for note in listed if note.kind is NoteKind.QUESTION}
    answers = defaultdict(list)
    for note in shown:
        if note.place.question in asked and note.kind is NoteKind.NOTE:
            answers[note.place.question].append(entry_of(note))
    beneath = {entry.note.id for entries in answers.values() for entry in entries}
    return tuple(
        entry_of(note)._replace(answers=tuple(answers[note.id]))
        for note in listed
        if note.id not in beneath
    )


def _entry(pack: Pack, note: Note, shown: Sequence[Note], *, disputed: bool, late: bool) -> Entry:
    return Entry(
        note,
        _question(note.place, shown) if note.place.question else _subject(pack, note.place),
        agreed=agreed(note) if note.kind.traits.has_outcome else "",
        votes=read_votes(note.text) if note.kind.traits.has_votes else None,
        disputed=disputed,
        late=late,
    )


def _question(place: Place, shown: Sequence[Note]) -> Subject:
    """Return the question that a note answers, unless that question is not shown."""
    return Subject(place, title=next((n.text for n in shown if n.id == place.question), ""))


def _subject(pack: Pack, place: Place) -> Subject:
    if item := pack.duty(place.duty) or pack.area(place.area):
        there = not place.words or any(section.text == place.words for section in sections(item))
        return Subject(place, placed=there, title=item.title, words=place.words)
    if other := place.duty or place.area or place.figure or place.term:
        named = {figure.id: figure.title for figure in pack.figures if figure.id == place.figure}
        named |= {term.term: term.term for term in pack.terms if term.term == place.term}
        return Subject(place, other in named, named.get(other, other), place.words)
    article = pack.article(place.article)
    kept = quoted_again(place.words)
    if article is None:
        gone = bool(place.article or place.words)
        return Subject(place, placed=not gone, title=place.article, words=kept)
    found = find_again(place.quote, article)
    passage = found.passage
    if passage is None:
        gone = bool(place.words)
        return Subject(
            place,
            placed=not gone,
            title=article.title,
            words=kept,
            citation=cite(article),
            url=article.url,
        )
    words, unsure = quoted(passage), doubt(place.quote, found)
    if found.standing is Standing.CHANGED and passage.text != place.words:
        unsure = f"it reads now: “{words.strip('“”')}”"
        words = quoted_again(place.words, passage)
    return Subject(
        place,
        title=article.title,
        words=words,
        is_quotation=passage.kind is PassageKind.QUOTATION,
        is_background=passage.is_background,
        citation=cite(article, passage),
        url=article.url,
        page=passage.page,
        doubt=unsure,
    )
