"""Reads the earlier meetings of a series, and what is still open in their notebooks.

Each pack still has one notebook: what is open in an earlier one is shown, can be done, and is saved
there, by a store of its own with its own lock and merging.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import dangling_link, reason
from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.backups import BACKUP, backup_of
from ccgbrief.notebook.conflict_copies import beside, new_copies, unreadable_copies
from ccgbrief.notebook.final_minutes import (
    FinalMinutes,
    after_final,
    final_minutes_of,
    held_by_final,
    late_notes,
    unlisted,
)
from ccgbrief.notebook.lock import lock_of
from ccgbrief.notebook.meeting import (
    AS_DATE,
    DATE,
    clock_of,
    day_held,
    every_heading,
    fields_of,
    heading_notes,
    in_words,
    is_day_guessed,
    states_day,
)
from ccgbrief.notebook.model import Contents, Mark, Note, NotebookHead
from ccgbrief.notebook.notebook import Notebook
from ccgbrief.notebook.queries import position_on, version_of
from ccgbrief.notebook.snapshot import look, read_head, read_head_text
from ccgbrief.notebook.store import NotebookStore
from ccgbrief.paths import minutes_file
from ccgbrief.state import MinutesLog
from ccgbrief.text import clean_line, fold

MOST_NOTEBOOKS = 10_000
"""Files of a folder that are looked at, which takes 26 µs each; the last by name of more."""

_SERIES = re.compile(r'(?m)^series[ \t]*=[ \t]*"([^"\\\r\n]*)"[ \t]*\r?$')
"""The line of a notebook that names its series."""

LEAST_LETTERS = 4
"""Letters of a word from which another by one letter is a slip, and no other word."""


class Meeting(NamedTuple):
    title: str
    """Of its pack."""
    store: NotebookStore
    began: datetime
    """When the first item in its notebook was written, in UTC."""
    day: date
    """Of the meeting: as its notebook says, or else that of its first note, or of a mark in it."""
    is_guessed: bool = False
    """Whether its notebook says nothing of its day, nor who was there."""
    clock: time | None = None
    """When it begins; None if its notebook does not say."""

    @property
    def pack(self) -> str:
        """Id of its pack."""
        return self.notebook.pack

    @property
    def notebook(self) -> Notebook:
        return self.store.notebook

    @property
    def name(self) -> str:
        """Its title and its day, once if the title states it: `Board, 6 May 2026`."""
        if states_day(self.title, self.day):
            return self.title
        said = fields_of(every_heading(self.notebook.notes()))
        return f"{self.title}, {said.get(DATE) or in_words(self.day)}"

    @property
    def is_dated(self) -> bool:
        """Whether its notebook says its day."""
        return DATE in fields_of(every_heading(self.notebook.notes(private=True)))

    @property
    def begun_on(self) -> date:
        return self.began.astimezone().date()

    @property
    def is_held(self) -> bool:
        """Whether something was agreed at it, as far as its notebook says."""
        agreed = {NoteKind.ACTION, NoteKind.DECISION}
        return any(note.kind in agreed for note in self.notebook.notes(private=True))


class Carried(NamedTuple):
    """A note of an earlier meeting."""

    note: Note
    meeting: Meeting


class Series(NamedTuple):
    """The earlier meetings, the oldest first, and what could not be read."""

    meetings: tuple[Meeting, ...] = ()
    messages: tuple[str, ...] = ()
    """One line for each notebook that is not shown, or only in part."""
    is_unread: bool = False
    """Whether a notebook could not be read that is of the series, or may be."""
    later: tuple[Meeting, ...] = ()
    """Those that count as later, until their day or that of the present one is corrected."""
    doubts: tuple[str, ...] = ()
    """One line, which is among the messages too, for each meeting that may be out of its place."""
    day: date | None = None
    """Of the present meeting; None while its notebook is empty."""
    minuted_at: datetime | None = None
    """When minutes of the last earlier meeting were written; None if that is not known."""
    final: FinalMinutes | None = None
    """The final minutes of the last earlier meeting; None if there are none."""
    late: frozenset[str] = frozenset()
    """`version_of` the notes that final minutes of earlier meetings lack, of which it is said."""
    minuted: frozenset[str] = frozenset()
    """Ids of what earlier minutes say to be done, with the answers that it has."""
    came_late: frozenset[str] = frozenset()
    """Ids of what is done or answered, and was open or unknown when earlier minutes were written.

    It came late from another computer, or was written by hand or under a clock that was wrong.
    """
    lacking: str = ""
    """What final minutes of meetings before the last lack, and those since took no note of."""

    @property
    def after_final(self) -> str:
        """How many public notes the final minutes of earlier meetings lack, in a sentence."""
        if not (self.meetings and self.final):
            return self.lacking
        last = self.meetings[-1]
        said = after_final(self.final, last.title, late_notes(self.final, last.notebook.notes()))
        return "; ".join(filter(None, [self.lacking, said]))

    @property
    def stores(self) -> list[NotebookStore]:
        """Of all notebooks of the series that are open beside the present one."""
        return [meeting.store for meeting in (*self.meetings, *self.later)]

    def meeting_of(self, note: Note) -> Meeting | None:
        """Return the earlier meeting that a note belongs to; None for the present meeting.

        One of which the notebook was begun as a copy of another has notes equal to its.
        """
        for meeting in self.meetings:
            versions = meeting.notebook.contents.notes.get(note.id, ())
            if any(version is note for version in versions):
                return meeting
        return None

    def carried(self, today: date, *, private: bool) -> list[Carried]:
        """Return what earlier meetings left open, and what of it was done at this one.

        Done here is what was done since the day of the last one, or on that day when its minutes
        were written already, also before anything was written in this one's own notebook.
        """
        since = self._done_here_from(today)

        def is_here(at: datetime | None) -> bool:
            is_after_minutes = bool(at and self.minuted_at and at > self.minuted_at)
            return is_after_minutes or bool(at and at.astimezone().date() >= since)

        def is_carried(note: Note, notebook: Notebook) -> bool:
            if not note.done or note.id in self.came_late:
                return True
            if note.id in self.minuted:
                return False
            if is_here(note.done_at):
                return True
            is_question = note.kind is NoteKind.QUESTION
            answers = notebook.answers(note, private=private) if is_question else ()
            return any(is_here(answer.changed or answer.written) for answer in answers)

        return [
            Carried(note, meeting)
            for meeting in self.meetings
            for note in meeting.notebook.notes(private=private)
            if note.kind.can_be_done and is_carried(note, meeting.notebook)
        ]

    def _done_here_from(self, today: date) -> date:
        """Return the day from which on something was done at this meeting and at none before.

        Of two meetings on one day, what was done on that day may have been done at the second.
        """
        if not self.meetings:
            return today
        last = self.meetings[-1].day
        return min(last if self.day == last else last + timedelta(1), today)

    def decided(self, *, private: bool) -> list[Carried]:
        """Return what earlier meetings decided, that of the last one first."""
        return [
            Carried(note, meeting)
            for meeting in reversed(self.meetings)
            for note in meeting.notebook.notes(private=private)
            if note.kind is NoteKind.DECISION
        ]

    def position_on(self, area: str, *, private: bool) -> Carried | None:
        """Return the newest position that an earlier meeting had on a focus area, if it is known.

        A notebook that could not be read may have a newer one.
        """
        for meeting in () if self.is_unread else reversed(self.meetings):
            if position := position_on(meeting.notebook.notes(private=private), area):
                return Carried(position, meeting)
        return None

    def marks(self) -> dict[str, Mark]:
        """Return the status of duties at the end of the earlier meetings, by id."""
        marks: dict[str, Mark] = {}
        for meeting in self.meetings:
            for duty, mark in meeting.notebook.contents.ticked.items():
                marks[duty] = mark.following(marks[duty]) if duty in marks else mark
        return marks


NO_SERIES = Series()


def with_minutes(series: Series, today: date) -> Series:
    """Return a series with what is known of the minutes of its meetings."""
    meetings = series.meetings
    if not meetings:
        return series
    logs = [MinutesLog(minutes_file(meeting.store.path)) for meeting in meetings]
    finals = [final_minutes_of(each.store.path, each.pack) or FinalMinutes() for each in meetings]
    noted = [
        (meeting.title, final, late_notes(final, meeting.notebook.notes()))
        for meeting, final in zip(meetings, _with_later(finals), strict=True)
    ]
    lacking = [
        unlisted(meetings[-1].store.path),
        *(after_final(final, title, late) for title, final, late in noted[:-1]),
    ]
    written = [
        [*log.written(), *((each.at.astimezone().date(), each.notes) for each in final.records)]
        for log, final in zip(logs, finals, strict=True)
    ]
    day = series.day or today
    known = [
        _Known(
            frozenset().union(*(notes for _, notes in each)),
            frozenset().union(*(notes for at, notes in each if at < day)),
        )
        for each in written
    ]
    ids = {version.partition(":")[0] for each in known for version in each.all}

    def is_minuted(note: Note, meeting: Meeting, *, is_written: bool) -> bool | None:
        if is_written and not note.private and note.id not in ids:
            return False  # it came after the minutes of its own meeting
        return _is_minuted(note, meeting.notebook, known) if known[-1].all else None

    done = [
        (note.id, is_minuted(note, meeting, is_written=bool(own)))
        for meeting, own in zip(meetings, written, strict=True)
        for note in meeting.notebook.notes(private=True)
        if note.kind.can_be_done and note.done
    ]
    return series._replace(
        minuted_at=logs[-1].last_written(today),
        final=finals[-1],
        late=frozenset(version_of(note) for _, _, late in noted for note in late),
        minuted=frozenset(id_ for id_, is_held in done if is_held),
        came_late=frozenset(id_ for id_, is_held in done if is_held is False),
        lacking="; ".join(filter(None, lacking)),
    )


def _with_later(finals: Sequence[FinalMinutes]) -> Iterator[FinalMinutes]:
    """Yield the final minutes of each meeting, but the last, with what later ones took note of.

    Those that were written while there were none of a meeting took note of nothing that was late.
    """
    for at, final in enumerate(finals[:-1]):
        made = min((each.at for each in final.records), default=None)
        records = [each for later in finals[at:] for each in later.records]
        noted = (each.notes for each in records if made is None or each.at >= made)
        with_later = FinalMinutes(
            frozenset().union(*noted), final.at, final.files[:1], doubt=final.doubt
        )
        yield with_later if records else FinalMinutes()
    yield finals[-1]


class _Known(NamedTuple):
    """The versions of notes that the minutes of one meeting hold, or took note of."""

    all: frozenset[str]
    before: frozenset[str]
    """Those in minutes that were written before the day of the present meeting."""


def _is_minuted(note: Note, notebook: Notebook, known: Sequence[_Known]) -> bool | None:
    """Return whether minutes took note that something is done, with its answers; None for none.

    The last that took note of it at all decide, and what is `known` of later ones: those of an
    older meeting may have been written again since.
    """
    done, is_open = version_of(note), version_of(note._replace(done=False))
    answers = notebook.answers(note) if note.kind is NoteKind.QUESTION else ()
    said = [*map(version_of, answers)]

    def hold(minutes: Sequence[frozenset[str]]) -> bool:
        return all(any(answer in each for each in minutes) for answer in said)

    for at in reversed(range(len(known))):
        if done in known[at].before:
            return hold([since.before for since in known[at:]])
        is_held = done in known[at].all  # of today, and it may have been done today, here
        if is_open in known[at].all or (is_held and not hold([each.all for each in known[at:]])):
            return False
    return None


def began(contents: Contents) -> datetime | None:
    """Return when the first item in a notebook was written; None if it is empty."""
    notes = (note.written for versions in contents.notes.values() for note in versions)
    marks = (mark.at for table in contents.marks.values() for mark in table.values())
    return min((*notes, *marks), default=None)


_Time = tuple[date, time | None, datetime] | None
"""The day of a meeting, when it begins on it, and when its notebook was begun."""


class MeetingTimes:
    """Reads when meetings are, and again only from notebooks that have changed."""

    def __init__(self) -> None:
        self._known: dict[tuple[NotebookStore, str], tuple[Contents, _Time]] = {}

    def of(self, store: NotebookStore, series: str) -> _Time:
        contents = store.notebook.contents
        known = self._known.get((store, series))
        if known is None or known[0] is not contents:
            each = _meeting(store, "", series)
            known = contents, each and (each.day, each.clock, each.began)
            self._known[store, series] = known
        return known[1]


class Signs(NamedTuple):
    """What shows, without reading a notebook, that the series has to be looked at again."""

    files: frozenset[tuple[str, int, int]] = frozenset()
    """Name, time and size of what may be a notebook or a copy, and is not open already."""
    times: tuple[_Time, ...] = ()
    """When the meetings are that are open, the present one first."""


def signs_of(own: NotebookStore, series: str, known: Series, times: MeetingTimes) -> Signs:
    """Return the signs of a series, some of which are known; no files if they cannot be listed."""
    stores = (own, *known.stores)
    files: set[tuple[str, int, int]] = set()
    is_open = {store.path.name for store in stores}
    with suppress(OSError), os.scandir(own.path.parent) as entries:
        for entry in entries:
            is_ours = entry.name in is_open or entry.name.endswith((BACKUP, ".lock"))
            if not is_ours and ".toml" in entry.name.lower():
                with suppress(OSError):
                    status = entry.stat()
                    files.add((entry.name, status.st_mtime_ns, status.st_size))
    return Signs(frozenset(files), tuple(times.of(store, series) for store in stores))


def _meeting(store: NotebookStore, title: str, series: str) -> Meeting | None:
    """Return the meeting whose notebook this is; None if there is nothing in it.

    One at which nothing was noted was held if it has final minutes.
    """
    held = held_by_final(store.path, store.notebook.pack)
    start = began(store.notebook.contents)
    if start is None and held:
        start = datetime.combine(held, time()).astimezone(UTC)
    if start is None:
        return None
    notes = store.notebook.notes(private=True)
    heads = heading_notes(notes, series)
    day = day_held(notes, heads, held) or start.astimezone().date()
    is_guessed = held is None and is_day_guessed(heads)
    return Meeting(title, store, start, day, is_guessed, clock_of(heads))


def _in_order(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Sort meetings; those of one day by their times if all say one, or else by first notes."""
    untimed = {each.day for each in meetings if each.clock is None}

    def order(each: Meeting) -> tuple[date, time, datetime]:
        clock = None if each.day in untimed else each.clock
        return each.day, clock or time.min, each.began

    return sorted(meetings, key=order)


def _doubtful_order(
    here: Meeting, earlier: Sequence[Meeting], later: Iterable[Meeting], today: date
) -> list[str]:
    """Say which meeting may be before this one and counts as later, or the other way round."""
    ahead = [each for each in later if _may_be_before(each, here, today)]
    behind = [each for each in earlier if not each.is_guessed and here.day < each.begun_on]
    doubts = [
        f"“{each.title}” counts as the meeting before this one by its first note, of "
        f"{in_words(each.day)}; if that is wrong, note the day of that meeting{AS_DATE}"
        for each in earlier[-1:]
        if each.is_guessed and not each.is_held
    ]
    if ahead:
        doubts.append(_misplaced(ahead, "later than this meeting and is not carried over", here))
    if behind:
        doubts.append(_misplaced(behind, "earlier than this meeting", here))
    return doubts


def _untimed(here: Meeting, others: Iterable[Meeting]) -> list[str]:
    """Say which meetings are of this one's day, so that the order of the two is a guess."""
    said = [each for each in others if each.day == here.day and not each.is_guessed]
    if here.is_guessed or all(each.clock for each in (*said, here)):
        return []
    return [
        f"“{each.title}” is of the same day as this meeting, and which is earlier goes by their "
        "first notes; note when each begins, such as “Date: 3 December 2026, 2 pm”"
        for each in said
    ]


def _is_ahead(each: Meeting, today: date) -> bool:
    """Return whether the notes of a meeting were written under a clock that was ahead."""
    is_written = began(each.notebook.contents) is not None
    return is_written and each.begun_on > today and not each.is_dated


def _may_be_before(each: Meeting, here: Meeting, today: date) -> bool:
    """Return whether a meeting that counts as later than this one may be before it all the same."""
    is_older = each.began <= here.began
    if _is_ahead(each, today):
        return True
    if here.is_guessed:
        return here.day != each.day <= today or is_older
    return each.day < here.begun_on or (is_older and each.day > today and each.is_held)


def _ahead(each: Meeting) -> str:
    day = in_words(each.begun_on)
    return (
        f"“{each.title}” is not carried over: its first note is of {day}, which is yet to come; "
        f"if a clock was wrong, note the day of that meeting{AS_DATE}"
    )


def _misplaced(doubtful: Sequence[Meeting], place: str, here: Meeting) -> str:
    first = min(doubtful, key=lambda each: (each.day, each.began))
    more = f" (and {len(doubtful) - 1} more)" if doubtful[1:] else ""
    by, cure = ("", "correct the day of either")
    if here.is_guessed:
        by, cure = " by its first note", f"note the day of the meeting{AS_DATE}"
    return (
        f"“{first.title}”{more} counts as {place}: it is of {in_words(first.day)}, and this one "
        f"of {in_words(here.day)}{by}; if that is wrong, {cure}"
    )


def earlier_meetings(
    own: NotebookStore,
    series: str,
    state: Path,
    clock: Callable[[], datetime],
    known: Series = NO_SERIES,
) -> Series:
    """Read the notebooks beside `own` that name the series and are of meetings before it.

    Those that are `known` stay open, since they may have unsaved notes.
    """
    titles = {meeting.store: meeting.title for meeting in (*known.meetings, *known.later)}
    is_open = {store.path for store in titles}
    heads, unread, near = _with_series(own, series, is_open)
    found, messages = _one_a_pack(own, heads, is_open)
    for path, head in found:
        if path in is_open:
            continue
        store = NotebookStore.open(path, head.pack, state, clock, copies=False)
        if problem := store.unread:
            unread.append(f"{problem}; until then nothing from “{head.meeting}” is shown")
            continue
        messages += store.take_messages()
        contents = store.notebook.contents
        if began(contents) or held_by_final(path, head.pack):
            titles[store] = head.meeting or head.pack
        if contents == Contents() != look(backup_of(path), head.pack).contents:
            unread.append(_emptied(path))
    every = [_meeting(store, title, series) for store, title in titles.items()]
    here = _meeting(own, "", series)
    others = sorted(filter(None, every), key=lambda each: each.pack)
    ordered = _in_order([*others, here] if here else others)
    today = clock().astimezone().date()
    if here:
        at = ordered.index(here)
        meetings, later = ordered[:at], ordered[at + 1 :]
    else:
        later = [each for each in ordered if _is_ahead(each, today)]
        meetings = [each for each in ordered if each not in later]
    for meeting in meetings:
        if meeting.store not in known.stores:
            meeting.store.find_copies(in_folder=False)
        messages += _unmerged(meeting.store, meeting.title)
    doubts = near
    if not here:
        doubts += map(_ahead, later)
    else:
        doubts += _doubtful_order(here, meetings, later, today)
        doubts += _untimed(here, (*meetings, *later))
    return Series(
        tuple(meetings),
        tuple(map(clean_line, (*messages, *doubts, *unread))),
        is_unread=bool(unread),
        later=tuple(later),
        doubts=tuple(map(clean_line, doubts)),
        day=here.day if here else None,
    )


def _unmerged(store: NotebookStore, title: str) -> list[str]:
    """Say which copies beside an earlier notebook, offered in its own pack, have something new."""
    here, pack = store.notebook.contents, store.notebook.pack
    others, own = tuple(beside(store.path)), store.backups() if here != Contents() else ()
    found, _ = new_copies(others, own, here, pack)
    cure = f"it is missing here until you open “{title}” and press M"
    new = [f"{each.news} new or different in another copy, {each.path}; {cure}" for each in found]
    return [*new, *unreadable_copies((*others, *own), pack)]


def _with_series(
    own: NotebookStore, series: str, is_open: Set[Path]
) -> tuple[list[tuple[Path, NotebookHead]], list[str], list[str]]:
    """Find the notebooks of a series in the folder of one, and what cannot be read there.

    What is open already says so itself. Returned last are those of a series of nearly that name.
    """
    near: list[str] = []
    names: list[Path] = []
    blank: list[Path] = []
    found, unread = [], []
    folder = own.path.parent
    try:
        every = {path.with_name(path.name.removesuffix(BACKUP)) for path in folder.iterdir()}
        names = sorted((path for path in every if path.suffix == ".toml"), reverse=True)
    except FileNotFoundError:  # it is made with the first note
        pass
    except OSError as error:
        missing = "what earlier meetings left open is missing here"
        unread.append(f"{folder}: not listed ({reason(error)}); {missing}")
    for path in names[:MOST_NOTEBOOKS]:
        try:
            head = _head_or_none(path)
        except (OSError, ValueError, RecursionError) as error:
            if path in is_open or _names_another(series, path):
                continue
            cure = "fix or remove it; if it is of this series, what it left open is missing here"
            unread.append(f"{path}: not read ({reason(error)}); {cure}")
        else:
            if path != own.path and head.series == series:
                found.append((path, head))
            elif path != own.path and path not in is_open and not head.pack:
                blank.append(path)  # of an open one it is known what it held
            elif path != own.path and _may_be_mistyped(head.series, series):
                near.append(
                    f"{path}: it is of the series “{head.series}”, and this pack of “{series}”; "
                    "until both packs name it alike, what that meeting left open is missing here"
                )
    known = {own.notebook.pack, *(head.pack for _, head in found)}
    unread += [_emptied(path) for path in blank if _backup_is_of(series, path, known)]
    unread += [_emptied_once(path) for path in blank if _was_saved_once(path)]
    if len(names) > MOST_NOTEBOOKS:
        left = len(names) - MOST_NOTEBOOKS
        unread.append(f"{folder}: too many files, {left} not looked at; move old ones away")
    return found, unread, near


def _may_be_mistyped(one: str, other: str) -> bool:
    """Return whether two names differ in capitals, signs and accents, or in a letter of a word."""
    if _bare(one) == _bare(other):
        return bool(one)
    words, others = (fold(name).split() for name in (one, other))
    apart = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    if len(words) != len(others) or len(apart) != 1:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (19 ms, and few names are so alike)

    is_long = all(len(word) >= LEAST_LETTERS and word.isalpha() for word in apart[0])
    return is_long and OSA.distance(*apart[0]) == 1


def _bare(series: str) -> str:
    """Return the name of a series without what may be otherwise in one that is mistyped."""
    return "".join(letter for letter in fold(series) if letter.isalnum())


def _head_or_none(path: Path) -> NotebookHead:
    """Return what a notebook says about itself; nothing if there is only its backup."""
    try:
        return read_head(path)
    except FileNotFoundError:
        if dangling_link(path):  # to a drive that is not connected
            raise
        return NotebookHead()


def _names_another(series: str, path: Path) -> bool:
    """Return whether a notebook that cannot be read names another series all the same."""
    with suppress(OSError, ValueError):
        named = _SERIES.findall(read_head_text(path))
        return bool(named) and series not in named
    return False


def _backup_is_of(series: str, path: Path, known: Set[str]) -> bool:
    """Return whether the backup of a notebook is of a series, and of no pack that is known."""
    with suppress(OSError, ValueError, RecursionError):
        head = read_head(backup_of(path))
        return head.series == series and head.pack not in known
    return False


def _emptied(path: Path) -> str:
    kept = backup_of(path).name
    cure = f"put {kept} in its place, or remove that too"
    return f"{path}: it is empty or gone, and was of this series; {cure}"


def _was_saved_once(path: Path) -> bool:
    """Return whether a file is empty that was saved, and of which there is no earlier version."""
    with suppress(OSError, ValueError):
        is_blank = path.exists() and not read_head_text(path).strip()
        return is_blank and lock_of(path).exists() and not backup_of(path).exists()
    return False


def _emptied_once(path: Path) -> str:
    cure = "if it is of this series, what it left open is missing here; put a copy of it back"
    return f"{path}: it is empty, though it was saved before; {cure}, or remove it and its .lock"


def _one_a_pack(
    own: NotebookStore, found: Iterable[tuple[Path, NotebookHead]], is_open: Set[Path]
) -> tuple[Sequence[tuple[Path, NotebookHead]], list[str]]:
    """Return one notebook for each other pack, and a line for each one left out."""
    chosen: dict[str, tuple[Path, NotebookHead]] = {}
    messages = []

    def order(each: tuple[Path, NotebookHead]) -> tuple[bool, bool, Path]:
        path, head = each
        return path not in is_open, path.stem != head.pack, path

    for path, head in sorted(found, key=order):
        first = own.path if head.pack == own.notebook.pack else chosen.get(head.pack, (None,))[0]
        if first is None:
            chosen[head.pack] = path, head
        elif path.resolve() not in beside(first):
            messages.append(
                f"{path}: it is of a pack with the id “{head.pack}”, as {first.name} is, and not "
                "read; give one of the two packs another id"
            )
    return tuple(chosen.values()), messages


def other_title(own: NotebookStore, head: NotebookHead) -> str:
    """Say that a notebook was last written for a pack of another title or series, if so."""
    before = own.written_for
    is_moved = bool(before.series and head.series) and before.series != head.series
    if before.meeting in {"", head.meeting} and not is_moved:
        return ""
    was, now = (
        f"“{each.meeting}”" + (f" of the series “{each.series}”" if is_moved else "")
        for each in (before, head)
    )
    return clean_line(
        f"{own.path}: it was written for {was}, which has the same id as {now}; if these are two "
        "packs, give one of them another id; if it is one that was renamed, the next save says so"
    )
