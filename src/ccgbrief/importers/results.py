"""What became of each file that somebody added, in sentences to print."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ccgbrief.importers.article import Draft
from ccgbrief.importers.staging import Staged
from ccgbrief.text import clean_line

MOST_ENDINGS = 6
"""Of files that were passed over, so many are told."""


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    """It is an article now."""
    REPLACED = "replaced"
    """It took the place of a worse copy that was in the pack."""
    DUPLICATE = "duplicate"
    """A copy as good or better is there."""
    REFUSED = "refused"
    """It cannot be read."""
    PASSED_OVER = "passed over"
    """It is a folder with other files besides papers."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file."""

    file: Path
    outcome: Outcome
    sentences: tuple[str, ...]
    """What to tell, a line each; the first names the file."""
    article: str = ""
    """Id of the article it became, or is a copy of."""
    title: str = ""
    left_out: tuple[str, ...] = ()
    """The lines that were taken for no part of the paper, as they were."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the adding is."""

    file: Path
    number: int
    """1-based place of the file among those to be added."""
    count: int
    page: int = 0
    """Page that is being read, 0 before the first."""
    pages: int = 0
    """How many the file has, 0 before that is known."""


def added(path: Path, draft: Draft, staged: Staged, replaced: str, edition: str) -> Added:
    """Tell that a paper is an article, perhaps in the place of one, or beside an edition of it."""
    title = draft.details.title
    said = [f"{path.name}: “{title}” is the article {staged.id}{_extent(draft)}."]
    if replaced:
        said.append(
            f"It is a better copy of “{replaced}”, took its place and keeps its id; "
            f"the earlier one is kept as {staged.earlier}."
        )
    if edition:
        said.append(f"“{edition}” is nearly the same but for its figures or date; both are kept.")
    if draft.left_out:
        count = len(draft.left_out)
        lines = "1 line that is" if count == 1 else f"{count} lines that are"
        said.append(
            f"{lines} no part of it stayed out (--keep-all keeps all) and can be read in "
            f"{staged.left_out}; the original is kept as {staged.original}."
        )
    if not draft.details.is_title_certain:
        said.append("It tells no title for certain; --title gives it one.")
    said += draft.remarks
    outcome = Outcome.REPLACED if replaced else Outcome.ADDED
    return Added(path, outcome, _clean(said), staged.id, clean_line(title), draft.left_out)


def _extent(draft: Draft) -> str:
    parts = []
    if draft.pages:
        first, last = draft.pages
        several = f"{first.unit}s {first.label}–{last.label}"
        parts.append(f"{first.unit} {first.label}" if first == last else several)
    if draft.quotations:
        parts.append(f"{draft.quotations} quotation{'s' if draft.quotations > 1 else ''}")
    return f" ({', '.join(parts)})" if parts else ""


def duplicate(path: Path, article: str, title: str) -> Added:
    """Tell that a copy of a paper as good or better is there."""
    told = f"{path.name} is nearly the same as “{title}” ({article}), which is kept as it is"
    return Added(
        path, Outcome.DUPLICATE, _clean([f"{told}; --anyway adds it."]), article, clean_line(title)
    )


def superseded(path: Path, better: Path, article: str) -> Added:
    """Tell that a paper read before has a better copy among those being added."""
    told = f"{path.name} is nearly the same as {better.name}, the better copy ({article})"
    return Added(path, Outcome.DUPLICATE, _clean([f"{told}; --anyway adds it."]), article)


def refused(path: Path, why: str) -> Added:
    """Tell why a file cannot be read."""
    return Added(path, Outcome.REFUSED, _clean([f"{path}: {why}"]))


def passed_over(folder: Path, others: Counter[str]) -> Added:
    """Tell how many files of a folder were not looked at, by their endings."""
    kinds = ", ".join(f"{count} {ending}" for ending, count in others.most_common(MOST_ENDINGS))
    more = ", …" if len(others) > MOST_ENDINGS else ""
    told = f"{folder}: passed over as no papers: {kinds}{more}; name a file to have it read"
    return Added(folder, Outcome.PASSED_OVER, _clean([told]))


def _clean(sentences: list[str]) -> tuple[str, ...]:
    return tuple(clean_line(sentence) for sentence in sentences)
