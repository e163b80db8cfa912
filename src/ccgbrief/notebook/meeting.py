"""The details of the meeting itself: its day and place, who was there, how they voted.

They are notes on the meeting, with a line for each: `Present: Dr Ash, J. Jones`. So they are saved,
merged, undone and kept private like every note, and can be typed without a form.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, datetime, time, timedelta
from functools import partial, reduce
from operator import itemgetter
from typing import TYPE_CHECKING

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.model import Note, Place
from ccgbrief.text import clean_line, first_words, fold, listed

if TYPE_CHECKING:
    from ccgbrief.notebook.series import Series
    from ccgbrief.notebook.votes import Votes
    from ccgbrief.pack import Pack

MEETING, DATE, PLACE, CHAIR = "Meeting", "Date", "Place", "Chair"
PRESENT, ATTENDING = "Present", "In attendance"
APOLOGIES, LAST_MINUTES = "Apologies", "Minutes of the last meeting"

LABELS = (MEETING, DATE, PLACE, CHAIR, PRESENT, ATTENDING, APOLOGIES, LAST_MINUTES)
"""Each, followed by a colon, begins such a note or a line of one; they are listed in this order."""

OTHER_LABELS = {
    **dict.fromkeys(("Day", "Date of meeting", "Date and time"), DATE),
    **dict.fromkeys(("Venue", "Location"), PLACE),
    **dict.fromkeys(("In the chair", "Chaired by", "Chairman", "Chairperson"), CHAIR),
    **dict.fromkeys(("Members present", "Attendees"), PRESENT),
    **dict.fromkeys(("Attending", "Also present", "Also in attendance"), ATTENDING),
    **dict.fromkeys(("Apologies for absence", "Apologies received"), APOLOGIES),
    **dict.fromkeys(("Minutes of the previous meeting", "Previous minutes"), LAST_MINUTES),
}
"""What agendas and minutes call the same, with the label it counts as."""

SINGLE = (MEETING, DATE, PLACE, CHAIR)
"""The labels of which a meeting has one text: of several the newest stands."""

NAMES = (CHAIR, PRESENT, ATTENDING, APOLOGIES)
"""The labels that people's names follow."""

LISTS = (PRESENT, ATTENDING, APOLOGIES)
"""The labels that several people's names follow."""

LONGEST_QUOTED = 24
"""Columns that are quoted of what is doubted, such as a date."""

HALF_A_YEAR = timedelta(182)

AS_DATE = ", such as “Date: 3 December 2026”"
"""How to note the day of a meeting."""

_BETWEEN = re.compile(r"[,;]|\s(?:and|&|/)\s")
_ASIDE = re.compile(r"\([^()]*\)")
_GOES_ON = re.compile(r"and\s|[,;&(]")
_LISTED = re.compile(r"(?:\([^()]*\)|[^,;])+")
_TITLE = re.compile(
    r"^(?:(?:cllr|dame|dr|lady|lord|miss|mr|mrs|ms|mx|prof|professor|rev|sir)\.?\s+)+(?=\S)"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?)+")
_FULL_STOP = re.compile(r"(?<=\w\w)\.$")

PRIVATE = " (private)"
"""Marks what only a private note says."""

_CLOCK = re.compile(
    r"\b(?P<hour>1[0-2]|0?[1-9])(?:[.:](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b"
    r"|\b(?P<of_24>[01]?\d|2[0-3]):(?P<of_60>[0-5]\d)\b",
    re.IGNORECASE,
)


def labelled(text: str) -> list[tuple[str, str]]:
    """Return the labels and texts of a note that begins with a label; none for other notes."""
    lines: list[tuple[str, str]] = []
    for line in text.strip().splitlines():
        label, colon, rest = line.partition(":")
        known = " ".join(label.split()).capitalize()
        known = OTHER_LABELS.get(known, known)
        if colon and known in LABELS:
            lines.append((known, rest.strip()))
        elif lines:
            label, said = lines.pop()
            lines.append((label, _continued(label, said, line.strip())))
        else:
            return []
    return lines


def every_heading(notes: Iterable[Note]) -> list[Note]:
    """Return the notes on the meetings themselves, of whatever day."""
    ours = (each for each in notes if each.kind is NoteKind.NOTE and each.place == Place())
    return [note for note in ours if labelled(note.text)]


def _continued(label: str, said: str, line: str) -> str:
    """Return a text with its next line; each line of a list of people names others."""
    if label not in LISTS or not line:
        return f"{said} {line}".strip()
    goes_on = said.endswith((",", ";", "&", "(", " and")) or bool(_GOES_ON.match(line))
    goes_on = goes_on or said.rfind("(") > said.rfind(")")
    line = line.lstrip("-*•·").strip()
    return f"{said} {line}".strip() if goes_on or not said else f"{said}, {line}"


def each_on_a_line(text: str) -> str:
    """Return a list of people that has one on each line as one with commas."""
    return reduce(partial(_continued, PRESENT), map(str.strip, text.splitlines()), "")


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
    said = _texts_in(notes)
    return {label: _joined(label, said[label]) for label in LABELS if label in said}


def superseded(heads: Iterable[Note], labels: Iterable[str] = SINGLE) -> list[str]:
    """Say of each of these labels which text stands, where heading notes have several."""
    said = _texts_in(heads)
    told = []
    for label in (each for each in SINGLE if each in said and each in labels):
        quoted = [f"“{first_words(clean_line(text), LONGEST_QUOTED)}”" for text in said[label]]
        others = {fold(text): quote for text, quote in zip(said[label], quoted, strict=True)}
        del others[fold(said[label][-1])]
        if others:
            older = listed(others.values(), "or")
            is_for_all = label == DATE and any(text.endswith(PRIVATE) for text in said[label][:-1])
            newest = f"newest{' that is not private' if is_for_all else ''}"
            told.append(f"{label}: {quoted[-1]} stands, as the {newest}, and not {older}")
    return told


def _texts_in(notes: Iterable[Note]) -> dict[str, list[str]]:
    """Return the texts after each label, those of which one stands with that one last.

    It is the newest; of days, the newest that everybody may read, as `day_held` has it.
    """
    said: dict[str, list[tuple[tuple[bool, datetime], str]]] = {}
    for note in notes:
        for label, text in labelled(note.text):
            marked = f"{text}{PRIVATE}" if note.private else text
            place = label == DATE and not note.private, note.changed or note.written
            if text:
                said.setdefault(label, []).append((place, marked))
    for label in said.keys() & SINGLE:
        said[label].sort(key=itemgetter(0))
    return {label: [text for _, text in texts] for label, texts in said.items()}


def _joined(label: str, texts: Sequence[str]) -> str:
    """Return the texts after one label as one, each once, as are the people in lists of them."""
    once = texts[-1:] if label in SINGLE else list(dict.fromkeys(texts))
    return each_once(once) if label in LISTS and len(once) > 1 else ", ".join(once)


def each_once(texts: Iterable[str]) -> str:
    """Return what several lists name as one list, with each name once."""
    every = (named for text in texts for named in _with_initials(_LISTED.findall(text)))
    names = (", ".join(filter(None, named)) for named in every)
    return ", ".join({fold(name): name for name in names}.values())


def day_of(heads: Sequence[Note], final: date | None = None) -> date | None:
    """Return the day of a meeting: as its heading notes say it, or else that of the notes.

    They are made ready before it and added to after it: who was there was written on the day. So
    it is not that of a note, but that of which its minutes became `final`.
    """
    if not heads:
        return final
    said = fields_of(heads).get(DATE, "")
    dated, attended = _first_with(heads, {DATE}), _first_with(heads, {CHAIR, PRESENT})
    day = said and _day_said(said, dated.written.astimezone().date())
    return day or final or attended.written.astimezone().date()


def clock_of(heads: Sequence[Note]) -> time | None:
    """Return when a meeting begins, as its heading notes say it beside its day: `2 pm`, `14:00`."""
    found = _CLOCK.search(fields_of(heads).get(DATE, ""))
    if not found:
        return None
    hour, minute = int(found["hour"] or found["of_24"]), int(found["minute"] or found["of_60"] or 0)
    if half := found["half"]:
        hour = hour % 12 + 12 * (half in "pP")
    return time(hour, minute)


def day_held(
    notes: Sequence[Note], heads: Sequence[Note], final: date | None = None
) -> date | None:
    """Return the day of a meeting in a series: as `day_of` says, or else of its first note.

    A private heading tells only what no other does, since minutes for all are of that day too.
    """
    first = min((note.written for note in notes), default=None)
    public = [note for note in heads if not note.private]
    told = public if DATE in fields_of(public) else heads
    return day_of(told, final) or (first and first.astimezone().date())


def is_day_guessed(heads: Iterable[Note]) -> bool:
    """Return whether a heading says nothing of the day of the meeting, nor who was there."""
    return not {DATE, CHAIR, PRESENT} & fields_of(heads).keys()


def guessed_day(notes: Sequence[Note], series: str, final: date | None = None) -> str:
    """Say which of the days of its notes counts as that of a meeting of a `series`, if by guess."""
    days = {note.written.astimezone().date() for note in notes}
    if len(days) < 2 or not series or final:
        return ""
    heads = heading_notes(notes, series)
    day = day_held(notes, heads)
    if day is None or not is_day_guessed(heads):
        return ""
    return (
        f"by its first note this meeting is of {in_words(day)}, and it has notes of other days; if "
        f"that is wrong, note the day of the meeting{AS_DATE}"
    )


def _first_with(heads: Sequence[Note], labels: Set[str]) -> Note:
    """Return the first heading note with a field of one of these labels, or just the first."""
    return next((note for note in heads if labels & fields_of([note]).keys()), heads[0])


def _day_said(text: str, written: date) -> date | None:
    """Return the day that a text says; without a year it is the nearest to when it was written."""
    from ccgbrief.notebook.date_parser import find_day  # noqa: PLC0415 (20 ms at its first day)

    found = (find_day(text, start).day for start in (written, written - HALF_A_YEAR))
    return min(filter(None, found), key=lambda each: abs(each - written), default=None)


def states_day(title: str, day: date) -> bool:
    """Return whether the title of a pack states a day with its year."""
    if not any(map(str.isdigit, title)):
        return False
    from ccgbrief.notebook.date_parser import mentioned_days, read_day  # noqa: PLC0415 (see above)

    later = day + timedelta(800)  # from where no day without a year is read as this one
    return any(read_day(said, later) == day for said in mentioned_days(title))


def in_words(day: date) -> str:
    """Return a date as it is written in English: 1 December 2026."""
    return f"{day.day} {day:%B} {day.year}"


def as_note(fields: Mapping[str, str]) -> str:
    """Return the text of a heading note with `fields`; empty ones are left out."""
    lines = ((label, clean_line(fields.get(label, ""))) for label in LABELS)
    return "\n".join(f"{label}: {text}" for label, text in lines if text)


def names_in(text: str) -> list[str]:
    """Return the people listed in a text, without what is in brackets; `Elm, B.` is B. Elm."""
    listed_names = _with_initials(_BETWEEN.split(_ASIDE.sub("", text)))
    names = (f"{initials} {name}".strip() for name, initials in listed_names)
    return [_FULL_STOP.sub("", name) for name in names]


def _with_initials(parts: Iterable[str]) -> list[tuple[str, str]]:
    """Return the names among the parts of a list, each with the initials that stand behind it."""
    names: list[tuple[str, str]] = []
    for name in filter(None, (" ".join(part.split()) for part in parts)):
        last, initials = names[-1] if names else ("", "")
        is_initial = _INITIALS.fullmatch(fold(name)) and not _INITIALS.fullmatch(fold(last))
        if is_initial and last and not initials:
            names[-1] = last, name
        else:
            names.append((name, ""))
    return names


def people_in(fields: Mapping[str, str]) -> list[str]:
    """Return everybody named in the fields of a meeting, each once."""
    named = (name for label in NAMES for name in names_in(fields.get(label, "")))
    return list({fold(name): name for name in named}.values())


def _named_as_present(fields: Mapping[str, str]) -> tuple[int, str]:
    """Return how many are named as present, in figures and in words; who counts is not judged.

    0 if nobody is named but the chair, who is said apart where not named among them.
    """
    here = {fold(name) for name in names_in(fields.get(PRESENT, ""))}
    without_titles = {_TITLE.sub("", name) for name in here}
    chair = [fold(name) for name in names_in(fields.get(CHAIR, ""))]
    apart = [name for name in chair if _TITLE.sub("", name) not in without_titles]
    if not here:
        return 0, ""
    said = f"{len(here)} named as present"
    return len(here) + len(apart), f"{said} besides the chair" if apart else said


def quorum_of(fields: Mapping[str, str], quorum: int) -> str:
    """Say how many are named as present, and how many are needed; `""` without either."""
    _, here = _named_as_present(fields)
    return f"{here}, {quorum} needed" if quorum and here else ""


def too_few(fields: Mapping[str, str], quorum: int) -> str:
    """Say that fewer are named as present than are needed; `""` if not, or if nobody is named."""
    return quorum_of(fields, quorum) if _named_as_present(fields)[0] < quorum else ""


def excess_votes(votes: "Votes", fields: Mapping[str, str]) -> str:
    """Say that there are more votes than people present; `""` if not, or if nobody is named."""
    number, here = _named_as_present(fields)
    cast = sum(filter(None, votes))
    return f"{cast} votes, and {here}" if 0 < number < cast else ""


def _present_and_absent(fields: Mapping[str, str]) -> str:
    """Return the name of somebody who is present and has sent apologies; `""` if nobody is both."""
    here = {fold(name) for label in (CHAIR, PRESENT) for name in names_in(fields.get(label, ""))}
    return next((n for n in names_in(fields.get(APOLOGIES, "")) if fold(n) in here), "")


def doubtful_heading(fields: Mapping[str, str], today: date) -> str:
    """Say that the day of the meeting is not read as one, and that somebody is here and away."""
    said, both = clean_line(fields.get(DATE, "")), clean_line(_present_and_absent(fields))
    doubts = (
        f"“{first_words(said, LONGEST_QUOTED)}” is not a date I know"
        if said and not _day_said(said, today)
        else "",
        f"“{first_words(both, LONGEST_QUOTED)}” is present and among the apologies" if both else "",
    )
    return "; ".join(filter(None, doubts))


def doubts_in(
    notes: Iterable[Note],
    fields: Mapping[str, str],
    today: date,
    pack: "Pack | None" = None,
) -> list[str]:
    """Say what cannot be so in the fields of a meeting, and in the votes and items notes name."""
    doubts = [(note.text, _doubt_of_text(note, fields, pack)) for note in notes]
    said = (f"“{first_words(clean_line(text), LONGEST_QUOTED)}”: {s}" for text, s in doubts if s)
    return [*filter(None, [doubtful_heading(fields, today)]), *said]


def _doubt_of_text(note: Note, fields: Mapping[str, str], pack: "Pack | None") -> str:
    voted = _doubt_of_votes(note.text, fields) if note.kind.traits.has_votes else ""
    return voted or _doubt_of_item(note, pack)


def _doubt_of_item(note: Note, pack: "Pack | None") -> str:
    agenda = pack.agenda if pack else ()
    if not (pack and agenda):
        return ""
    from ccgbrief.pack.agenda import doubtful_item, named_item  # noqa: PLC0415 (few packs have one)

    text, place = note.text.strip(), note.place
    if place == Place():
        return doubtful_item(text, agenda)
    named = named_item(text, agenda)
    item = agenda[named[0]] if named else None
    of_paper = [each for each in agenda if place.article and each.article == place.article]
    if item in of_paper:
        return ""
    if item:
        on = "the paper" if place.article else "what"
        name = item.number or f"“{clean_line(item.title)}”"
        return f"it goes with {on} it is on, not with item {name}; note it on the meeting"
    items = _items_of(note.place, pack) if len(of_paper) > 1 else []
    if len(items) > 1:
        first, second = (clean_line(agenda[at].number or agenda[at].title) for at in items[:2])
        return f"it goes with item {first}; for the other begin with “Item {second}:”"
    return ""


def _items_of(place: Place, pack: "Pack") -> list[int]:
    """Return which items of the agenda a note on an article may belong to."""
    from ccgbrief.pack import find_again, items_at  # noqa: PLC0415 (few packs have an agenda)

    article = pack.article(place.article)
    passage = find_again(place.quote, article).passage if article and place.words else None
    pages = article.page_beginnings if article else ()
    return items_at(pack.agenda, place.article, passage.page if passage else None, pages)


def _doubt_of_votes(text: str, fields: Mapping[str, str]) -> str:
    from ccgbrief.notebook.votes import read_votes  # noqa: PLC0415 (2 ms)

    votes = read_votes(text)
    return excess_votes(votes, fields) if votes else ""


def doubt_of(
    note: Note,
    notes: Sequence[Note],
    today: date,
    pack: "Pack | None" = None,
    series: "Series | None" = None,
) -> str:
    """Say what cannot be so in a note, or may not be meant: its day, item, votes, or position.

    It is compared with all `notes`, with what their `pack` says of the meeting, and with the
    positions that earlier meetings of the `series` took.
    """
    doubts = [_doubt_of_item(note, pack), _doubt_of_position(note, notes, series)]
    heads = heading_notes(notes, pack.series if pack else "")
    if note.kind.traits.has_votes:
        fields = fields_of(heads)
        missing = too_few(fields, pack.quorum if pack else 0)
        doubts = [_doubt_of_votes(note.text, fields), *doubts, missing]
    else:
        own = fields_of(heading_notes([note]))
        doubts = [doubtful_heading(own, today), *doubts, *superseded(heads, own)]
    return "; ".join(filter(None, doubts))


def _doubt_of_position(note: Note, notes: Sequence[Note], series: "Series | None") -> str:
    """Say which decision on a focus area is no longer the position on it, because of this one."""
    if note.kind is not NoteKind.DECISION or note.place != Place(area=note.place.area or "?"):
        return ""
    alike = (n for n in notes if (n.kind, n.place) == (note.kind, note.place) and n.id != note.id)
    before = max(alike, key=lambda each: each.written, default=None)
    is_older = before is not None and before.written > note.written
    if before is None:
        taken_over = series.position_on(note.place.area, private=False) if series else None
        before = taken_over.note if taken_over else None
    if before is None or (is_older and note.changed):
        return ""
    words = first_words(clean_line(before.text), LONGEST_QUOTED)
    if is_older:
        return f"“{words}” stands as the position on this area, which is newer by the clock"
    return f"it is now the position on this area, and no longer “{words}”"
