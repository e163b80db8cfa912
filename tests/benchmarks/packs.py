"""Packs to be measured: the shipped one, one of 400 pages, and one of 100,000 passages."""

import json
import subprocess
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ccgbrief.notebook import Contents, Note
from ccgbrief.notebook.model import NotebookHead
from ccgbrief.notebook.serialization import write_contents
from tests.benchmarks.programs import OURS

SHIPPED, SHIPPED_ID = "shipped pack", "co-commissioning"

LARGE = {
    "400 pages": (1, 3_200),
    "100,000 passages": (10, 10_000),
    "1,000 articles": (1_000, 20),
}
"""The other packs: how many articles, and how many passages in each."""

NOTES = (1_000, 10_000)
"""Notes in notebooks of the shipped pack."""

PASSAGES_A_PAGE = 8

SETTLED = 2.5
"""Seconds that a file must have stood before how it looks proves that it has not changed."""

WORDS_A_PASSAGE = 33


def make_packs(
    folder: Path, environment: Mapping[str, str], *, large: bool = True
) -> dict[str, list[str]]:
    """Return the options that open each pack, its index already in the cache."""
    packs: dict[str, list[str]] = {SHIPPED: []}
    for name, (articles, passages) in LARGE.items() if large else ():
        packs[name] = [
            "--pack",
            str(make_pack(folder / f"pack-{articles * passages}", articles, passages)),
        ]
    for count in NOTES if large else ():
        packs[f"{count:,} notes"] = ["--notes", str(make_notebook(folder, count))]
    time.sleep(SETTLED)
    for options in packs.values():
        subprocess.run(
            [*OURS, "search", *options, "tomorrow"],
            env=dict(environment),
            check=False,
            capture_output=True,
        )
    return packs


def make_pack(folder: Path, articles: int, passages: int) -> Path:
    (folder / "articles").mkdir(parents=True)
    names = [f"paper-{number}" for number in range(articles)]
    manifest = (
        f'format = 1\nid = "{folder.name}"\ntitle = "Large"\narticles = {json.dumps(names)}\n'
    )
    (folder / "pack.toml").write_text(manifest, "utf-8")
    words = [f"{begin}{end}" for begin in _parts("bdfglmnprst") for end in _parts("kvz")]
    for place, name in enumerate(names):
        parts = []
        for number in range(place * passages, (place + 1) * passages):
            if number % PASSAGES_A_PAGE == 0:
                parts.append(f"<!-- page {number // PASSAGES_A_PAGE + 1} -->")
            chosen = (words[(number * 31 + i * i * 7) % len(words)] for i in range(WORDS_A_PASSAGE))
            parts.append(" ".join(chosen))
        text = f'+++\ntitle = "Paper {place}"\n+++\n\n' + "\n\n".join(parts) + "\n"
        (folder / "articles" / f"{name}.md").write_text(text, "utf-8")
    return folder


def make_notebook(folder: Path, count: int) -> Path:
    """Write a notebook of ten years of meetings, a note every few hours."""
    words = [f"{begin}{end}" for begin in _parts("bdfglmnprst") for end in _parts("kvz")]
    notebook = Contents(
        notes={
            f"{number:06x}": (
                Note(
                    f"{number:06x}",
                    " ".join(words[(number * 31 + i * i * 7) % len(words)] for i in range(12)),
                    datetime(2016, 1, 1, tzinfo=UTC) + timedelta(hours=8 * number),
                    by="aaaa",
                ),
            )
            for number in range(count)
        }
    )
    file = folder / f"{count}-notes" / "notes.toml"  # beside another it would be a copy of it
    file.parent.mkdir()
    file.write_bytes(write_contents(notebook, NotebookHead(SHIPPED_ID)))
    return file


def _parts(letters: str) -> list[str]:
    return [f"{a}{vowel}{b}" for a in letters for vowel in "aeiou" for b in letters]
