"""Reports the outcome for each added file, in sentences to print."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path

from ccgbrief.pack_editing.front_matter import parted
from ccgbrief.pack_editing.manifest import ORIGINALS
from ccgbrief.papers.article import Draft
from ccgbrief.papers.paper import LeftOut
from ccgbrief.system import as_argument
from ccgbrief.text import clean_line

MOST_ENDINGS = 40
"""Kinds of files skipped that are listed."""

LONGEST_QUOTED = 60
"""Characters of a sentence that are quoted."""

STILL_THE_SAME = 50.0
"""Of 100 (rapidfuzz ratio): a sentence as like as this to an earlier one in its place is that one
changed."""

_SENTENCE = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+(?=\S)")


class Outcome(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"
    """It took the place of an article that was in the pack."""
    DUPLICATE = "duplicate"
    """A copy as good or better is there."""
    REFUSED = "refused"
    """It cannot be read."""
    PASSED_OVER = "skipped"
    """It is a folder with other files besides papers."""


@dataclass(frozen=True, slots=True)
class Added:
    file: Path
    outcome: Outcome
    sentences: tuple[str, ...]
    """What to report, a line each; the first names the file."""
    article: str = ""
    """Id of the article it became, or is a copy of."""
    title: str = ""
    left_out: tuple[LeftOut, ...] = ()
    """The lines that were taken for no part of the paper, as they were."""


@dataclass(frozen=True, slots=True)
class Step:
    file: Path
    number: int
    """1-based place of the file among those to be added."""
    count: int
    page: int = 0
    """Page that is being read, 0 before the first."""
    pages: int = 0
    """How many the file has, 0 before that is known."""


def added(
    path: Path,
    draft: Draft,
    article: str,
    original: str,
    more: Sequence[str] = (),
    *,
    keep_all: bool = False,
) -> Added:
    """Report that a paper is an article; `more` is what is said of those that it is beside."""
    title = draft.details.title
    said = [f"{path.name}: “{title}” is the article {article}{_extent(draft)}.", *more]
    if draft.left_out:
        count = len(draft.left_out)
        lines = "1 line" if count == 1 else f"{count} lines"
        advice = "" if keep_all else " (--keep-all leaves out fewer)"
        said.append(
            f"{lines} not part of it left out{advice}, listed in "
            f"{left_out_file(article)}; the original is kept as {original}."
        )
    if not draft.is_title_certain:
        said.append("Its title is a guess; --title gives it one.")
    said += draft.remarks
    return Added(path, Outcome.ADDED, _clean(said), article, clean_line(title), draft.left_out)


def left_out_file(article: str) -> str:
    """Return where in the pack is listed what was left out of an article."""
    return f"{ORIGINALS}/{article}.left-out.txt"


def replaced(title: str, kept: str, before: str, after: str) -> list[str]:
    """Say which article a paper takes the place of, where that is kept, and what changes."""
    said = f"It replaces “{title}” and keeps its id; the earlier one is kept as {kept}."
    return [said, *changes(before, after)]


def copy(title: str, article: str, pack: Path | None) -> str:
    """Say that the pack has a copy of a paper that takes the place of another article.

    `pack` is its folder, None for papers beside the shipped pack.
    """
    cure = f"ccgbrief remove {article}{f' --pack {as_argument(pack)}' if pack else ''} takes it out"
    return f"“{title}” ({article}) is nearly the same, and still there; {cure}."


def another_edition(title: str, article: str, *, is_part: bool = False) -> str:
    """Say that another edition of a paper is in the pack, or one of which either is a part."""
    but = "its title, and what only the longer one has" if is_part else "figures, dates or names"
    return (
        f"“{title}” ({article}) is nearly the same except for {but}; both are kept. If this is a "
        "later version of it, remove it and add it with --replaces."
    )


def _extent(draft: Draft) -> str:
    parts = []
    if draft.pages:
        first, last = draft.pages
        several = f"{first.unit}s {first.label}–{last.label}"
        parts.append(f"{first.unit} {first.label}" if first == last else several)
    if draft.quotations:
        parts.append(f"{draft.quotations} quotation{'s' if draft.quotations > 1 else ''}")
    return f" ({', '.join(parts)})" if parts else ""


def changes(before: str, after: str) -> tuple[str, ...]:
    """Return in three lines which sentences of an article were added, removed and changed."""
    old, new = _sentences(before), _sentences(after)
    found: dict[str, list[str]] = {"added": [], "removed": [], "changed": []}
    for _, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[i:j] != new[k:m]:
            _compare(old[i:j], new[k:m], found)
    return tuple(_listed(what, those) for what, those in found.items())


def _sentences(article: str) -> list[str]:
    return [
        s for line in parted(article)[1].splitlines() for s in _SENTENCE.split(line.strip()) if s
    ]


def _compare(old: Sequence[str], new: Sequence[str], found: dict[str, list[str]]) -> None:
    from rapidfuzz import fuzz  # noqa: PLC0415 (few papers take the place of one)

    for was, now in zip_longest(old, new, fillvalue=""):
        if was and now and fuzz.ratio(was, now) >= STILL_THE_SAME:
            found["changed"].append(now)
        else:
            found["removed"] += [was] if was else []
            found["added"] += [now] if now else []


def _listed(what: str, sentences: Sequence[str]) -> str:
    count = len(sentences)
    if not count:
        return f"No sentence was {what}."
    quoted = clean_line(sentences[0])
    if len(quoted) > LONGEST_QUOTED:
        quoted = f"{quoted[: quoted.rfind(' ', 0, LONGEST_QUOTED)]} …"
    more = f" and {count - 1} more." if count > 1 else ""
    return f"{count} sentence{'s were' if count > 1 else ' was'} {what}: “{quoted}”{more}"


def duplicate(path: Path, article: str, title: str, *, is_same: bool) -> Added:
    """Report that a copy of a paper as good or better is there, or one with the same words."""
    known = f"“{title}” ({article})"
    said = f"{path.name} has the same words as {known}; --anyway adds it once more."
    if not is_same:
        said = (
            f"{path.name} is nearly the same as {known}, which is kept as it is; "
            f"--replaces {article} puts this one in its place, --anyway adds it."
        )
    return Added(path, Outcome.DUPLICATE, _clean([said]), article, clean_line(title))


def superseded(path: Path, better: Path, article: str) -> Added:
    """Report that a paper read before has a better copy among those being added."""
    said = f"{path.name} is nearly the same as {better.name}, the better copy ({article})"
    return Added(path, Outcome.DUPLICATE, _clean([f"{said}; --anyway adds it."]), article)


def refused(name: Path | str, why: str) -> Added:
    return Added(Path(name), Outcome.REFUSED, _clean([f"{name}: {why}"]))


def passed_over(folder: Path, others: Counter[str]) -> Added:
    """Report how many files of a folder were not read, by their endings."""
    kinds = ", ".join(f"{count} {ending}" for ending, count in others.most_common(MOST_ENDINGS))
    more = ", …" if len(others) > MOST_ENDINGS else ""
    said = f"{folder}: skipped: {kinds}{more}; name a file to have it read"
    return Added(folder, Outcome.PASSED_OVER, _clean([said]))


def _clean(sentences: list[str]) -> tuple[str, ...]:
    return tuple(clean_line(sentence) for sentence in sentences)
