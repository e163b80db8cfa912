"""Finds the other places of what was found, for a reader who has landed on one of them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ccgbrief.pack import Article, Pack, Page, Passage
from ccgbrief.search import Answer, Hit
from ccgbrief.text import fold, plain_words
from ccgbrief.view.address import ROUND
from ccgbrief.view.results import TEXT_KINDS, Spans

MOST_NAMED, MOST_ARTICLES = 8, 2
"""How many pages, and how many other articles, are named; beyond that, only their number."""

MOST_READ = 60
"""Up to this many articles, all are searched, which takes some 5 ms each the first time."""


class Found(NamedTuple):
    """A result that was chosen, and the answer it came from."""

    hit: Hit
    answer: Answer


class Occurrences(NamedTuple):
    """The places of what was found, in the order of the pack."""

    passages: tuple[Passage, ...] = ()
    hit: Hit | None = None
    """The result that was chosen."""

    def step(self, tab: str, number: int, step: int, pack: Pack) -> tuple[Passage, str] | None:
        """Return the next (1) or previous (-1) one from a passage on, and whether that is round."""
        order = {article.id: place for place, article in enumerate(pack.articles)}
        here = (order.get(tab, -1), number)
        places = [(order[passage.article], passage.number) for passage in self.passages]
        if not places:
            return None
        after = [i for i, place in enumerate(places) if place > here]
        before = [i for i, place in enumerate(places) if place < here]
        ahead = after[:1] if step > 0 else before[-1:]
        at = ahead[0] if ahead else min(step, 0)
        return self.passages[at], "" if ahead else ROUND[step]

    def matched_in(self, passage: Passage) -> Spans:
        if self.hit is None:
            return ()
        return self.hit._replace(entry=self.hit.entry._replace(text=passage.text)).matched


NOWHERE = Occurrences()


def occurrences_of(found: Found, pack: Pack) -> Occurrences:
    """Return all places that have the same words as a result, in order.

    In a pack of very many articles, only those with results in the answer are searched. The answer
    leaves out repeats of a better result, and so may have none from some.
    """
    hit, entry = found.hit, found.hit.entry
    runs = [plain_words(entry.text[start:end]) for start, end in _runs(entry.text, hit.matched)]
    if not runs or not entry.article:
        return Occurrences()
    asked = {each.entry.article for each in found.answer.hits}
    passages = (
        passage
        for article in pack.articles
        if len(pack.articles) <= MOST_READ or article.id in asked
        for passage in _having(article, runs)
    )
    return Occurrences(tuple(passages), hit)


def matches_of(found: Found, pack: Pack) -> Occurrences:
    """Return the places of the words of a result; where it is the only one, those of its article.

    These are the other results there of the same search.
    """
    places = occurrences_of(found, pack)
    article = pack.article(found.hit.entry.article)
    if len(places.passages) > 1 or article is None:
        return places
    here = [
        hit
        for hit in found.answer.hits
        if hit.entry.source == article.id and hit.entry.kind in TEXT_KINDS
    ]
    numbers = {hit.entry.number for hit in here}
    terms = tuple(dict.fromkeys(term for hit in here for term in hit.terms))
    passages = tuple(passage for passage in article.passages if passage.number in numbers)
    return Occurrences(passages, found.hit._replace(terms=terms))


def _having(article: Article, runs: Sequence[str]) -> Iterator[Passage]:
    rare = max((run.split()[0] for run in runs if run.split()), key=len, default="")
    for passage in article.passages:
        # Splitting a long paper into words takes a hundred times as long as looking for one.
        if rare in fold(passage.text) and all(run in plain_words(passage.text) for run in runs):
            yield passage


def _runs(text: str, matched: Spans) -> list[tuple[int, int]]:
    """Merge matches in consecutive words."""
    runs: list[tuple[int, int]] = []
    for start, end in matched:
        if runs and not text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def also_at(found: Occurrences, here: Passage, pack: Pack) -> str:
    """Say where else it occurs: `also on p. 14, 88; in Risks on p. 3`; `""` for nowhere else."""
    own = [p for p in found.passages if p != here and p.article == here.article]
    others = [p for p in found.passages if p.article != here.article]
    groups = [list(group) for _, group in groupby(others, key=lambda passage: passage.article)]
    parts = [_in_article(own, here, pack)] if own else []
    if len(groups) > MOST_ARTICLES:
        parts.append(f"{len(others)} times in {len(groups)} other articles")
    else:
        parts += [_in_article(group, here, pack) for group in groups]
    return f"also {'; '.join(parts)}" if parts else ""


def _in_article(others: Sequence[Passage], here: Passage, pack: Pack) -> str:
    article = pack.article(others[0].article)
    own = others[0].article == here.article
    pages = [*dict.fromkeys(p.page for p in others if p.page and not (own and p.page == here.page))]
    if own and not pages:
        return "once more here" if len(others) == 1 else f"{len(others)} more times here"
    name = f"in {article.label}" if article and not own else ""
    return f"{name} on {_cited(pages)}".strip() if pages else name


def _cited(pages: Sequence[Page]) -> str:
    """Return several pages in the form of a citation: `p. 14, 88`."""
    rest = [page.label if page.unit == pages[0].unit else page.cited for page in pages[1:]]
    named = ", ".join([pages[0].cited, *rest[: MOST_NAMED - 1]])
    more = len(pages) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def where(passage: Passage, found: Occurrences, pack: Pack, turned: str = "") -> str:
    """Say which of the places the reader is at: `2 of 5 · p. 88 · Finance report`.

    Before it stands that the step `turned`, if it went round several.
    """
    article = pack.article(passage.article)
    which = f"{found.passages.index(passage) + 1} of {len(found.passages)}"
    page = passage.page.cited if passage.page else ""
    turned = turned if found.passages[1:] else ""
    return " · ".join(filter(None, (turned, which, page, article.label if article else "")))
