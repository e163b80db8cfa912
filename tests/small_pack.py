"""A pack of two articles with one of everything, as files: for the tests of screen and commands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli_w

from ccgbrief.notebook import Notebook
from ccgbrief.pack import Pack, Passage, PassageKind

MANIFEST: dict[str, Any] = {
    "format": 1,
    "id": "small",
    "title": "A small pack",
    "summary": "What it is for.\n\nHow it is used.",
    "edition": "2026-11",
    "articles": ["first-paper", "second-paper"],
}

FIRST_PAPER = """+++
title = "Who tends the hedge"
short = "Hedge"
author = "A. Author"
publication = "The Paper"
published = "2015"
kind = "opinion"
url = "https://example.org/hedge"
+++

## Who is answerable

Responsibility for the hedge has become blurred between the parish and the county.

> “nobody knows who trims the hawthorn”
> — A gardener, to the parish clerk

The county answers in three ways:

- it trims on Mondays
    - with shears
- it trims on Tuesdays

1. First it measures

## What it costs

A yard costs **three** pounds, *they say*, and [the list](https://example.org/list) has `code`.

| Year | Yards |
|------|-------|
| 2014 | 120   |

```
one line of code
  and another
```
"""

SECOND_PAPER = """+++
title = "A survey of ponds"
short = "Ponds"
+++

## What was counted

""" + "\n\n".join(
    f"Pond number {n} holds frogs and reeds, and those who count them come back every spring to "
    f"see whether the water has risen or fallen since the year before."
    for n in range(1, 41)
)

AREAS = {
    "area": [
        {
            "id": "trimming",
            "title": "Trim in time",
            "why": "A hedge that is left grows over the road.",
            "prompts": ["Who has the shears?", "Who pays for them?"],
            "evidence": ["first-paper: nobody knows who trims", "second-paper: words not there"],
            "duties": ["measure"],
        },
        {
            "id": "drought",
            "title": "Less water",
            "why": "The ponds may dry out, whatever is done.",
            "kind": "warning",
        },
    ]
}

DUTIES = {
    "duty": [
        {
            "id": "measure",
            "title": "Measure the hedge",
            "means": "Walking along it with a tape.",
            "ready": ["A tape of fifty yards", "A dry day"],
            "watch": ["The tape is left behind"],
            "areas": ["trimming"],
            "evidence": ["first-paper: Responsibility for the hedge has become blurred"],
            "since": "It is measured from the air now.",
        },
        {"id": "count", "title": "Count the ponds", "means": "Each once."},
    ]
}

FIGURES = {
    "figure": [
        {
            "id": "yards",
            "title": "Yards trimmed",
            "article": "first-paper",
            "kind": "series",
            "unit": "yards",
            "base": "The whole hedge.",
            "values": [
                {"label": "2013", "value": 60, "stated": False},
                {"label": "2014", "value": 120, "shown": "about 120"},
            ],
            "caveat": "Measured by eye",
        },
        {
            "id": "frogs",
            "title": "Ponds with frogs",
            "article": "second-paper",
            "unit": "per cent of ponds",
            "values": [{"label": "Ponds in which at least one frog was seen", "value": 25}],
            "top": 100,
        },
    ]
}

GLOSSARY = {
    "term": [
        {"term": "Reed", "meaning": "A tall grass by the water.", "kind": "policy"},
        {"term": "HH", "meaning": "Keeps the hedge.", "expansion": "hedge helper", "kind": "role"},
    ]
}


def write_pack(folder: Path) -> Path:
    """Write the pack into a new folder; return it."""
    (folder / "articles").mkdir(parents=True)
    write_toml(folder / "pack.toml", MANIFEST)
    (folder / "articles" / "first-paper.md").write_text(FIRST_PAPER, encoding="utf-8")
    (folder / "articles" / "second-paper.md").write_text(SECOND_PAPER, encoding="utf-8")
    write_toml(folder / "focus-areas.toml", AREAS)
    write_toml(folder / "duties.toml", DUTIES)
    write_toml(folder / "figures.toml", FIGURES)
    write_toml(folder / "glossary.toml", GLOSSARY)
    return folder


MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")

BEDS = "| Ward | Beds | Comment |\n|---|---|---|\n" + "\n".join(
    f"| Ward {n} | {n * 37:,} | {'Agency spend rose, as was expected by all. ' * (n % 7 == 0)} |"
    for n in range(1, 41)
)

MONEY = f"| Directorate | {' | '.join(MONTHS)} | Lead |\n|---|{'---|' * 13}\n" + "\n".join(
    f"| {name} | {' | '.join(f'£{i + 1}{n},000' for n in range(12))} | The {name} lead |"
    for i, name in enumerate(("Cardiology", "Maternity", "Care of the elderly"))
)


def add_tables(folder: Path) -> None:
    """Append a long table and a wide one to the second paper of the pack in a folder."""
    with (folder / "articles" / "second-paper.md").open("a", encoding="utf-8") as file:
        file.write(f"\n\n## Wards\n\n{BEDS}\n\nBetween them.\n\n{MONEY}\n\nThe end of it.\n")


def write_toml(file: Path, table: dict[str, Any]) -> None:
    """Write a TOML file."""
    file.write_text(tomli_w.dumps(table), encoding="utf-8")


def with_texts(pack: Pack, *texts: str) -> Pack:
    """Return the pack with a first paper of these paragraphs."""
    first, *rest = pack.articles
    passages = tuple(
        Passage(first.id, number, PassageKind.PARAGRAPH, text) for number, text in enumerate(texts)
    )
    return replace(pack, articles=(replace(first, parse=lambda: passages), *rest))


def empty_notebook() -> Notebook:
    """Return a notebook whose clock goes on by a minute with every look at it."""
    return Notebook("small", "here", ticking())


def ticking() -> Callable[[], datetime]:
    """Return a clock that goes on by a minute with every look at it, from 22 November 2026."""
    looks = iter(range(1_000_000))

    def now() -> datetime:
        minutes = next(looks)
        return datetime(2026, 11, 22, 10 + minutes // 60, minutes % 60, tzinfo=UTC)

    return now
