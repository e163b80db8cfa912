"""Packs to be measured: the shipped one, one of 400 pages, and one of 100,000 passages."""

import json
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.programs import OURS

SHIPPED = "shipped pack"

LARGE = {"400 pages": (1, 3_200), "100,000 passages": (10, 10_000)}
"""The other packs: how many articles, and how many passages in each."""

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
            str(_make(folder / f"pack-{articles * passages}", articles, passages)),
        ]
    time.sleep(SETTLED)
    for options in packs.values():
        subprocess.run(
            [*OURS, "search", *options, "tomorrow"],
            env=dict(environment),
            check=False,
            capture_output=True,
        )
    return packs


def _make(folder: Path, articles: int, passages: int) -> Path:
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


def _parts(letters: str) -> list[str]:
    return [f"{a}{vowel}{b}" for a in letters for vowel in "aeiou" for b in letters]
