"""The minutes as JSON: one object with the ids of the pack, for other programs."""

import json
from dataclasses import asdict
from typing import Any

from ccgbrief.minutes.gathering import CitedFigure, Entry, Minutes
from ccgbrief.notebook import NoteKind
from ccgbrief.text import clean

_GROUPS = {
    "declarations": NoteKind.DECLARATION,
    "decisions": NoteKind.DECISION,
    "actions": NoteKind.ACTION,
    "questions": NoteKind.QUESTION,
    "notes": NoteKind.NOTE,
}


def as_json(minutes: Minutes) -> str:
    """Return the minutes as an indented object, ending in a newline; dates are ISO 8601."""
    return json.dumps(_cleaned(_object(minutes)), ensure_ascii=False, indent=2) + "\n"


def _object(minutes: Minutes) -> dict[str, Any]:
    return {
        "pack": minutes.pack,
        "title": minutes.title,
        "edition": minutes.edition,
        "date": minutes.day.isoformat(),
        "public": minutes.public,
        "articles": [asdict(article) for article in minutes.articles],
        "duties": [asdict(duty) for duty in minutes.duties],
        **{name: [_entry(e) for e in minutes.of_kind(kind)] for name, kind in _GROUPS.items()},
        "figures": [_figure(cited) for cited in minutes.figures],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    subject = entry.subject
    return {
        "id": entry.id,
        "text": entry.text,
        "owner": entry.owner,
        "due": entry.due.isoformat() if entry.due else None,
        "private": entry.private,
        "disputed": entry.disputed,
        "written": entry.written.isoformat(),
        "article": subject.place.article,
        "duty": subject.place.duty,
        "area": subject.place.area,
        "placed": subject.placed,
        "title": subject.title,
        "words": subject.words,
        "quotation": subject.is_quotation,
        "citation": subject.citation,
    }


def _figure(cited: CitedFigure) -> dict[str, Any]:
    return {**asdict(cited.figure), "citation": cited.source.citation}


def _cleaned(value: Any) -> Any:
    """Return a value with all its texts taken through the gate."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {key: _cleaned(item) for key, item in value.items()}
        case list() | tuple():
            return [_cleaned(item) for item in value]
    return value
