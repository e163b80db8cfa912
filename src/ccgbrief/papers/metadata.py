"""Finds a paper's title in what its file states, or in its first lines, and its other details."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ccgbrief.pack import PassageKind
from ccgbrief.papers.cleanup import LEAST_BESIDE, is_label
from ccgbrief.papers.paper import Block, Paper
from ccgbrief.papers.splitting import is_item

FIRST_BLOCKS = 12
"""Where a title is looked for."""

LONGEST_TITLE = 100
MOST_TITLE_WORDS = 14

NEAR = 3
"""Blocks below a title within which the text begins."""

OPENING_WORDS = 8
"""Of a paper without a title: its first words stand for one."""

GOES_ON = " …"
"""What such a title ends with."""

_NO_TITLE = re.compile(
    r"(?:untitled(?:-\d+)?|about:blank|document\s*\d*|presentation\s*\d*|slide \d+"
    r"|powerpoint presentation|microsoft word.*|title|\(?anonymous\)?|draft"
    r"|.*\.(?:docx?|pdf|indd|qxd|pptx?|rtf|odt|tex|dvi|p65|pages)|[\W\d_]*)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\S*|(?:\w+ )*(?:user|customer|owner|administrator)|microsoft .*|.*(?:@|\.(?:dll|exe)\b).*",
    re.IGNORECASE | re.DOTALL,
)
"""The name of an account, or what programs put in for an author whom nobody named."""
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Details:
    title: str = ""
    author: str = ""
    publication: str = ""
    published: str = ""


def details_of(
    paper: Paper, kept: Sequence[Block], name: str, given: Details
) -> tuple[Details, bool]:
    """Return the details of a paper: as given, else of the file, else of its first lines.

    False goes with them where the first line or the file's name stands for a title. `kept` are
    the blocks of the article itself, `name` is the file's name.
    """
    name = unicodedata.normalize("NFC", name)  # some systems part letters from their accents
    title = given.title or _file_title(paper, name) or _first_title(paper, kept)
    opening = "" if kept and is_item(paper, kept[0].text) else _opening(kept)
    guess = _name_as_title(name) or next(_like_titles(paper, kept), "") or opening
    details = Details(
        title=title or guess or Path(name).stem,
        author=given.author or ("" if _NO_AUTHOR.fullmatch(paper.author) else paper.author),
        publication=given.publication or paper.publication,
        published=given.published or paper.published,
    )
    return details, bool(title)


def without_title(kept: Sequence[Block], title: str) -> tuple[Block, ...]:
    """Return the blocks without the first line at the beginning that is the title.

    Further ones are headings, slides or words of the text.
    """
    at = next((i for i, b in enumerate(kept[:FIRST_BLOCKS]) if _is_same(b.text, title)), len(kept))
    return (*kept[:at], *kept[at + 1 :]) or tuple(kept)


def _is_same(text: str, other: str) -> bool:
    return bool(other) and " ".join(text.lower().split()) == " ".join(other.lower().split())


def _file_title(paper: Paper, name: str) -> str:
    """Return the title that a file gives of itself, unless a program made it up.

    Programs put in the file's name, which is a title only where the text begins with it too.
    """
    title = paper.title
    if paper.title_is_sure and title:
        return title
    is_said = any(_is_same(block.text, title) for block in paper.blocks[:FIRST_BLOCKS])
    is_made_up = _NO_TITLE.fullmatch(title) or (_is_same(title, Path(name).stem) and not is_said)
    return "" if is_made_up or not _WORDS.search(title) else title


def _first_title(paper: Paper, kept: Sequence[Block]) -> str:
    """Return the first line that stays, where it is plainly a title."""
    if not kept:
        return ""
    first = kept[0].text
    if kept[0].kind is PassageKind.HEADING:
        return first if len(first) <= LONGEST_TITLE and not is_item(paper, first) else ""
    return first if next(_like_titles(paper, kept), "") == first else ""


def _like_titles(paper: Paper, kept: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of plain text that stand alone a little above its first long paragraph.

    The first line of a page that was copied whole is mostly one of a menu: of 112 such lines that
    stood alone 22 were titles, and 18 of the 28 that this yields of them.
    """
    is_short = not any(len(block.text) > LEAST_BESIDE for block in kept)
    for i, (block, following) in enumerate(() if paper.has_headings else pairwise(kept)):
        if len(block.text) > LONGEST_TITLE:
            return
        is_close = following.close or (i > 0 and block.close)
        begins = block.text[:1].isupper() or block.text[:1].isdigit()
        is_line = block.kind is PassageKind.PARAGRAPH and is_label(block, MOST_TITLE_WORDS)
        below = (len(other.text) > LEAST_BESIDE for other in kept[i + 1 : i + 1 + NEAR])
        if is_line and begins and not is_close and ((is_short and i == 0) or any(below)):
            yield block.text


def _name_as_title(name: str) -> str:
    """Return a file's name as a title, where it is made of words."""
    text = re.sub(r"[\W_]+", " ", Path(name).stem).strip()
    plain = [word for word in text.split() if word.isalpha()]
    if len(plain) < 2 or any(re.search(r"\d[a-z]|[a-z]\d", word) for word in text.split()):
        return ""
    return text[0].upper() + text[1:]


def _opening(kept: Sequence[Block]) -> str:
    """Return the first line where it stands alone and is no sentence, else its first words."""
    text = kept[0].text if kept else ""
    goes_on = any(below.close and below.kind is PassageKind.PARAGRAPH for below in kept[1:2])
    is_line = kept and kept[0].kind is PassageKind.PARAGRAPH and not goes_on
    if is_line and len(text) <= LONGEST_TITLE and is_label(kept[0], MOST_TITLE_WORDS):
        return text
    words = text.split()
    opening = " ".join(words[:OPENING_WORDS])[:LONGEST_TITLE]
    return f"{opening}{GOES_ON}" if len(words) > OPENING_WORDS else opening
