"""Opens a pack, its notebook and the finder over both, for commands and the screen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ccgbrief import paths
from ccgbrief.errors import UserError
from ccgbrief.files import is_there, reason
from ccgbrief.fingerprints import NO_FINGERPRINTS, Fingerprinting, Fingerprints
from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import (
    NO_SERIES,
    Carried,
    ConflictCopy,
    Failed,
    MergeBy,
    Note,
    Notebook,
    NotebookHead,
    NotebookStore,
    Place,
    Saved,
    Series,
)
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.series import (
    MeetingTimes,
    Signs,
    earlier_meetings,
    other_title,
    signs_of,
    with_minutes,
)
from ccgbrief.pack import (
    CHANGE_JOURNAL,
    FILES,
    Anchor,
    AnchorMatch,
    Article,
    Pack,
    PackError,
    Passage,
    Problem,
    Standing,
    anchor_words,
    find_again,
    find_passage,
    is_of_pack,
    parse_anchor,
    quote_of,
    read_pack,
)
from ccgbrief.pack.reader import MAX_SERIES
from ccgbrief.search import Entry, note_entries, note_entry
from ccgbrief.state import MinutesLog
from ccgbrief.suggest import did_you_mean
from ccgbrief.system import as_argument, unusable_name
from ccgbrief.text import clean_line, fold, shortened

if TYPE_CHECKING:
    from ccgbrief.search.finder import Finder


MANY_NOTES = 100
"""From this many notes on their index is cached; a smaller one is faster to make than to load."""

MOST_NAMED = 5
"""How many candidates an ambiguous name lists."""


class ReadPack(NamedTuple):
    """A pack, and the state of its files when it was read."""

    pack: Pack
    fingerprints: Fingerprints
    """Of its files."""


@dataclass(slots=True)
class Session:
    """What one reader has open; only the pack may be replaced, when its files have changed."""

    pack: Pack
    store: NotebookStore
    fingerprints: Fingerprints = NO_FINGERPRINTS
    """Of the files of the pack, when they were read."""
    series: Series = NO_SERIES
    """The earlier meetings of the pack's series, once they are read."""
    read_meetings: Callable[[Series], Series] | None = None
    """Reads those that are not known yet; None for a pack that is of no series."""
    series_signs: Signs | None = None
    """What their notebooks looked like when they were last looked for; None before."""
    meeting_times: MeetingTimes = field(default_factory=MeetingTimes)
    """When the meetings are, as far as their notebooks were read."""
    unsaid: dict[object, str] = field(default_factory=dict)
    """What became of minutes that are written in a thread, one for each, until it is said."""

    @property
    def has_unread_series(self) -> bool:
        """Whether the earlier meetings are still to be read."""
        return self.read_meetings is not None and self.series_signs is None

    def read_series(self) -> None:
        """Read the earlier meetings, unless they were; 20 ms for every thousand notes of theirs."""
        if self.has_unread_series:
            self._read_meetings()

    def _read_meetings(self) -> bool:
        """Read the earlier meetings that are not known yet; return whether anything is new."""
        if self.read_meetings is None:
            return False
        before = self.series
        signs = signs_of(self.store, self.pack.series, before, self.meeting_times)
        found = self.read_meetings(before)
        found = with_minutes(found, local_today())
        now = signs_of(self.store, self.pack.series, found, self.meeting_times)
        self.series_signs = now._replace(files=now.files & signs.files)  # others came meanwhile
        if found == before:
            return False
        self.series = found
        self.notebook.carried = self.series.marks()
        self.notebook.lacks_carried = self.series.is_unread
        for line in self.series.messages:
            if line not in before.messages:
                self.store.messages.add_line(line)
        self._take_over_messages()
        return True

    def _take_over_messages(self) -> None:
        for store in self.series.stores:
            store.messages.hand_over(self.store.messages)

    def _look_for_meetings(self) -> None:
        """Read the meetings whose notebooks are there, or can be read, only since the last look.

        So are those that were corrected to be of another day, and copies that came beside them.
        """
        if self.series_signs is None:
            return
        signs = signs_of(self.store, self.pack.series, self.series, self.meeting_times)
        if (signs != self.series_signs or self.series.is_unread) and self._read_meetings():
            self.notebook.merges += 1

    @property
    def stores(self) -> list[NotebookStore]:
        """Its own store, and those of the earlier meetings."""
        return [self.store, *self.earlier_stores]

    @property
    def earlier_stores(self) -> list[NotebookStore]:
        """The stores of the other meetings that were read."""
        return self.series.stores

    @property
    def lacking(self) -> list[NotebookStore]:
        """The stores of earlier meetings whose files can be read, and lack something."""
        return [store for store in self.earlier_stores if store.unsaved and not store.unread]

    def refresh(self) -> None:
        """Merge what others wrote to its notebook and to those of earlier meetings."""
        self.store.refresh()
        self.store.find_new_copies()
        changed = [store.refresh(sets_aside=False) for store in self.earlier_stores]
        self._take_over_messages()
        if any(changed):
            self.notebook.carried = self.series.marks()
            self.notebook.merges += 1
        self._look_for_meetings()

    def take_messages(self, by: MergeBy) -> list[str]:
        """Return once what the reader should know of its notebook and of earlier meetings'."""
        return [line for store in self.stores for line in store.take_messages(by)]

    def drafts(self) -> list[tuple[NotebookStore, ConflictCopy]]:
        """Return what was being written when programs ended, each with the store it is for."""
        return [(store, draft) for store in self.stores for draft in store.drafts]

    @property
    def notebook(self) -> Notebook:
        return self.store.notebook

    def replace_pack(self, read: ReadPack) -> None:
        self.pack, self.fingerprints = read
        self.notebook.renew_place = partial(renewed, self.pack)
        self.store.new_head = _head_of(self.pack)

    def save(self) -> list[Saved | Failed]:
        """Save for the last time; return the outcomes, for earlier meetings after its own.

        Among them is what was being written, if that could be saved nowhere.
        """
        earlier = self.earlier_stores
        for store in earlier:
            store.refresh(sets_aside=False)
        outcomes = [self.store.close(), *(store.close() for store in earlier if store.unsaved)]
        stores = (self.store, *earlier)
        drafts = [store.draft.finish(may_drop=store.is_on_disk) for store in stores]
        return [*outcomes, *filter(None, drafts)]

    @property
    def is_being_changed(self) -> bool:
        """Whether a command is changing the pack, or was killed while it did."""
        folders = (self.pack.folder, paths.own_papers(self.pack.id))
        return any(is_there(folder / CHANGE_JOURNAL) for folder in folders)

    @property
    def minutes_log(self) -> MinutesLog:
        """The record of what was in the minutes of this notebook."""
        return MinutesLog(paths.minutes_file(self.store.path))

    @property
    def doubts(self) -> str:
        """What to report about the pack at the start, in one line."""
        if hidden := self.pack.hidden:
            return hidden
        count = len(self.pack.problems)
        problems, them = ("problem", "it") if count == 1 else ("problems", "them")
        listing = f"ccgbrief check {as_argument(self.pack.folder)} lists {them}"
        return f"{count} {problems} in the pack: {listing}" if count else ""

    def open_finder(self, *, private: bool = False) -> "Finder":
        """Open the finder over the pack and the notes; slow if the pack is not cached.

        Without `private`, private notes are not found.
        """
        from ccgbrief.search.cache import open_finder  # noqa: PLC0415 (the first screen needs no SQLite)

        entries = self.note_entries(private=private)
        is_long = len(entries) >= MANY_NOTES
        notes_cache = paths.notes_index_file(self.store.path, private=private) if is_long else None
        cache = paths.index_file(self.pack.id)
        finder = open_finder(self.pack, entries, cache, self.fingerprints, notes_cache)
        finder.add_synonyms(paths.synonyms_file())
        return finder

    @property
    def questions(self) -> list[Note]:
        """The questions in the notebook, private ones too."""
        return [n for n in self.notebook.notes(private=True) if n.kind is NoteKind.QUESTION]

    def note_entries(self, *, private: bool = False) -> tuple[Entry, ...]:
        """Return the notes as entries for the finder, with or without the private ones.

        What earlier meetings left open or decided is among them.
        """
        own = note_entries(self.notebook, self._title, private=private)
        earlier = self.earlier_notes(private=private)
        return (*own, *(_earlier_entry(each, private=private) for each in earlier))

    def earlier_notes(self, *, private: bool) -> list[Carried]:
        """Return what earlier meetings left open, and what they decided."""
        return [*self.carried(private=private), *self.series.decided(private=private)]

    def carried(self, *, private: bool) -> list[Carried]:
        """Return what earlier meetings left open, and what of it was done at this one."""
        return self.series.carried(local_today(), private=private)

    def place_of(self, on: str) -> tuple[Place, str]:
        """Return the place that `on` names: an id, or `id: some words` of a passage or line there.

        The id is that of an article, a duty, a focus area or a question in the notebook. The text
        that was found is returned too, if it differs from the words given. Raises ValueError, whose
        text says in one line what is wrong and what is known.
        """
        if any(question.id == on for question in self.questions):
            return Place(question=on), ""
        anchor = parse_anchor(on)
        if duty := self.pack.duty(anchor.article):
            line, other = _line(anchor, (*duty.ready, *duty.watch))
            return Place(duty=duty.id, words=line), other
        if area := self.pack.area(anchor.article):
            line, other = _line(anchor, area.prompts)
            return Place(area=area.id, words=line), other
        article = self.pack.article(anchor.article)
        if article is None:
            groups = (self.pack.articles, self.pack.duties, self.pack.areas)
            known = [item.id for group in groups for item in group]
            raise ValueError(_unknown(anchor.article, "article, duty or focus area", known))
        if not anchor.words:
            return Place(article=article.id), ""
        placed = find_passage(anchor.words, article.passages)
        if placed.passage is None:
            raise ValueError(
                f"no passage of {article.id} has the words “{anchor.words}”; "
                "copy an anchor from ccgbrief search --json"
            )
        if placed.rivals:
            raise ValueError(_ambiguous(anchor, placed, article))
        place = place_on(article, placed.passage)
        return place, "" if placed.exact else place.words

    def duty_id(self, wanted: str) -> str:
        """Return the id of a duty named by its id, its number, or words of its title.

        Raises ValueError that names the nearest.
        """
        if self.pack.duty(wanted):
            return wanted
        if wanted.isdecimal() and 1 <= int(wanted) <= len(self.pack.duties):
            return self.pack.duties[int(wanted) - 1].id
        said = fold(wanted).strip()
        titled = [d.id for d in self.pack.duties if said and said in fold(d.title)]
        if len(titled) == 1:
            return titled[0]
        if titled:
            more = f" and {len(titled) - MOST_NAMED} more" if len(titled) > MOST_NAMED else ""
            named = f"{', '.join(titled[:MOST_NAMED])}{more}"
            raise ValueError(f"“{wanted}” is in the titles of several duties; use one of {named}")
        raise ValueError(_unknown(wanted, "duty", [duty.id for duty in self.pack.duties]))

    def _title(self, article: str) -> str:
        found = self.pack.article(article)
        return found.title if found else ""


def open_session(
    folder: Path | None = None,
    notes: Path | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    *,
    series: bool = True,
) -> Session:
    """Open the pack in `folder` (None: the shipped one) and its notebook.

    Without `series`, the earlier meetings are left to be read later. Raises PackError if the pack
    cannot be read, and UserError if the notebook would overwrite a file of the pack or cannot have
    its name on this system; `store.take_messages` gives anything else to report.
    """
    folder = folder or paths.shipped_pack()
    pack, fingerprints = read_files(folder)
    path = notes or paths.notebook_file(pack.id)
    _refuse_file(path, (folder, paths.own_papers(pack.id)))
    store = NotebookStore.open(path, pack.id, paths.state_folder(), clock)
    store.notebook.renew_place = partial(renewed, pack)
    store.new_head = _head_of(pack)
    session = Session(pack, store, fingerprints)
    if other := other_title(store, store.new_head):
        store.messages.add_line(other)
    if pack.series:
        state = paths.state_folder()
        session.read_meetings = partial(earlier_meetings, store, pack.series, state, clock)
    if series:
        session.read_series()
    return session


def read_files(folder: Path) -> ReadPack:
    """Read the pack in `folder`, with the reader's own papers if it is the shipped one.

    What a killed command had begun to change is undone first. Raises PackError.
    """
    fingerprints = Fingerprinting()
    try:
        problems = _recover(folder)
        fingerprints.add(folder, FILES)
        pack = read_pack(folder)
        pack = replace(pack, problems=(*problems, *pack.problems))
        if folder == paths.shipped_pack():
            pack = _with_own_papers(pack, fingerprints)
    except OSError as error:
        problem = f"cannot be read ({reason(error)})"
        raise PackError([Problem(folder, problem, "name a pack folder with --pack")]) from error
    return ReadPack(pack, fingerprints.finish(article.path for article in pack.articles))


def _head_of(pack: Pack) -> NotebookHead:
    return NotebookHead(pack.id, pack.series, shortened(pack.title, MAX_SERIES))


def _earlier_entry(carried: Carried, *, private: bool) -> Entry:
    """Return the entry of a note of an earlier meeting, whose articles are not in this pack.

    A question is found by the words of its answers too, which are in that meeting's notebook.
    """
    note, meeting = carried
    title = clean_line(meeting.title)
    name = f"{meeting.pack}.{meeting.notebook.name_of(note)}"
    entry = note_entry(note, name, lambda _: f"from {title}")
    answers = (clean_line(each.text) for each in meeting.notebook.answers(note, private=private))
    return entry._replace(
        article="",
        anchor=note.id,
        citation=f"{entry.citation}, from “{title}”",
        aliases=" ".join((entry.aliases, *answers)),
    )


def place_on(article: Article, passage: Passage) -> Place:
    """Return the place of a passage: its words and their surroundings."""
    return Place(article=article.id, **quote_of(passage, article)._asdict())


def renewed(pack: Pack, place: Place) -> Place:
    """Return a place of an older notebook with the present surroundings of its words.

    Only if its words are unchanged: otherwise what the reader wrote about would be lost.
    """
    article = pack.article(place.article)
    if article is None or not place.words or place.quote.is_whole:
        return place
    found = find_again(place.quote, article)
    if found.passage is None or found.standing is not Standing.SAME:
        return place
    return place_on(article, found.passage)


def _refuse_file(path: Path, folders: Iterable[Path]) -> None:
    """Refuse a notebook that would overwrite a file of the pack, or cannot have its name here."""
    try:
        why = "" if path.is_file() else unusable_name(path)
    except OSError:
        return  # the store says that it cannot be read
    for folder in folders:
        if not why and is_of_pack(path, folder):
            why = f"is a file of the pack in {folder}, not a notebook"
    if why:
        raise UserError(f"{path}: {why}; name another file with --notes")


def _recover(folder: Path) -> list[Problem]:
    if not (folder / CHANGE_JOURNAL).exists():
        return []
    from ccgbrief.pack_editing import recover  # noqa: PLC0415 (only after a kill or a power cut)

    return recover(folder)


def _with_own_papers(pack: Pack, fingerprints: Fingerprinting) -> Pack:
    own = paths.own_papers(pack.id)
    try:
        fingerprints.add(own, FILES)
        if not own.exists():
            return pack
        from ccgbrief.pack_editing import with_own_papers  # noqa: PLC0415 (few readers have any)

        return with_own_papers(pack, own)
    except OSError as error:
        what = f"your own papers cannot be read ({reason(error)})"
        cure = "see to the permissions, or to HOME if it is somebody else’s"
        return replace(pack, problems=(*pack.problems, Problem(own, what, cure, fatal=True)))


def _ambiguous(anchor: Anchor, placed: AnchorMatch, article: Article) -> str:
    found = [p for p in (placed.passage, *placed.rivals) if p]
    named = ((p.line, anchor_words(p, article.passages)) for p in found[:MOST_NAMED])
    starts = (f"line {line} “{start.strip('“”')}”" for line, start in named)
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    several = f"“{anchor.words}” is in several passages of {article.id}"
    all_alike = len({p.text for p in found}) == 1  # no words of one would identify it
    cure = "write on one of them on the screen" if all_alike else "give words of one of them"
    return f"{several}: {', '.join(starts)}{more}; {cure}"


def _line(anchor: Anchor, lines: Sequence[str]) -> tuple[str, str]:
    """Return the line of a duty or area that has the words, and again if it has others too.

    Both are empty without words. Raises ValueError as `Session.place_of`.
    """
    words = fold(anchor.words)
    found = [line for line in lines if words in fold(line)] if words else [""]
    found = [line for line in found if fold(line) == words] or found
    if len(found) == 1:
        return found[0], found[0] if found[0] != anchor.words else ""
    what = "more than one line" if found else "no line"
    has = "have" if found else "has"
    raise ValueError(
        f"{what} of {anchor.article} {has} the words “{anchor.words}”; "
        f"ccgbrief show {anchor.article} lists them"
    )


def _unknown(wanted: str, what: str, known: list[str]) -> str:
    return f"there is no {what} “{wanted}” in the pack; {did_you_mean(wanted, known)}"
