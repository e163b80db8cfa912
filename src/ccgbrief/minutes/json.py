"""Writes the minutes as one JSON object with the ids of the pack, for other programs."""

import json
from dataclasses import asdict
from typing import Any

from ccgbrief.kinds import MINUTED
from ccgbrief.minutes.model import (
    AgendaStanding,
    AreaStanding,
    CitedFigure,
    DutyStanding,
    Entry,
    Minutes,
)
from ccgbrief.text import clean


def as_json(minutes: Minutes) -> str:
    """Return the minutes as an indented object, ending in a newline; dates are ISO 8601."""
    return json.dumps(_cleaned(_object(minutes)), ensure_ascii=False, indent=2) + "\n"


def _object(minutes: Minutes) -> dict[str, Any]:
    return {
        "pack": minutes.pack,
        "title": minutes.title,
        "edition": minutes.edition,
        "date": minutes.held.isoformat(),
        "written": minutes.day.isoformat(),
        "draft": not minutes.final,
        "since": minutes.since.isoformat() if minutes.since else None,
        "head": dict(minutes.head),
        "public": minutes.public,
        "agenda": [_on_agenda(on) for on in minutes.agenda],
        "articles": [asdict(article) for article in minutes.articles],
        "duties": [_duty(duty) for duty in minutes.duties],
        "areas": [_area(area) for area in minutes.areas],
        **{kind.traits.plural: [_entry(e) for e in minutes.of_kind(kind)] for kind in MINUTED},
        "figures": [_figure(cited) for cited in minutes.figures],
    }


def _on_agenda(on: AgendaStanding) -> dict[str, Any]:
    return {**on.item._asdict(), "entries": [entry.id for entry in on.entries]}


def _duty(duty: DutyStanding) -> dict[str, Any]:
    return {
        "id": duty.id,
        "title": duty.title,
        "status": duty.status.value,
        "owner": duty.owner,
        "interests": list(duty.interests),
        "notes": [note.id for note in duty.notes],
    }


def _area(area: AreaStanding) -> dict[str, Any]:
    return {
        "id": area.id,
        "title": area.title,
        "position": area.position.text if area.position else "",
        "prompts": [
            {"text": prompt.text, "answers": [answer.text for answer in prompt.answers]}
            for prompt in area.prompts
        ],
        "notes": [note.id for note in area.notes],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    subject = entry.subject
    return {
        "id": entry.id,
        "text": entry.text,
        "owner": entry.owner,
        "due": entry.due.isoformat() if entry.due else None,
        "done": entry.done,
        "agreed": entry.agreed,
        "votes": _votes(entry),
        "meeting": entry.meeting,
        "private": entry.private,
        "disputed": entry.disputed,
        "late": entry.late,
        "written": entry.written.isoformat(),
        "article": subject.place.article,
        "duty": subject.place.duty,
        "area": subject.place.area,
        "figure": subject.place.figure,
        "term": subject.place.term,
        "question": subject.place.question,
        "placed": subject.placed,
        "title": subject.title,
        "words": subject.words,
        "quotation": subject.is_quotation,
        "citation": subject.citation,
        "doubt": subject.doubt,
        **({"answers": [_entry(each) for each in entry.answers]} if entry.answers else {}),
    }


def _votes(entry: Entry) -> dict[str, int | None] | None:
    if entry.votes is None:
        return None
    return {
        "for": entry.votes.in_favour,
        "against": entry.votes.against,
        "abstained": entry.votes.abstained,
    }


def _figure(cited: CitedFigure) -> dict[str, Any]:
    return {**cited.figure.as_dict(), "citation": cited.source.citation}


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case dict():
            return {key: _cleaned(item) for key, item in value.items()}
        case list() | tuple():
            return [_cleaned(item) for item in value]
    return value
