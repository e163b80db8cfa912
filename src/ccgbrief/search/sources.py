"""Turns a pack into entries, in sources that are indexed again only if they have changed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ccgbrief import __version__
from ccgbrief.pack import (
    Area,
    Article,
    Duty,
    Figure,
    Pack,
    Passage,
    PassageKind,
    Term,
    attribution,
    cite,
    cite_figure,
    digest,
    quoted,
    sections,
)
from ccgbrief.search.entries import Catalogue, Entry, Kind, Place, Source
from ccgbrief.text import folded_words, words

ANCHOR_WORDS = 8
"""Words of a passage in its anchor: enough to identify nearly every passage of an article."""

BEGINNING = 100
"""Characters of a passage in which these nearly always are."""


def read_sources(pack: Pack) -> tuple[Source, ...]:
    """Return the sources of a pack; an article is parsed only if its entries are needed."""
    return (
        *(_article_source(article) for article in pack.articles),
        _table_source("focus areas", partial(_section_entries, Kind.AREA), pack.areas),
        _table_source("duties", partial(_section_entries, Kind.DUTY), pack.duties),
        _table_source("figures", partial(_figure_entries, pack), pack.figures, pack.articles),
        _table_source("glossary", _term_entries, pack.terms),
    )


def catalogue_of(pack: Pack) -> Catalogue:
    return Catalogue(
        tuple(Place(article.id, (article.title, article.short)) for article in pack.articles),
        (
            *(Place(area.id, (area.title,)) for area in pack.areas),
            *(Place(duty.id, (duty.title,)) for duty in pack.duties),
        ),
        tuple((term.term, term.expansion) for term in pack.terms),
        tuple((" ".join(folded_words(a)), " ".join(folded_words(b))) for a, b in pack.plain_words),
    )


def _article_source(article: Article) -> Source:
    content = article.digest or digest(repr(article.passages))
    return Source(f"article {article.id}", _versioned(content), partial(_article_entries, article))


def _table_source(
    name: str,
    entries: Callable[[Any], Iterable[Entry]],
    items: tuple[object, ...],
    cited: Iterable[Article] = (),
) -> Source:
    content = digest(repr((items, [cite(article) for article in cited])))
    return Source(name, _versioned(content), partial(entries, items))


def _versioned(content: str) -> str:
    """Add the version to a digest, since another one may split words differently."""
    return f"{__version__} {content}"


def _article_entries(article: Article) -> Iterator[Entry]:
    yield Entry(
        Kind.ARTICLE,
        article.id,
        0,
        article.title,
        article=article.id,
        title=article.title,
        author=article.author,
        citation=cite(article),
        anchor=article.id,
        aliases=f"{article.author} {article.short} {article.publication}",
        names=(article.title, article.short),
    )
    begun = [_start(passage.text) for passage in article.passages]
    starts = Counter(begun)
    for passage, start in zip(article.passages, begun, strict=True):
        yield Entry(
            _passage_kind(passage),
            article.id,
            passage.number,
            passage.text,
            article=article.id,
            title=article.title,
            heading=passage.heading,
            speaker=passage.speaker,
            author="" if passage.is_background else article.author,
            citation=cite(article, passage),
            anchor=f"{article.id}: {start if starts[start] == 1 else passage.text}",
            page=passage.page,
            aliases=attribution(passage) or " ".join(passage.heads) or passage.marker,
            alone=quoted(passage) if passage.heads else "",
        )


def _start(text: str) -> str:
    found = words(text[:BEGINNING])
    if len(found) <= ANCHOR_WORDS:  # the last may be cut off
        found = words(text)
    found = found[:ANCHOR_WORDS]
    return text[: found[-1].end] if found else text


def _passage_kind(passage: Passage) -> Kind:
    if passage.kind is PassageKind.QUOTATION:
        return Kind.QUOTE
    return Kind.HEADING if passage.kind is PassageKind.HEADING else Kind.PASSAGE


def _section_entries(kind: Kind, items: Iterable[Area | Duty]) -> Iterator[Entry]:
    """Yield an entry for each section, so that a hit is a sentence and not a page."""
    for item in items:
        for section in sections(item):
            yield Entry(
                kind,
                item.id,
                section.number,
                section.text,
                title=item.title,
                heading=section.heading,
                citation=": ".join(part for part in (item.title, section.heading.lower()) if part),
                anchor=item.id,
                aliases=item.title if section.heading else "",
                names=() if section.heading else (item.title,),
            )


def _figure_entries(pack: Pack, figures: Iterable[Figure]) -> Iterator[Entry]:
    for figure in figures:
        values = "; ".join(
            f"{value.label} {value.shown or f'{value.value:g} {figure.unit}'.strip()}"
            for value in figure.values
        )
        article = pack.article(figure.article)
        yield Entry(
            Kind.FIGURE,
            figure.id,
            0,
            ". ".join(part for part in (figure.title, values, figure.base, figure.caveat) if part),
            article=figure.article,
            title=figure.title,
            author=article.author if article and not figure.background else "",
            citation=f"{figure.title}; {cite_figure(article, figure)}",
            anchor=figure.id,
            names=(figure.title,),
        )


def _term_entries(terms: Iterable[Term]) -> Iterator[Entry]:
    for term in terms:
        name = f"{term.term} ({term.expansion})" if term.expansion else term.term
        yield Entry(
            Kind.TERM,
            term.term,
            0,
            f"{name}: {term.meaning}",
            title=term.term,
            citation=f"Glossary, {term.term}",
            anchor=term.term,
            names=(term.term, term.expansion),
        )
