"""Reads out of a note's own words whose it is, by when, and what was agreed.

`Ask for a written split @Practice manager, by 1 December` needs no second field and no mouse. The
editor, the commands and the minutes all read with this.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ccgbrief.notebook.date_parser import first_day
from ccgbrief.notebook.model import NoteKind
from ccgbrief.text import clean_line

_TITLE = r"(?i:(?:dr|mrs?|ms|mx|prof|rev|hon|st|[^\W\d_])\.(?=\s))"
_WORD = rf"(?:{_TITLE}|[^\W_](?:[^\s@,;:.!?()]|\.(?=\w))*)"
_NO_NAME = (
    r"(?i:(?:to|will|shall|should|must|may|can|by|due|please|is|are|has|was|on|at|for|with|from|who|"
    r"about|before|after|until|or|and|leaves|left|stays|stayed|remains|abstains|does)\b|&)"
)
_GAP = r"[^\S\n]+"
_AND = rf"{_GAP}(?:and|&){_GAP}"
_NAME = rf"{_WORD}(?:{_GAP}(?!{_NO_NAME}){_WORD}|{_AND}(?=[A-Z]){_WORD})*"
_ONE = re.compile(rf"@({_NAME})")
_OWNERS = re.compile(rf"(?<![^\s(])@{_NAME}(?:(?:,?{_AND}|,{_GAP})@{_NAME})*")
_BY = re.compile(r"\b(?:by|due(?:\s+by)?)\s+(?:on\s+)?", re.IGNORECASE)

_AGREED = {
    "leaves": r"leaves|left|leaving|(?:will|to|must|should)\s+leave|(?:they|both)\s+leave|"
    r"withdr(?:aws|ew)|steps\s+out",
    "stays": r"stays?|stayed|staying|(?:will|to|may|can)\s+stay|remains|remained",
    "does not vote": r"(?:(?:does|did|do|will|may|must|is)\s+)?not\s+(?:to\s+)?vot(?:e|ing)|"
    r"without\s+(?:a\s+)?vot(?:e|ing)|no\s+vote|won['’]t\s+vote|abstain(?:s|ed|ing)?",
}
_FORMS = {what: re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for what, form in _AGREED.items()}
_DECIDED = re.compile(r"\bagreed:([^\n.;]*)", re.IGNORECASE)
_OUTCOME = re.compile(
    rf"[,;.]\s*(?:(?:and|but|he|she|they)\s+)*(?:{'|'.join(_AGREED.values())}|agreed:[^\n.;]*)"
    r"(?:\s+the\s+(?:room|meeting))?(?=\s*(?:[,;.\n]|$))",
    re.IGNORECASE,
)
"""A part of a sentence that says what was agreed and no more."""

_SPOKEN_TO = re.compile(
    r"(?:(?:^|[\n.!?;])\s*\w+|\b(?:ask|tell|remind|invite|thank|to|with|from|for|by|of|and))\s*$",
    re.IGNORECASE,
)
"""What makes a name a part of the sentence: `Ask @Jo` without the name says nothing."""

_NO_BEGINNING = re.compile(
    r"^(?:[,;:–—-]\s*|(?:(?:is|are|has|have)\s+(?:to|an?)|and|to|will|please)\s+)+", re.IGNORECASE
)
_LONGEST = 60
"""Characters that are looked at for a day, and before a name."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What the words of an action or a declaration say of it."""

    owner: str = ""
    """Who is to do it; whose interest it is. Several are joined by `and`."""
    due: date | None = None
    agreed: str = ""
    """Of a declaration: `leaves`, `stays`, `does not vote`, or what stands after `agreed:`."""
    unread: str = ""
    """Words that are meant as a day and name none."""


class _Said(NamedTuple):
    """A part of the text, and what it says."""

    start: int
    end: int
    owner: str = ""
    due: date | None = None


def read_assignment(text: str, kind: NoteKind, today: date) -> Assignment:
    """Return what `text` says, as far as a note of that kind can say it.

    The owner stands after `@`, the day after `by` or `due`: as `days` reads it from `today` on,
    which is the day the note was begun.
    """
    owner = _joined(name for said in _owners(text) for name in _names(said.owner))
    if kind is NoteKind.DECLARATION:
        return Assignment(owner, agreed=_agreed(text))
    if kind is not NoteKind.ACTION:
        return Assignment()
    days = list(_days(text, today))
    due = next((said.due for said in days if said.due), None)
    meant = next((text[said.start : said.end] for said in days), "") if due is None else ""
    return Assignment(owner, due, unread=clean_line(_BY.sub("", meant, count=1)))


def without_owed(text: str, kind: NoteKind, owed: Assignment, today: date) -> str:
    """Return `text` without the words that say just what is `owed`: for the minutes.

    The whole text where nothing else is in it.
    """
    said = read_assignment(text, kind, today)
    parts: list[_Said] = []
    if owed.owner and said.owner == owed.owner:
        parts += _owners(text)
    if owed.due and said.due == owed.due:
        parts += [part for part in _days(text, today) if part.due][:1]
    if owed.agreed and said.agreed == owed.agreed:
        parts += [_Said(*found.span()) for found in _OUTCOME.finditer(text)]
    bare = text
    for part in sorted(parts, key=lambda part: part.start, reverse=True):
        before = max(part.start - _LONGEST, 0)
        if part.owner and _SPOKEN_TO.search(bare, before, part.start):
            bare = bare[: part.start] + part.owner.replace("@", "") + bare[part.end :]
        else:
            bare = _without(bare, part.start, part.end)
    return bare.strip() or text


def as_name(text: str) -> str:
    """Return a name on one line, control characters and the signs that stand for them left out."""
    return " ".join(re.sub("[\u2400-\u2421\ufffd]", "", clean_line(text)).split())


def _owners(text: str) -> Iterator[_Said]:
    for found in _OWNERS.finditer(text):
        yield _Said(*found.span(), owner=found[0])


def _names(said: str) -> Iterator[str]:
    return (name for found in _ONE.finditer(said) if (name := as_name(found[1])))


def _joined(names: Iterator[str]) -> str:
    *first, last = dict.fromkeys(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _days(text: str, today: date) -> Iterator[_Said]:
    """Find what is meant as days, whether or not they are."""
    for found in _BY.finditer(text):
        day, length = first_day(text[found.end() : found.end() + _LONGEST], today)
        if length:
            yield _Said(found.start(), found.end() + length, due=day)


def _agreed(text: str) -> str:
    if (decided := _DECIDED.search(text)) and (said := clean_line(decided[1]).strip(" ,")):
        return said
    return ", ".join(what for what, form in _FORMS.items() if form.search(text))


def _without(text: str, start: int, end: int) -> str:
    """Return the text without a part, the punctuation about it put right."""
    before, after = text[:start].rstrip(" \t"), text[end:].lstrip(" \t")
    if not before or before[-1] in "\n.!?":
        after = _NO_BEGINNING.sub("", after.lstrip(".!?") if before else after)
        gap = " " if before and before[-1] != "\n" and after[:1] not in ("", "\n") else ""
        return f"{before}{gap}{after[:1].upper()}{after[1:]}"
    if not after or after[0] in "\n.!?)":
        return _without_end(before) + after.removeprefix(")" if before[-1] == "(" else "")
    if after[0] in ",;:":
        return before.rstrip(",;:") + after
    return f"{before} {after}"


def _without_end(text: str) -> str:
    """Return the text without the punctuation and the `and` that led to what was taken out."""
    while text != (text := text.rstrip(" \t\n,;:(–—-").removesuffix(" and")):
        pass
    return text
