"""Exports articles as references for reference managers: BibTeX and CSL-JSON."""

import json
import re
from calendar import day_name, month_name
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from ccgbrief.pack.citation import attribution, quoted
from ccgbrief.pack.model import Article, Passage, PassageKind
from ccgbrief.text import clean_line, is_web_address

_MONTHS = [name.lower() for name in month_name[1:]]
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+[a-z]", re.IGNORECASE)
_GIVEN = r"(?![A-ZÀ-Þ]{2})[A-ZÀ-Þ][\w.’'-]*"
"""A name or initials; several capital letters are an acronym."""
_PERSON = re.compile(rf"{_GIVEN}(?: [a-z]{{2,3}})?(?: {_GIVEN}){{1,3}}")
_NO_PERSON = re.compile(
    r"\b(?:of|for|and|the|The|Dr|Mrs?|Ms|Miss|Prof\w*|Sir|Lord|Lady|Dame|Baroness|Rev\w*|Cllr"
    r"|Health\w*|Care|Public|Social|National|Royal|Local|Regional|Clinical|Medical|Nursing|Cancer"
    r"|Council|Trust|Group|Board|Committee|Commission|Services?|University|College|School|Hospital"
    r"|Department|Ministry|Office|Agency|Authority|Association|Society|Institute|Foundation|Fund"
    r"|Centre|Network|Partners\w*|Team|Union|Company|Limited|Ltd|Press|News|Advice|Support|Research"
    r"|Chair\w*|Chief|Director|Officer|Manager|Editors?|Correspondent|Secretary|President|Minister"
    r"|Professor|Nurse|Lead|Head|Staff|England|Wales|Scotland|Ireland|Britain)\b"
)
"""A word of a body's name, of an office or of a title, none of which is part of a person's."""
_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_SPELT = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_UNPAIRED = {"{": r"\{\vphantom{\}}", "}": r"\vphantom{\{}\}"}
"""BibTeX counts the brace of `\\{` too, so one without a pair gets one that is not printed.

Pandoc does not know `\\textbraceleft`.
"""


class Reference(NamedTuple):
    """An article, and the passages of it that are cited."""

    article: Article
    passages: tuple[Passage, ...] = ()

    @property
    def url(self) -> str:
        """Where the article can be read, if that is a page of the web."""
        return self.article.url if is_web_address(self.article.url) else ""

    @property
    def note(self) -> str:
        """The words of the passages, each with its speaker and page."""
        return "; ".join(map(_quotation, self.passages))


def _quotation(passage: Passage) -> str:
    words = clean_line(quoted(passage))
    if passage.kind is PassageKind.QUOTATION:
        words = words if words.startswith("“") else f"“{words}”"
    aside = ", ".join(filter(None, (attribution(passage), passage.page and passage.page.cited)))
    return f"{words} ({aside})" if aside else words


def as_bibtex(references: Sequence[Reference]) -> str:
    """Return BibTeX entries, one for each article; `note` contains the words that were found."""
    return "\n".join(map(_bibtex, references))


def _bibtex(reference: Reference) -> str:
    article = reference.article
    year, month, _ = date_parts(article.published)
    free = free_date(article.published)
    fields = {
        "author": " and ".join(map(_bibtex_name, _authors(article))),
        "title": f"{{{_escaped(article.title)}}}",
        "journal": _escaped(article.publication),
        "year": _escaped(free) or str(year or ""),
        "month": "" if free else str(month or ""),
        "pages": _escaped(article.pages),
        "url": reference.url.replace("{", "%7B").replace("}", "%7D"),
        "note": _escaped(reference.note),
    }
    kind = "article" if article.publication else "misc"
    key = re.sub(r"[^\w:.-]", "-", article.id)
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}\n"])


def _bibtex_name(name: str) -> str:
    return _escaped(name) if _is_person(name) else f"{{{_escaped(name)}}}"


def _escaped(text: str) -> str:
    text = clean_line(text)
    depths = [0, *accumulate((sign == "{") - (sign == "}") for sign in text)]
    spelt = _SPELT if min(depths) == depths[-1] == 0 else _SPELT | _UNPAIRED
    return _SPECIAL.sub(lambda sign: spelt.get(sign[0], f"\\{sign[0]}"), text)


def as_csl_json(references: Sequence[Reference]) -> str:
    """Return CSL items, one for each article; `note` contains the words that were found."""
    return json.dumps(list(map(_csl, references)), ensure_ascii=False, indent=2) + "\n"


def _csl(reference: Reference) -> dict[str, Any]:
    article = reference.article
    parts = [part for part in date_parts(article.published) if part]
    issued = {"date-parts": [parts]} if parts else {}
    free = free_date(article.published)
    known = {
        "id": article.id,
        "type": "article-journal" if article.publication else "document",
        "title": clean_line(article.title),
        "author": [_csl_name(name) for name in _authors(article)],
        "container-title": clean_line(article.publication),
        "issued": {"literal": free} if free else issued,
        "page": clean_line(article.pages),
        "URL": reference.url,
        "note": reference.note,
    }
    return {key: value for key, value in known.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    if not _is_person(name):
        return {"literal": name}
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given}


def _is_person(name: str) -> bool:
    return bool(_PERSON.fullmatch(name)) and not _NO_PERSON.search(name)


def _authors(article: Article) -> list[str]:
    return [name for part in article.author.split(";") for name in _names(clean_line(part)) if name]


def _names(stated: str) -> list[str]:
    """Return the names that are parted by commas or “and”, or all as one if that is not certain.

    In “Ash, Ann” and “Health and Care” there is one name, in “Ann Ash, Chair” an office.
    """
    names = [
        name for part in re.split(r",(?: and )?| and | & ", stated) if (name := clean_line(part))
    ]
    first, last = names[:-1], names[-1:]
    are_sure = all(map(_is_person, first)) and all(
        _is_person(name) or name.startswith("The ") for name in last
    )
    return names if are_sure else [stated]


def date_parts(published: str) -> tuple[int, int, int]:
    """Return year, month and day, as far as a date gives them for certain; 0 for the others."""
    year = _YEAR.search(published)
    if not year:
        return 0, 0, 0
    if numbers := _NUMBERS.search(published):
        month, day = int(numbers[1]), int(numbers[2] or 0)
    else:
        words = re.findall(r"\w+", published.lower())
        named = [number for number, name in enumerate(_MONTHS, 1) if name in words]
        month = named[0] if len(named) == 1 else 0
        day = int(found[1]) if month and (found := _DAY.search(published)) else 0
    month = month if 1 <= month <= 12 else 0
    return int(year[1]), month, day if month and 1 <= day <= 31 else 0


def free_date(published: str) -> str:
    """Return a date that says anything but a year, a month and a day, such as `Spring 2026`."""
    year, month, day = date_parts(published)
    of_year = rf"0?{month}|{_MONTHS[month - 1]}|0?{day}(?:st|nd|rd|th)?" if month else ""
    names = "|".join(filter(None, (of_year, *map(str.lower, day_name), "of", "the")))
    said = re.findall(r"\w+", published.lower())
    is_said = all(word == str(year) or re.fullmatch(names, word) for word in said)
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        is_said = False
    return "" if is_said else clean_line(published)


STYLES: dict[str, Callable[[Sequence[Reference]], str]] = {
    "bibtex": as_bibtex,
    "csl-json": as_csl_json,
}
"""By the name used with `--cite`."""


def gather_references(found: Iterable[tuple[Article, Passage | None]]) -> list[Reference]:
    """Return a reference for each article, in the order in which the articles were found."""
    cited: dict[str, tuple[Article, list[Passage]]] = {}
    for article, passage in found:
        _, passages = cited.setdefault(article.id, (article, []))
        passages += [passage] if passage else []
    return [Reference(article, tuple(passages)) for article, passages in cited.values()]
