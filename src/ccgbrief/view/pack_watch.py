"""Follows a pack whose files change while it is open: what is new, and where places went.

Checking and reading are meant for a thread. A pack that a command is still changing, or that can no
longer be read, is left as it was.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ccgbrief.pack import Article, Pack, PackError, Passage, find_again, quote_of
from ccgbrief.session import ReadPack, Session, read_files
from ccgbrief.text import capitalised, clean_line, first_words
from ccgbrief.view.address import Address, Key, Shows, passage_key

LOOKS_TO_WAIT = 8
"""How many checks a command may take to change the pack before it counts as killed."""

MOST_NAMED = 3
"""How many of the new, revised or removed papers are named."""

LONGEST_TITLE = 48

KEPT = "what was read before is kept"


class PackNews(NamedTuple):
    """What is new about a pack: a message, and the pack to show."""

    message: str
    """Empty if no visible part has changed."""
    read: ReadPack | None = None
    """The pack as it is now; None if it cannot be read."""


class PackWatch:
    """Checks whether the files of a session's pack have changed, and reads them again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen = session.fingerprints
        """The state of the files when they were last read, or last found unreadable."""
        self._waited = 0

    def look(self) -> PackNews | None:
        """Return what is new about the pack, if anything; waits for the disk."""
        if not self._seen.have_changed():
            return None
        session = self._session
        if session.is_being_changed and self._waited < LOOKS_TO_WAIT:
            self._waited += 1
            return None
        self._waited = 0
        before = self._seen.now()
        try:
            read = read_files(session.pack.folder)
        except PackError as error:
            if session.is_being_changed:  # a command has started meanwhile
                return None
            self._seen = before.now(problem.file for problem in error.problems)
            return PackNews(f"The pack can no longer be read ({_first(error)}); {KEPT}")
        if session.is_being_changed:
            self._seen = before
            return PackNews(f"A change to the pack was never finished; {KEPT}")
        self._seen = read.fingerprints.earliest(before)
        return self._compared(read)

    def _compared(self, read: ReadPack) -> PackNews:
        old, new = self._session.pack, read.pack
        if new.id != old.id:
            there = f"{old.folder}: another pack is there now, with the id “{new.id}”"
            return PackNews(
                f"{there}; {KEPT}, and its notes; start ccgbrief again to open the other"
            )
        _read_ahead(old, new)
        told = [changes_between(old, new), new.hidden if new.hidden != old.hidden else ""]
        return PackNews("; ".join(filter(None, told)), read)


def _first(error: PackError) -> str:
    first = clean_line(str(error.problems[0]))
    more = len(error.problems) - 1
    return f"{first}; and {more} more" if more else first


def _read_ahead(old: Pack, new: Pack) -> None:
    """Read revised articles that were in use: places are found in them again without a wait."""
    for article in new.articles:
        before = old.article(article.id)
        if before and before.is_parsed and is_revised(before, article):
            article.folded  # noqa: B018 (it is kept, and may take seconds)


def changes_between(old: Pack, new: Pack) -> str:
    """Say in one line which papers are new, revised or gone; empty if none are."""
    before = {article.id: article for article in old.articles}
    after = {article.id for article in new.articles}
    groups = {
        "new": [a for a in new.articles if a.id not in before],
        "revised": [a for a in new.articles if a.id in before and is_revised(before[a.id], a)],
        "removed": [a for a in old.articles if a.id not in after],
    }
    said = "; ".join(f"{what}: {_named(articles)}" for what, articles in groups.items() if articles)
    if not said and new != old:
        return "The pack has changed, and is shown as it is now"
    return capitalised(said)


def _named(articles: Sequence[Article]) -> str:
    titles = [f"“{first_words(clean_line(article.title), LONGEST_TITLE)}”" for article in articles]
    more = len(titles) - MOST_NAMED
    return ", ".join(titles[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def is_revised(before: Article, after: Article) -> bool:
    return before.digest != after.digest or before != after


def followed(address: Address, old: Pack, new: Pack) -> Address:
    """Return where a place of the pack is now; a passage whose words are gone is near there."""
    article, key = new.article(address.tab), address.key
    if found := refound(address, old, new):
        return found
    if not (article and article.passages and isinstance(key, Key)):
        return address
    return Address(address.tab, passage_key(min(key.number, len(article.passages) - 1)))


def still_there(passages: Iterable[Passage], old: Pack, new: Pack) -> tuple[Passage, ...]:
    """Return passages as they are in the pack now, each once, without those that are gone."""
    now = (_now(passage, old, new) for passage in passages)
    return tuple(dict.fromkeys(filter(None, now)))


def _now(passage: Passage, old: Pack, new: Pack) -> Passage | None:
    before, after = old.article(passage.article), new.article(passage.article)
    if before is None or after is None:
        return None
    if not is_revised(before, after):
        return passage
    return find_again(quote_of(passage, before), after).passage


def refound(address: Address, old: Pack, new: Pack) -> Address | None:
    """Return where a place of the pack is now; None for a passage whose words are gone."""
    before, after, key = old.article(address.tab), new.article(address.tab), address.key
    if before is None or after is None or not is_revised(before, after):
        return address
    if not isinstance(key, Key) or key.shows is not Shows.PASSAGE:
        return address
    if key.number >= len(before.passages):
        return address
    found = find_again(quote_of(before.passages[key.number], before), after).passage
    return Address(address.tab, passage_key(found.number)) if found else None
