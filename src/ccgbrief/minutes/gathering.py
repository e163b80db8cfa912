"""Gathers what a meeting leaves behind into one value: for the formats that write it out.

Texts are as the pack and the notebook have them; each format takes them through the gate.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from ccgbrief.notebook import Note, Notebook, NoteKind, Place, Status
from ccgbrief.pack import Article, Figure, Pack, PassageKind, cite, cite_figure, find_passage


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article of the pack, and how it is cited."""

    id: str
    title: str
    citation: str
    url: str
    """As the pack has it: any text."""


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure of the pack, and where it comes from."""

    figure: Figure
    source: CitedArticle
    """The article it stands with; of one that is not from it, cited as background."""


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """A duty, and how far it is."""

    id: str
    title: str
    status: Status
    owner: str = ""
    """Who sees to it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a note hangs on, as the pack has it on the day of the minutes."""

    place: Place
    """As the notebook has it."""
    placed: bool = True
    """False when the pack no longer has what the note hangs on."""
    title: str = ""
    """Of the duty, focus area or article; its id where the pack has it no longer."""
    words: str = ""
    """The whole passage; of one that is gone, the words that the note kept."""
    is_quotation: bool = False
    """Whether the words are somebody's own. Other passages may be a summary of the article: they
    must not be put in the mouth of its author."""
    is_background: bool = False
    """Whether the words are what the pack says of its own, beside the article."""
    citation: str = ""
    """Of the article or passage, with whose words they are."""
    url: str = ""
    """Of the article, as the pack has it: any text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A note as it stands in the minutes."""

    id: str
    kind: NoteKind
    text: str
    written: datetime
    """In UTC."""
    subject: Subject
    owner: str = ""
    due: date | None = None
    private: bool = False
    disputed: bool = False
    """Another text was written for the same note at the same time; both are here."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a meeting leaves behind."""

    pack: str
    """Id of the pack."""
    title: str
    """Of the pack."""
    edition: str
    day: date
    public: bool
    """Whether private notes were left out; nothing tells whether there are any."""
    articles: tuple[CitedArticle, ...]
    """Those marked as read."""
    duties: tuple[DutyStanding, ...]
    entries: tuple[Entry, ...]
    """In the order in which they were begun."""
    figures: tuple[CitedFigure, ...]
    """Those of articles that were read, or that an entry hangs on."""

    def of_kind(self, kind: NoteKind) -> tuple[Entry, ...]:
        """Return the entries of that kind."""
        return tuple(entry for entry in self.entries if entry.kind is kind)


def gather(pack: Pack, notebook: Notebook, day: date, *, public: bool = False) -> Minutes:
    """Return the minutes as they stand on `day`; `public` leaves private notes out."""
    notes = [note for note in notebook.notes() if not (public and note.private)]
    texts = Counter(note.id for note in notes)  # of those shown: the others must not be told
    read = [article for article in pack.articles if notebook.is_read(article.id)]
    used = {article.id for article in read} | {note.place.article for note in notes}
    return Minutes(
        pack=pack.id,
        title=pack.title,
        edition=pack.edition,
        day=day,
        public=public,
        articles=tuple(_cited(article, cite(article)) for article in read),
        duties=tuple(
            DutyStanding(
                duty.id, duty.title, notebook.status_of(duty.id), notebook.owner_of(duty.id)
            )
            for duty in pack.duties
        ),
        entries=tuple(_entry(pack, note, disputed=texts[note.id] > 1) for note in notes),
        figures=tuple(
            CitedFigure(figure, _cited(article, cite_figure(article, figure)))
            for figure in pack.figures
            if figure.article in used and (article := pack.article(figure.article))
        ),
    )


def _cited(article: Article, citation: str) -> CitedArticle:
    return CitedArticle(article.id, article.title, citation, article.url)


def _entry(pack: Pack, note: Note, *, disputed: bool) -> Entry:
    return Entry(
        id=note.id,
        kind=note.kind,
        text=note.text,
        written=note.written,
        subject=_subject(pack, note.place),
        owner=note.owner,
        due=note.due,
        private=note.private,
        disputed=disputed,
    )


def _subject(pack: Pack, place: Place) -> Subject:
    if item := pack.duty(place.duty) or pack.area(place.area):
        return Subject(place, title=item.title)
    if place.duty or place.area:
        return Subject(place, placed=False, title=place.duty or place.area, words=place.words)
    article = pack.article(place.article)
    if article is None:
        gone = bool(place.article or place.words)
        return Subject(place, placed=not gone, title=place.article, words=place.words)
    passage = find_passage(place.words, article.passages).passage
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
        words=passage.text,
        is_quotation=passage.kind is PassageKind.QUOTATION,
        is_background=passage.is_background,
        citation=cite(article, passage),
        url=article.url,
    )
