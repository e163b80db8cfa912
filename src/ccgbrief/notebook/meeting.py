"""The details of the meeting itself: its day and place, who was there, how they voted.

They are notes on the meeting, with a line for each: `Present: Dr Ash, J. Jones`. So they are saved,
merged, undone and kept private like every note, and can be typed without a form.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, timedelta
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.model import Note, Place
from ccgbrief.text import clean_line, first_words, fold

MEETING, DATE, CHAIR, PRESENT, ATTENDING = "Meeting", "Date", "Chair", "Present", "In attendance"
APOLOGIES, LAST_MINUTES = "Apologies", "Minutes of the last meeting"

LABELS = (MEETING, DATE, "Place", CHAIR, PRESENT, ATTENDING, APOLOGIES, LAST_MINUTES)
"""Each, followed by a colon, begins such a note or a line of one; they are listed in this order."""

NAMES = (CHAIR, PRESENT, ATTENDING, APOLOGIES)
"""The labels that people's names follow."""

LONGEST_QUOTED = 24
"""Columns that are quoted of what is doubted, such as a date."""

HALF_A_YEAR = timedelta(182)

_BETWEEN = re.compile(r"[,;]|\sand\s")
_ASIDE = re.compile(r"\([^()]*\)")

_COUNT = r"(?P<count>\d{1,4}|none|nobody|one)"
_SIDE = r"(?P<side>for|in favour|against|abstain(?:ed|ing)|abstentions?)"
_ORDERS = (rf"\b{_COUNT}\s+{_SIDE}\b", rf"\b{_SIDE}\s*:?\s*{_COUNT}\b")
_GAP = re.compile(r"[\s,;]*(?:and\s+)?")
_WORDS = {"none": 0, "nobody": 0, "one": 1}


class Votes(NamedTuple):
    """How a decision was voted on."""

    in_favour: int
    against: int | None = None
    """None if it was not counted."""
    abstained: int | None = None

    def __str__(self) -> str:
        counts = ("for", self.in_favour), ("against", self.against), ("abstained", self.abstained)
        return ", ".join(f"{side} {count}" for side, count in counts if count is not None)


def read_votes(text: str) -> Votes | None:
    """Return the votes that a decision's text records: `for 9, against 1, abstained 1`.

    The votes for and at least one other count must be side by side: `for 3 years` is no vote.
    """
    for order in _ORDERS:
        counts: dict[str, int] = {}
        end = 0
        for found in re.finditer(order, text, re.IGNORECASE):
            if not _GAP.fullmatch(text, end, found.start()):
                if _are_votes(counts):
                    break
                counts = {}
            count = found["count"].lower()
            counts[_side(found["side"].lower())] = int(_WORDS.get(count, count))
            end = found.end()
        if _are_votes(counts):
            return Votes(**counts)
    return None


def _are_votes(counts: Mapping[str, int]) -> bool:
    return "in_favour" in counts and len(counts) > 1


def _side(said: str) -> str:
    if said in {"for", "in favour"}:
        return "in_favour"
    return "against" if said == "against" else "abstained"


def labelled(text: str) -> list[tuple[str, str]]:
    """Return the labels and texts of a note that begins with a label; none for other notes."""
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


def every_heading(notes: Iterable[Note]) -> list[Note]:
    """Return the notes on the meetings themselves, of whatever day."""
    ours = (each for each in notes if each.kind is NoteKind.NOTE and each.place == Place())
    return [note for note in ours if labelled(note.text)]


def heading_notes(notes: Sequence[Note], series: str = "") -> list[Note]:
    """Return the notes on the meeting itself.

    A pack of a `series` is of one meeting, whenever they were written. Another may be of many: of
    several days those of the last are returned, and the others remain notes.
    """
    heads = every_heading(notes)
    if series:
        return heads
    days = [note.written.astimezone().date() for note in heads]
    return [note for note, day in zip(heads, days, strict=True) if day == max(days)]


def fields_of(notes: Iterable[Note]) -> dict[str, str]:
    """Return the fields in heading notes by label, in the order of the labels."""
    said: dict[str, list[str]] = {}
    for note in notes:
        for label, text in labelled(note.text):
            said.setdefault(label, []).append(f"{text} (private)" if note.private else text)
    joined = {label: ", ".join(filter(None, dict.fromkeys(t))) for label, t in said.items()}
    return {label: joined[label] for label in LABELS if joined.get(label)}


def day_of(heads: Sequence[Note]) -> date | None:
    """Return the day of a meeting: as its heading notes say it, or else that of the notes.

    They are made ready before it and added to after it: who was there was written on the day.
    """
    if not heads:
        return None
    said = fields_of(heads).get(DATE, "")
    dated, attended = _first_with(heads, {DATE}), _first_with(heads, {CHAIR, PRESENT})
    day = said and _day_said(said, dated.written.astimezone().date())
    return day or attended.written.astimezone().date()


def _first_with(heads: Sequence[Note], labels: Set[str]) -> Note:
    """Return the first heading note with a field of one of these labels, or just the first."""
    return next((note for note in heads if labels & fields_of([note]).keys()), heads[0])


def _day_said(text: str, written: date) -> date | None:
    """Return the day that a text says; without a year it is the nearest to when it was written."""
    from ccgbrief.notebook.date_parser import find_day  # noqa: PLC0415 (20 ms at its first day)

    found = (find_day(text, start).day for start in (written, written - HALF_A_YEAR))
    return min(filter(None, found), key=lambda each: abs(each - written), default=None)


def in_words(day: date) -> str:
    """Return a date as it is written in English: 1 December 2026."""
    return f"{day.day} {day:%B} {day.year}"


def as_note(fields: Mapping[str, str]) -> str:
    """Return the text of a heading note with `fields`; empty ones are left out."""
    lines = ((label, clean_line(fields.get(label, ""))) for label in LABELS)
    return "\n".join(f"{label}: {text}" for label, text in lines if text)


def names_in(text: str) -> list[str]:
    """Return the people listed in a text, without anything in brackets."""
    parts = _BETWEEN.split(_ASIDE.sub("", text))
    return [name for part in parts if (name := " ".join(part.split()))]


def people_in(fields: Mapping[str, str]) -> list[str]:
    """Return everybody named in the fields of a meeting, each once."""
    named = (name for label in NAMES for name in names_in(fields.get(label, "")))
    return list({fold(name): name for name in named}.values())


def present_in(fields: Mapping[str, str]) -> int:
    """Return how many people are present who may vote."""
    return len(
        {fold(name) for label in (CHAIR, PRESENT) for name in names_in(fields.get(label, ""))}
    )


def quorum_of(fields: Mapping[str, str], quorum: int) -> str:
    """Say whether enough people are present; `""` if that is not known."""
    if not quorum:
        return ""
    here = present_in(fields)
    return f"{here} present, {quorum} needed: {'quorate' if here >= quorum else 'not quorate'}"


def excess_votes(votes: Votes, fields: Mapping[str, str]) -> str:
    """Say that there are more votes than people present; `""` if not, or if nobody is named."""
    here, cast = present_in(fields), sum(filter(None, votes))
    return f"{cast} votes, but only {here} present" if 0 < here < cast else ""


def doubtful_day(fields: Mapping[str, str], today: date) -> str:
    """Say that what stands for the day of the meeting is not read as one; `""` if it is."""
    said = clean_line(fields.get(DATE, ""))
    return (
        f"“{first_words(said, LONGEST_QUOTED)}” is not a date I know"
        if said and not _day_said(said, today)
        else ""
    )


def doubts_in(notes: Iterable[Note], fields: Mapping[str, str], today: date) -> list[str]:
    """Say what cannot be so in the fields of a meeting and in the votes that notes record."""
    voted = ((note, read_votes(note.text)) for note in notes if note.kind.traits.has_votes)
    excess = ((note, excess_votes(votes, fields)) for note, votes in voted if votes)
    many = (
        f"“{first_words(clean_line(note.text), LONGEST_QUOTED)}”: {s}" for note, s in excess if s
    )
    return [*filter(None, [doubtful_day(fields, today)]), *many]


def doubt_of(note: Note, notes: Sequence[Note], today: date, series: str = "") -> str:
    """Say what cannot be so in a note: its day of the meeting, or its votes beside all `notes`.

    `series` is that of their pack.
    """
    if note.kind.traits.has_votes and (votes := read_votes(note.text)):
        return excess_votes(votes, fields_of(heading_notes(notes, series)))
    return doubtful_day(fields_of(heading_notes([note])), today)
