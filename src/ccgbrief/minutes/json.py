"""Writes the minutes as one JSON object with the ids of the pack, for other programs."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from ccgbrief.kinds import MINUTED
from ccgbrief.minutes.model import AreaStanding, CitedFigure, Entry, Minutes
from ccgbrief.notebook import contradiction
from ccgbrief.text import clean

_DUTY = ("id", "title", "status", "owner", "interests")
_NOTE = ("id", "text", "owner", "due", "done", "private", "written")
_ENTRY = ("agreed", "meeting", "disputed", "late")
_PLACE = ("article", "duty", "area", "figure", "term", "question")
_SUBJECT = ("placed", "title", "words", "citation", "doubt")
_SIDES = ("for", "against", "abstained")


def as_json(minutes: Minutes) -> str:
    """Return the minutes as an indented object, ending in a newline; dates are ISO 8601."""
    return json.dumps(_cleaned(_object(minutes)), ensure_ascii=False, indent=2) + "\n"


def _object(minutes: Minutes) -> dict[str, Any]:
    return {
        "pack": minutes.pack,
        "title": minutes.title,
        "edition": minutes.edition,
        "date": minutes.held,
        "written": minutes.day,
        "draft": not minutes.final,
        "since": minutes.since,
        "only_new": minutes.is_rest,
        "head": dict(minutes.head),
        "public": minutes.public,
        "agenda": [{**on.item._asdict(), "entries": _ids(on.entries)} for on in minutes.agenda],
        "articles": [article._asdict() for article in minutes.articles],
        "duties": [{**_picked(duty, _DUTY), "notes": _ids(duty.notes)} for duty in minutes.duties],
        "areas": [_area(area) for area in minutes.areas],
        **{kind.traits.plural: [_entry(e) for e in minutes.of_kind(kind)] for kind in MINUTED},
        "figures": [_figure(cited) for cited in minutes.figures],
    }


def _picked(item: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


def _ids(entries: Iterable[Entry]) -> list[str]:
    return [entry.note.id for entry in entries]


def _area(area: AreaStanding) -> dict[str, Any]:
    return {
        "id": area.id,
        "title": area.title,
        "position": area.position.note.text if area.position else "" if area.is_known else None,
        "prompts": [
            {"text": prompt.text, "answers": [answer.note.text for answer in prompt.answers]}
            for prompt in area.prompts
        ],
        "notes": _ids(area.notes),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    subject = entry.subject
    return {
        **_picked(entry.note, _NOTE),
        **_picked(entry, _ENTRY),
        "contradiction": contradiction(entry.note),
        "votes": dict(zip(_SIDES, entry.votes, strict=True)) if entry.votes else None,
        **_picked(subject.place, _PLACE),
        **_picked(subject, _SUBJECT),
        "quotation": subject.is_quotation,
        **({"answers": [_entry(each) for each in entry.answers]} if entry.answers else {}),
    }


def _figure(cited: CitedFigure) -> dict[str, Any]:
    return {**cited.figure.as_dict(), "citation": cited.citation}


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case date():
            return value.isoformat()
        case dict():
            return {key: _cleaned(item) for key, item in value.items()}
        case list() | tuple():
            return [_cleaned(item) for item in value]
    return value
