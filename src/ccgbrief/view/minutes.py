"""Draws up the minutes of a session, and remembers what they hold: for the screen and commands."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ccgbrief.errors import UserError
from ccgbrief.files import current_folder, reason, write_numbered
from ccgbrief.kinds import NoteKind
from ccgbrief.minutes import phrases
from ccgbrief.minutes.agenda import doubtful_pages
from ccgbrief.minutes.build import Options, gather
from ccgbrief.minutes.formats import FORMATS
from ccgbrief.minutes.model import Minutes
from ccgbrief.minutes.selection import (
    Selection,
    keep_minuted,
    not_minuted_yet,
    private_left_out,
    usual_selection,
)
from ccgbrief.notebook import Note, version_of
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.final_minutes import (
    held_by_final,
    kept_minutes,
    minuted_before,
    record,
    unlisted,
)
from ccgbrief.notebook.meeting import (
    PRESENT,
    doubts_in,
    guessed_day,
    heading_notes,
    in_words,
    superseded,
)
from ccgbrief.session import Session
from ccgbrief.settings import Settings, template_for, unused_template
from ccgbrief.text import capitalised, clean_line, counted, listed

TAKE_IN = "ctrl+g includes them when x asks for the format"
"""Said on the screen where private notes are left out."""

PRIVATE_MINUTES = "“minutes private” includes them"
"""Said in the plain dialogue where they are."""

UNREAD = "an earlier meeting cannot be read, and what it left open is missing"
"""Said where the minutes lack that."""

MOVE_OTHERS = "move all but one of them away"
"""Said where minutes are final in several files."""

MOST_NAMED = 3
"""Final minutes without a record that are named, the newest."""

_WRITTEN = "Minutes written: "


class DrawnUp(NamedTuple):
    """Minutes that are not written yet."""

    minutes: Minutes
    selection: Selection
    notes: tuple[Note, ...]
    """Those that were there when they were drawn up."""
    private: bool
    """Whether they hold private notes."""
    left_out: int
    """How many private notes they do not hold; 0 in a public copy, which says nothing of them."""

    def keep(self, session: Session, final: Path | None = None) -> list[str]:
        """Remember that they are written; return why that failed, if it did.

        `final` is their file if they are final. A draft beside final minutes is no record, and the
        next ones hold what is new in it.
        """
        if not final and final_minutes_of(session, self.minutes.held):
            return []
        now, faults = datetime.now(UTC), []
        carried = {version_of(note) for note in self._carried()}
        if final:
            holds = {version_of(note) for note in self.notes if self.selection.holds(note)}
            holds |= carried | session.series.late
            faults = record(session.store.path, final, holds, now)
        if not isinstance(self.selection.since, datetime | None):
            return faults  # since a day, which says nothing of what other minutes had
        faults += keep_minuted(session.minutes_log, now, self.selection, self.notes, carried)
        return [fault for fault in faults if fault != self.selection.doubt]  # which is said too

    def _carried(self) -> Iterator[Note]:
        """Yield the notes of earlier meetings in them, and their answers."""
        for entry in self.minutes.entries:
            if entry.meeting:
                yield entry.note
                yield from (answer.note for answer in entry.answers)


def selection_for(session: Session, today: date, *, rest: bool = False) -> Selection:
    """Return the choice for minutes where none is made, or what no earlier ones hold (`rest`)."""
    log, path, pack = session.minutes_log, session.store.path, session.pack
    select = not_minuted_yet if rest else partial(usual_selection, pack)
    return select(log, today, minuted_before(path, pack.id, today))


def draw_up(session: Session, day: date, options: Options) -> DrawnUp:
    """Return the minutes as they stand on `day`."""
    private, selection = options.holds_private, options.selection
    notes = session.notebook.notes(private=private)
    options = options._replace(held=_held_by_final(session))
    minutes = gather(session.pack, session.notebook, day, options, session.series)
    is_whole = private or options.public
    left_out = 0 if is_whole else _private_in(session, selection, day)
    return DrawnUp(minutes, selection, notes, private, left_out)


def _private_in(session: Session, selection: Selection, day: date) -> int:
    areas = session.pack.areas
    return private_left_out(session.notebook, session.series, selection, day, areas)


def final_minutes_of(session: Session, held: date) -> list[Path]:
    """Return the files with the final minutes of the meeting on that day; there should be one.

    A pack of a series is of one meeting, whatever day its minutes were of when they became final.
    """
    kept = kept_minutes(session.store.path, session.pack.id)
    return [file for day, file in kept if session.pack.series or day == held]


def is_final(files: Sequence[Path]) -> str:
    """Say that minutes which are kept in these files are final, and how often."""
    return {1: "final", 2: "final twice"}.get(len(files), f"final {len(files)} times")


def beside_final(session: Session, held: date) -> str:
    """Say that what is written is a draft beside the final minutes of the meeting, if it is."""
    if not (files := final_minutes_of(session, held)):
        return unlisted(session.store.path)
    named = listed(map(str, files), "and")
    move = f"{MOVE_OTHERS}; " if len(files) > 1 else ""
    said = f"the minutes of this meeting are {is_final(files)}: {named}; {move}this is a draft"
    return clean_line(said)


def _held_by_final(session: Session) -> date | None:
    return held_by_final(session.store.path, session.pack.id) if session.pack.series else None


def doubt_of_day(session: Session) -> str:
    """Say that the day of the meeting is a guess, if it is."""
    notes = session.notebook.notes(private=True)
    return guessed_day(notes, session.pack.series, _held_by_final(session))


def doubts_of_day(session: Session) -> list[str]:
    """Say which meeting may be out of its place, and that the day of this one is a guess."""
    return [*session.series.doubts, *filter(None, [doubt_of_day(session)])]


def before_writing(session: Session, meeting_key: str, public: bool, private: bool) -> list[str]:  # noqa: FBT001
    """Return what to know before minutes are written, a line each: where they go, what they lack.

    `meeting_key` opens the form for the meeting; the notes are `public` ones, or `private` too.
    """
    if problem := _why_not(session):
        return [f"Nothing can be written: {problem}"]
    today = local_today()
    selection = selection_for(session, today)
    drawn = draw_up(session, today, Options(public=public, private=private, selection=selection))
    hidden = _private_in(session, selection, today) if drawn.private else drawn.left_out
    is_done, would = ("included", "leaves out") if private else ("left out", "includes")
    notes = "1 private note" if hidden == 1 else f"{hidden} private notes"
    known = {
        clean_line(f"Into a new file in {current_folder()}"): True,
        clean_line(selection.doubt): bool(selection.doubt),
        capitalised(UNREAD): session.series.is_unread,
        **dict.fromkeys(doubts_of_day(session), True),
        f"{notes} {is_done}; ctrl+g {would} private notes": hidden > 0,
        f"Nobody is recorded as present; esc, then {meeting_key}, records who is": PRESENT
        not in dict(drawn.minutes.head),
        capitalised(beside_final(session, drawn.minutes.held)): True,
        capitalised(_not_understood(session)): True,
        **dict.fromkeys(doubts_of_notes(session, drawn, today), True),
    }
    return [line for line, holds in known.items() if line and holds]


def _not_understood(session: Session) -> str:
    """Say that the notebook has notes that cannot be minuted as they stand, if it has."""
    held = sum(item.table == "notes" for item in session.notebook.contents.unparsed)
    said = counted(held, "note that is not understood is", "notes that are not understood are")
    return f"{said} left out" if held else ""


def is_written(said: str) -> bool:
    """Return whether what a `minutes_writer` said is that there are minutes."""
    return said.startswith(_WRITTEN)


def _why_not(session: Session) -> str:
    return session.store.read_only or session.store.broken


def doubts_of_notes(session: Session, drawn: DrawnUp, today: date) -> list[str]:
    """Say what may be wrong in minutes, or is not in them."""
    minuted = [entry.note for entry in drawn.minutes.entries if not entry.meeting]
    return [
        *filter(None, [session.series.after_final, _perhaps_minuted(session, drawn)]),
        *superseded(heading_notes(drawn.notes, session.pack.series)),
        *doubts_in(minuted, dict(drawn.minutes.head), today, session.pack),
        *_doubtful_positions(drawn, today),
        *doubtful_pages(session.pack),
    ]


def _doubtful_positions(drawn: DrawnUp, today: date) -> list[str]:
    """Say which positions, the newest decisions, may be wrong ones, as a clock was wrong."""
    new = [
        entry.note
        for entry in drawn.minutes.entries
        if entry.note.kind is NoteKind.DECISION and drawn.selection.is_new(entry.note)
    ]
    doubts = []
    for area in drawn.minutes.areas:
        position = area.position.note if area.position else None
        if position is None:
            continue
        decided = [note for note in new if note.place.area == area.id and note != position]
        day = position.written.astimezone().date()
        of = f"the position on “{area.title}” was written on {in_words(day)}"
        if day > today:
            doubts.append(f"{of}, which is yet to come")
        elif decided and position not in new:
            doubts.append(f"{of}; a decision on it that is new here was written before")
    return doubts


def _perhaps_minuted(session: Session, drawn: DrawnUp) -> str:
    """Say how many notes may be in final minutes of another day, of which there is no record."""
    beside = final_minutes_of(session, drawn.minutes.held)
    every = (set(drawn.selection.perhaps_in(note)).difference(beside) for note in drawn.notes)
    found = [files for files in every if files]
    if not found:
        return ""
    files = sorted(set().union(*found), reverse=True)
    named = [*map(str, files[:MOST_NAMED])]
    if more := len(files) - len(named):
        named.append(f"{more} more")
    notes = counted(len(found), "note of these minutes", "notes of these minutes")
    no_record = "of which this computer has no record"
    return clean_line(
        f"{notes} may be in final minutes of another day too, {no_record}: {listed(named, 'and')}"
    )


def minutes_writer(
    session: Session,
    *,
    public: bool,
    private: bool = False,
    form: str = "md",
    settings: Settings | None = None,
    folder: Path | None = None,
    in_dialogue: bool = False,
) -> Callable[[], str]:
    """Draw up what no earlier minutes held, and return what writes it and says what to say of it.

    To write it may take seconds, and can be done in a thread: what is recorded meanwhile is not in
    it. It goes into a new file in `folder` (None: the current one). Private notes are left out
    unless `private` asks for them; where some were, it is said how they are. `settings` may
    name the template whose styles the minutes take. In the plain dialogue no box has said before
    what may be wrong in them, so this does.
    """
    if problem := _why_not(session):
        return lambda: f"Minutes not written: {problem}"
    today = local_today()
    selection = selection_for(session, today)
    drawn = draw_up(session, today, Options(public=public, private=private, selection=selection))
    series, in_doubt = session.series, doubts_of_day(session)
    if in_dialogue:
        in_doubt += filter(None, [_not_understood(session)])
        in_doubt += doubts_of_notes(session, drawn, today)
    copy = "-private" if drawn.private else "-public" if public else ""
    name = f"minutes-{drawn.minutes.held.isoformat()}{copy}"

    def write() -> str:
        try:
            template = template_for(settings, FORMATS[form].template) if settings else None
            data = FORMATS[form].write(drawn.minutes, template)
        except UserError as error:
            return f"Minutes not written: {error}"
        ending = FORMATS[form].endings[0]
        try:
            file, doubts = write_numbered(folder or current_folder(), name, ending, data)
        except OSError as error:
            problem = f"{error.filename}: minutes not written ({reason(error)})"
            return f"{problem}; try ccgbrief minutes -o FILE"
        doubts += drawn.keep(session)
        said = phrases.holding(drawn.minutes, drawn.left_out)
        take_in = PRIVATE_MINUTES if in_dialogue else TAKE_IN
        hint = [take_in] if drawn.left_out else []
        doubts += [UNREAD] if series.is_unread else []
        doubts += in_doubt
        doubts += [unused_template(settings, FORMATS[form].template)] if settings else []
        doubts += filter(None, [selection.doubt, beside_final(session, drawn.minutes.held)])
        return "; ".join(filter(None, [f"{_WRITTEN}{file}", said, *hint, *doubts]))

    return write
