"""Exports articles as references for reference managers: BibTeX and CSL-JSON."""

import json
import re
from calendar import month_name
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ccgbrief.pack.citation import attribution, quoted
from ccgbrief.pack.model import Article, Passage, PassageKind
from ccgbrief.text import clean_line, is_web_address

_MONTHS = [name.lower() for name in month_name[1:]]
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+[a-z]", re.IGNORECASE)
_PERSON = re.compile(r"(?!The )[A-ZÀ-Þ][\w.’'-]*(?: [a-z]{2,3})?(?: [A-ZÀ-Þ][\w.’'-]*){1,3}")
_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_SPELT = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


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
    fields = {
        "author": " and ".join(map(_bibtex_name, _authors(article))),
        "title": f"{{{_escaped(article.title)}}}",
        "journal": _escaped(article.publication),
        "year": str(year or ""),
        "month": str(month or ""),
        "pages": _escaped(article.pages),
        "url": re.sub(r"[{}]", "", reference.url),
        "note": _escaped(reference.note),
    }
    kind = "article" if article.publication else "misc"
    key = re.sub(r"[^\w:.-]", "-", article.id)
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}\n"])


def _bibtex_name(name: str) -> str:
    return _escaped(name) if _PERSON.fullmatch(name) else f"{{{_escaped(name)}}}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _SPELT.get(sign[0], f"\\{sign[0]}"), clean_line(text))


def as_csl_json(references: Sequence[Reference]) -> str:
    """Return CSL items, one for each article; `note` contains the words that were found."""
    return json.dumps(list(map(_csl, references)), ensure_ascii=False, indent=2) + "\n"


def _csl(reference: Reference) -> dict[str, Any]:
    article = reference.article
    parts = [part for part in date_parts(article.published) if part]
    known = {
        "id": article.id,
        "type": "article-journal" if article.publication else "document",
        "title": clean_line(article.title),
        "author": [_csl_name(name) for name in _authors(article)],
        "container-title": clean_line(article.publication),
        "issued": {"date-parts": [parts]} if parts else {},
        "page": clean_line(article.pages),
        "URL": reference.url,
        "note": reference.note,
    }
    return {key: value for key, value in known.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    if not _PERSON.fullmatch(name):
        return {"literal": name}
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given}


def _authors(article: Article) -> list[str]:
    return [name for part in re.split(r",| and ", article.author) if (name := clean_line(part))]


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
