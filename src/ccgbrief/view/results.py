"""The results of a search as blocks: an excerpt of each, its source and where it leads."""

from collections.abc import Sequence

from ccgbrief.pack import Pack
from ccgbrief.search import Answer, Entry, Hit, Kind
from ccgbrief.text import without_echo
from ccgbrief.view.address import Row, address_of_entry
from ccgbrief.view.blocks import Block, Look

EXCERPT_LENGTH = 210
"""Characters shown of a hit: about three lines of a terminal of 80 columns."""

LEAD_LENGTH = 60
"""Characters kept before the first matched word when a hit is cut."""

Spans = tuple[tuple[int, int], ...]


def result_blocks(answer: Answer, pack: Pack) -> tuple[list[Block], dict[Row, Spans]]:
    """Return a block for each hit, or what to say when there is none.

    With the blocks come the characters to highlight in each, by its key.
    """
    if not answer.hits:
        return [_nothing(answer)] if answer.query.strip() else [], {}
    blocks: list[Block] = []
    marks: dict[Row, Spans] = {}
    for number, hit in enumerate(answer.hits):
        text, marks[str(number)] = excerpt(hit.entry.text, hit.matched)
        blocks.append(
            Block(
                key=str(number),
                text=text,
                look=Look.QUOTE if hit.entry.kind is Kind.QUOTE else Look.TEXT,
                below=source_line(hit.entry, pack),
                gap=int(number > 0),
                leads=address_of_entry(hit.entry),
            )
        )
    return blocks, marks


def _nothing(answer: Answer) -> Block:
    near = ", ".join(answer.suggestions)
    hint = f" The nearest here: {near}." if near else ""
    said = without_echo(f"Nothing found for “{answer.query.strip()}”.{hint}")
    return Block("none", said, Look.FAINT, gap=0)


def excerpt(text: str, matched: Sequence[tuple[int, int]]) -> tuple[str, Spans]:
    """Return a part of `text` with the first matched word in it, and the spans moved along."""
    if len(text) <= EXCERPT_LENGTH:
        return text, tuple(matched)
    first = min((start for start, _ in matched), default=0)
    start = 0
    if first > EXCERPT_LENGTH - LEAD_LENGTH:
        start = text.rfind(" ", 0, max(first - LEAD_LENGTH, 0)) + 1
    end = start + EXCERPT_LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    moved = len(before) - start
    spans = tuple((a + moved, b + moved) for a, b in matched if a >= start and b <= end)
    return f"{before}{text[start:end]}{after}", spans


def source_line(entry: Entry, pack: Pack) -> str:
    """Say in one line what a hit is and where it stands."""
    page = entry.page.cited if entry.page else ""
    kind = "" if entry.kind in {Kind.QUOTE, Kind.PASSAGE} else entry.kind.value
    speaker = f"— {entry.speaker}" if entry.speaker and entry.kind is Kind.QUOTE else ""
    article = pack.article(entry.article)
    title = article.label if article else entry.title
    title = title if title != entry.text else ""
    heading = entry.heading if entry.heading != entry.text else ""
    return " · ".join(part for part in (speaker, kind, title, heading, page) if part)


def summary_of(answer: Answer) -> str:
    """Say how many results there are, and which words were read differently or are not there."""
    if answer.faults:
        return answer.faults[0]
    if not answer.query.strip():
        return ""
    read = {typed: found for hit in answer.hits[:1] for typed, found in hit.read_as.items()}
    reading = "  ".join(f"{typed} → {found}" for typed, found in read.items())
    about = [f"{typed} → {found}" for h in answer.hits[:1] for typed, found in h.about.items()]
    reading += f"  also about: {'  '.join(about)}" if about else ""
    reading += "".join(f"  without {word}" for hit in answer.hits[:1] for word in hit.lacks)
    count = f"{answer.total}{'+' if answer.more else ''} found" if answer.hits else "nothing found"
    return f"{reading}  {count}".strip()


def hit_of(answer: Answer, key: Row) -> Hit | None:
    """Return the hit whose block has that key."""
    return next((hit for i, hit in enumerate(answer.hits) if key == str(i)), None)
