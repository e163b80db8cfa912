"""The wording of minutes, for every format: headings, dates, numbers and links."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ccgbrief.kinds import MINUTED, NO_DAY, NOBODY, NoteKind
from ccgbrief.minutes.model import AgendaStanding, Entry, Minutes, Subject
from ccgbrief.notebook import Status, contradiction
from ccgbrief.notebook.meeting import in_words
from ccgbrief.pack import Figure
from ccgbrief.text import capitalised, listed

STATUSES: dict[Status | None, str] = {
    Status.IN_PLACE: "In place",
    Status.IN_HAND: "In hand",
    Status.NOT_STARTED: "Not started",
    None: "Not known",
}

_THINGS = {
    "duty": "duty",
    "area": "focus area",
    "figure": "figure",
    "term": "glossary entry",
    "question": "question",
}
"""The names of places by their keys."""

NO_POSITION = {True: "No position yet.", False: "Position not known."}
"""Said of a focus area, by whether it is known that it has none."""

KIND = {False: "Draft minutes", True: "Minutes"}
"""The title of minutes, by whether they are final."""

SIGN_OFF = f"Signed as a correct record: {'…' * 12} Date: {'…' * 6}"
"""The lines for the chair to sign at the end."""

PUBLIC = "Public copy: private notes, if there are any, are left out."
NOTHING = f"No {listed((kind.traits.plural for kind in MINUTED), 'or')} were recorded."
LATE = ", not in minutes until now"
DISPUTED = "Two texts of this note were written at the same time; both are here"
NO_WORDS = "(no words)"

_BLANK_LINES = re.compile(r"\n\s*\n")
_LINK = re.compile(r"(?:https?://|\bwww\.(?=\w))[^\s<>\"“”‘’`\\|]+", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_AFTER_A_LINK = ".,;:!?'*_~([{"
"""Punctuation that may follow a web address and is not part of it."""


def quoted(words: str) -> str:
    """Return words in double curly quotation marks, with any inside made single."""
    if words.startswith("“") and words.find("”") in {-1, len(words) - 1}:
        words = words.strip("“”")
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def words(subject: Subject) -> str:
    """Return the words that an entry is on, quoted unless they are a summary."""
    said = subject.words.strip()
    return quoted(said) if said and (subject.is_quotation or not subject.placed) else said


def origin(subject: Subject) -> str:
    """Say where the words are from."""
    if not subject.citation:
        return ""
    if subject.is_quotation:
        return f"— {subject.citation}"
    if subject.is_background:
        return subject.citation
    before = "From the pack’s text of" if subject.placed else "It stood in"
    return f"{before} {subject.citation}"


def doubt(subject: Subject) -> str:
    """Return what is uncertain about the words, as a sentence."""
    said = subject.doubt
    stop = "" if said.rstrip("”").endswith((".", "?", "!", "…")) else "."
    return f"{capitalised(said)}{stop}" if said else ""


def particulars(figure: Figure) -> str:
    """Return what is needed to interpret a figure: unit, base and caveat."""
    unit = f"Unit: {figure.unit}" if figure.unit else ""
    parts = (unit, figure.base, figure.caveat)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def progress(minutes: Minutes) -> str:
    """Return how many duties there are at each status: 2 in place, 5 not started."""
    standing = [duty.status for duty in minutes.duties]
    counts = ((standing.count(status), said.lower()) for status, said in STATUSES.items())
    return ", ".join(f"{count} {said}" for count, said in counts if count)


def assignment(entry: Entry, held: date) -> list[tuple[str, str]]:
    """Return owner, day and state of an entry; where its kind has them, also which is missing.

    It is overdue if it was on the day of the meeting, `held`.
    """
    note, kind = entry.note, entry.note.kind.traits
    who, when = note.owner, in_words(note.due) if note.due else ""
    late = note.due is not None and note.due < held
    done_on = f" on {in_words(note.done_at.astimezone().date())}" if note.done_at else ""
    done = f"{kind.done}{done_on}"
    said = (
        (kind.owner or (who and "Owner"), who or NOBODY),
        ((kind.has_day or when) and "Due", when or NO_DAY),
        (kind.done and "State", done if note.done else "overdue" if late else "open"),
        (entry.votes and str(entry.votes) not in note.text and "Votes", str(entry.votes)),
        (kind.has_outcome and "Agreed", entry.agreed or "not recorded"),
    )
    return [(str(label), text) for label, text in said if label]


def remarks(entry: Entry) -> list[str]:
    written = entry.note.written.astimezone().date()
    remarked = (
        (bool(entry.meeting), f"From “{entry.meeting}”"),
        (
            entry.is_of_another_day,
            f"Written on {in_words(written)}{LATE if entry.late else ''}",
        ),
        (bool(said := contradiction(entry.note)), capitalised(said)),
        (entry.note.private, "Private"),
        (entry.disputed, DISPUTED),
    )
    return [remark for holds, remark in remarked if holds]


def about(subject: Subject) -> str:
    """Say what an entry is on, if not a passage; nothing for the meeting itself."""
    place = subject.place
    what = next((said for key, said in _THINGS.items() if getattr(place, key)), "article")
    if subject.placed:
        cited = subject.words and what == "article"  # under them it says where they are from
        on_it = subject.title and not cited
        return f"On the {what}: {subject.citation or subject.title}" if on_it else ""
    if subject.citation or not subject.title:
        return "On a passage that the pack no longer has"
    if subject.title not in {place.duty, place.area, place.figure, place.term, place.article}:
        return f"On words of the {what} “{subject.title}” that the pack no longer has"
    return f"On the {what} “{subject.title}”, which the pack no longer has"


NOT_EARLIER = "no earlier minutes have"


def scope(minutes: Minutes) -> str:
    """Say what the minutes cover, if not everything."""
    if not minutes.is_rest:
        return ""
    said = f"was written since {in_words(minutes.since)}" if minutes.since else NOT_EARLIER
    return f"What {said}, and the actions still open from before."


def holding(minutes: Minutes, left_out: int = 0) -> str:
    """Say in one line how many notes the minutes have, and how many private ones were left out."""
    said = f"holds {_counted(minutes.fresh)}"
    if minutes.is_rest:
        said += f" since {in_words(minutes.since)}" if minutes.since else f" that {NOT_EARLIER}"
    said += f" ({minutes.before} written before)" if minutes.before else ""
    said += f", {minutes.private} private" if minutes.private else ""
    said += f" and {minutes.carried} from before" if minutes.carried else ""
    return f"{said}; {_counted(left_out, 'private ')} left out" if left_out else said


def _counted(number: int, of_kind: str = "") -> str:
    return f"{number or 'no'} {of_kind}note{'s' if number != 1 else ''}"


def answer(entry: Entry) -> str:
    """Name what answers a prompt."""
    return "Answer" if entry.note.kind is NoteKind.NOTE else entry.note.kind.value.capitalize()


def item_about(standing: AgendaStanding) -> str:
    """Say who presented an item, where its paper is, and what came of it if nothing was noted."""
    item = standing.item
    paper = quoted(standing.paper) if standing.paper not in {"", item.title} else ""
    where = ", ".join(filter(None, (paper, item.cited_pages)))
    said = (
        f"Presented by {item.lead}" if item.lead else "",
        f"Paper: {where}" if where else "",
        "" if standing.entries else standing.in_heading or "Noted",
    )
    return "".join(f"{part}. " for part in said if part).rstrip()


def note_label(note: Entry) -> str:
    """Say which line of an area or a duty a plain note is on, if any."""
    return f"On “{note.subject.words}”" if note.subject.words else "Note"


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which empty lines separate."""
    return [block.strip() for block in _BLANK_LINES.split(text) if block.strip()]


class Run(NamedTuple):
    """A part of a line."""

    text: str
    is_link: bool = False

    @property
    def target(self) -> str:
        """Where the link leads."""
        return f"https://{self.text}" if self.text.lower().startswith("www.") else self.text


def runs(line: str) -> Iterator[Run]:
    """Split a line into plain text and web addresses."""
    end = 0
    for found in _LINK.finditer(line):
        address = _trimmed(found[0])
        if not re.fullmatch(r"(?i)https?:/*|www", address):
            yield Run(line[end : found.start()])
            yield Run(address, is_link=True)
            end = found.start() + len(address)
    yield Run(line[end:])


def _trimmed(address: str) -> str:
    """Return a web address without trailing punctuation, except a bracket that it opened."""
    left, end = Counter(address), len(address)
    while end:
        last = address[end - 1]
        is_open = last in _BRACKETS and left[last] <= left[_BRACKETS[last]]
        if is_open or (last not in _BRACKETS and last not in _AFTER_A_LINK):
            break
        left[last] -= 1
        end -= 1
    return address[:end]
