"""A pack and a notebook with markup and control characters in every field that takes text."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.small_pack import AREAS, DUTIES, FIGURES, GLOSSARY, MANIFEST, write_toml

MARKUP = "[@click=app.quit]x[/] [/nope] a[b]c"
"""What Textual would take for an action, for a fault and for a style."""

CONTROLS = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202e\x7f"
"""What a terminal would take for a title, a colour, an erasing, or the other direction."""

HARMLESS = "␛]0;owned␇␛[31m\ufffd2J\ufffd␡"
"""What is to be shown of it."""

HOSTILE = f"{MARKUP} {CONTROLS}"
SHOWN = f"{MARKUP} {HARMLESS}"

NOT_TEXT = {"id", "kind", "articles", "article", "areas", "duties", "format"}
"""Keys whose values are names and not texts."""


def spoilt(value: Any, key: str = "") -> Any:
    """Return a table with every text in it made hostile."""
    if isinstance(value, dict):
        return {name: spoilt(inner, name) for name, inner in value.items()}
    if key in NOT_TEXT or not isinstance(value, str | list):
        return value
    if isinstance(value, list):
        return [spoilt(inner, key) for inner in value]
    if key == "evidence":
        return value
    return f"{value} {HOSTILE}"


def write_hostile_pack(folder: Path) -> Path:
    """Write such a pack into a new folder; return it."""
    (folder / "articles").mkdir(parents=True)
    write_toml(folder / "pack.toml", spoilt(MANIFEST))
    for file, table in (
        ("focus-areas.toml", AREAS),
        ("duties.toml", DUTIES),
        ("figures.toml", FIGURES),
        ("glossary.toml", GLOSSARY),
    ):
        write_toml(folder / file, {name: spoilt(inner) for name, inner in table.items()})
    for name in MANIFEST["articles"]:
        (folder / "articles" / f"{name}.md").write_text(_article(name), encoding="utf-8")
    return folder


def _article(name: str) -> str:
    escaped = HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00")
    fields = ("title", "short", "author", "publication", "published", "kind", "url", "pages")
    front = "\n".join(f'{field} = "{field} of {name} {escaped}"' for field in fields)
    return f"""+++
{front}
+++

## Heading {HOSTILE}

Responsibility for the hedge has become blurred {HOSTILE}

> “nobody knows who trims {HOSTILE}”
> — Speaker {HOSTILE}, role {HOSTILE}

- item **strong {HOSTILE}** `code {HOSTILE}`

```
code {HOSTILE}
```
"""


def hostile_notebook() -> dict[str, Any]:
    """Return the tables of such a notebook."""
    at = datetime(2026, 11, 22, 10, tzinfo=UTC)
    places: tuple[dict[str, str], ...] = (
        {},
        {"article": "first-paper"},
        {"article": "first-paper", "words": "Responsibility for the hedge has become blurred"},
        {"article": "first-paper", "words": f"words that are gone {HOSTILE}"},
        {"article": f"gone {HOSTILE}"},
        {"duty": f"gone {HOSTILE}"},
        {"area": f"gone {HOSTILE}"},
        {"duty": "measure"},
        {"area": "trimming"},
    )
    notes = [
        {
            "id": f"n{number}",
            "kind": "action",
            "text": f"note {number} {HOSTILE}",
            "owner": f"owner {HOSTILE}",
            "written": at,
            "rev": 1,
            "by": "here",
            **place,
        }
        for number, place in enumerate(places)
    ]
    marks = {f"m{number}": {"at": at, "rev": 1, **place} for number, place in enumerate(places)}
    return {"format": 1, "pack": "small", "bookmarks": marks, "notes": notes}
