"""Makes blocks of search results: an excerpt, its source and where it leads."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import chain

from ccgbrief.kinds import NoteKind
from ccgbrief.pack import Pack, Span
from ccgbrief.search import Answer, Entry, Hit, Kind
from ccgbrief.text import shortened, without_echo
from ccgbrief.view.address import Row, address_of_entry
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.heights import text_width

EXCERPT_LENGTH = 210
"""Characters of a hit that stand in a list without lines: what is read out, and not seen."""

ELLIPSES = 4
"""Characters that say at both ends that a text goes on."""

QUOTE_RULE_COLUMNS = 2
"""Columns of the rule before a quotation."""

BEST_SHOWN, LEAST_FOLDED = 2, 2
"""How many hits of one article are shown, and from how many more on the others are folded."""

FOLDED_INDENT = 2

TEXT_KINDS = frozenset({Kind.PASSAGE, Kind.QUOTE, Kind.HEADING})

KIND_LOOKS: Mapping[Kind | NoteKind, Look] = {
    Kind.PASSAGE: Look.TEXT,
    Kind.QUOTE: Look.QUOTE,
    Kind.HEADING: Look.HEADING,
    Kind.ARTICLE: Look.HEADING,
    Kind.AREA: Look.TOPIC,
    Kind.DUTY: Look.TOPIC,
    Kind.FIGURE: Look.CODE,
    Kind.TERM: Look.CODE,
    **{kind: Look(kind.traits.hue) for kind in NoteKind},
}
"""The colours of the words that say what a hit is."""

Spans = tuple[tuple[int, int], ...]


def result_blocks(
    answer: Answer, pack: Pack, unfolded: Set[str] = frozenset(), width: int = 0
) -> tuple[list[Block], dict[Row, Spans]]:
    """Return a block for each hit, or what to say when there is none.

    Of many hits from one article the best are shown, and the others once it is `unfolded`. In a
    list that is `width` columns wide, each is one line of words and one of its source. With the
    blocks come the characters to highlight in each, by its key.
    """
    if not answer.hits:
        return [_nothing(answer)] if answer.query.strip() else [], {}
    blocks: list[Block] = []
    marks: dict[Row, Spans] = {}

    def add(number: int, indent: int = 0) -> None:
        block, marks[str(number)] = _hit_block(answer.hits[number], number, pack, width - indent)
        blocks.append(block._replace(gap=int(bool(blocks)), indent=indent))

    folded = _folded(answer.hits)
    hidden = {*chain.from_iterable(folded.values())}
    for number, hit in enumerate(answer.hits):
        if number not in hidden:
            add(number)
        if number in folded and hit.entry.article in unfolded:
            for each in folded[number]:
                add(each, indent=FOLDED_INDENT)
        elif number in folded:
            blocks.append(_fold_block(hit.entry, len(folded[number]), pack))
    return blocks, marks


def group_of(answer: Answer, block: Block) -> str:
    """Return the article whose hits → unfolds or folds when the cursor is on a block, or `""`."""
    if block.folds:
        return str(block.folds)
    hit = hit_of(answer, block.key)
    groups = {answer.hits[best].entry.article for best in _folded(answer.hits)}
    return hit.entry.article if hit and hit.entry.article in groups else ""


def _folded(hits: Sequence[Hit]) -> dict[int, list[int]]:
    """Return the folded hits, by the last one of their article that is shown."""
    if len({hit.entry.article or hit.entry.source for hit in hits}) == 1:
        return {}
    by_article: defaultdict[str, list[int]] = defaultdict(list)
    for number, hit in enumerate(hits):
        if hit.entry.article and hit.entry.kind in TEXT_KINDS:
            by_article[hit.entry.article].append(number)
    return {
        numbers[BEST_SHOWN - 1]: numbers[BEST_SHOWN:]
        for numbers in by_article.values()
        if len(numbers) >= BEST_SHOWN + LEAST_FOLDED
    }


def _fold_block(entry: Entry, count: int, pack: Pack) -> Block:
    said = f"{count} more in {_label(entry, pack)}"
    unfolds = f"{said} · → shows them"
    spans = (Span(len(said), len(unfolds), Look.FAINT),)
    key = f"more/{entry.article}"
    return Block(key, unfolds, marker="+", spans=spans, indent=FOLDED_INDENT, folds=entry.article)


def _label(entry: Entry, pack: Pack) -> str:
    article = pack.article(entry.article)
    return article.label if article else entry.title


def _page(entry: Entry, before: str = "") -> str:
    return f"{before}{entry.page.cited}" if entry.page else ""


def _hit_block(hit: Hit, number: int, pack: Pack, width: int) -> tuple[Block, Spans]:
    """Return the block of a hit in so many columns; without any it is not cut to lines."""
    kind, source = hit.entry.kind, source_line(hit.entry, pack)
    if hit.also_in:
        places = (f"{_label(e, pack)}{_page(e, ', ')}" for e in hit.also_in)
        source += f" · also in {'; '.join(dict.fromkeys(places))}"
    look = Look.QUOTE if kind is Kind.QUOTE else Look.TEXT
    columns = text_width(Block("", ""), width) - QUOTE_RULE_COLUMNS * (look is Look.QUOTE)
    length = columns - ELLIPSES if width > 0 else EXCERPT_LENGTH
    text, spans = excerpt(hit.entry.shown.replace("\n", " "), hit.matched_shown, length)
    named = Span(0, len(kind.value), KIND_LOOKS[kind])
    block = Block(
        key=str(number),
        text=text,
        look=look,
        below=shortened(source, columns) if width > 0 else source,
        below_spans=(named,) if source.startswith(kind.value) else (),
        leads=address_of_entry(hit.entry),
    )
    return block, spans


def _nothing(answer: Answer) -> Block:
    near = ", ".join(answer.suggestions)
    hint = f" Did you mean {near}?" if near else ""
    said = without_echo(f"Nothing found for “{answer.query.strip()}”.{hint}")
    return Block("none", said, Look.FAINT, gap=0)


def excerpt(
    text: str, matched: Sequence[tuple[int, int]], length: int = EXCERPT_LENGTH
) -> tuple[str, Spans]:
    """Return the part of `text` with the first matched word, and the spans in that part.

    It has at most `length` characters, and the ellipses before and after them.
    """
    if len(text) <= length:
        return text, tuple(matched)
    first, last = min(matched, default=(0, 0))
    lead = length // 3
    start = text.rfind(" ", 0, max(first - lead, 0)) + 1 if first > length - lead else 0
    if last > start + length:  # the word before it is as long as the room there is
        start = first
    end = start + length
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    moved = len(before) - start
    spans = tuple((a + moved, b + moved) for a, b in matched if a >= start and b <= end)
    return f"{before}{text[start:end]}{after}", spans


def source_line(entry: Entry, pack: Pack) -> str:
    """Say in one line what a hit is and where it is."""
    speaker = entry.speaker if entry.kind is Kind.QUOTE else ""
    title = _label(entry, pack)
    title = title if title != entry.text else ""
    heading = _heading(entry, pack)
    heading = heading if heading != entry.text else ""
    parts = (entry.kind.value, entry.mark, speaker, title, heading, _page(entry))
    return " · ".join(filter(None, parts))


def _heading(entry: Entry, pack: Pack) -> str:
    """Return the heading above a hit; of a note, the title of what it is on in place of the id."""
    name = entry.heading
    if not isinstance(entry.kind, NoteKind):
        return name
    figures = (figure for figure in pack.figures if figure.id == name)
    on = pack.area(name) or pack.duty(name) or next(figures, None)
    return on.title if on else name


def summary_of(answer: Answer) -> str:
    """Say how many results there are, and which words were corrected or not found."""
    if answer.faults:
        return answer.faults[0]
    if not answer.query.strip():
        return ""
    return "  ".join([*readings_of(answer), count_of(answer)])


def count_of(answer: Answer) -> str:
    return f"{answer.total}{'+' if answer.more else ''} found" if answer.hits else "nothing found"


def readings_of(answer: Answer) -> list[str]:
    """Say which words the best result has otherwise than typed, and which it does not have."""
    if not answer.hits:
        return []
    best = answer.hits[0]
    perhaps = "perhaps " if answer.is_guess else ""
    said = [f"{perhaps}{typed} → {found}" for typed, found in best.read_as.items()]
    if about := "  ".join(f"{typed} → {found}" for typed, found in best.about.items()):
        said.append(f"also about: {about}")
    if lacking := ", ".join(f"“{word}”" for word in best.lacks):
        said.append(f"best result lacks {lacking}")
    return said


def hit_of(answer: Answer, key: Row) -> Hit | None:
    return next((hit for i, hit in enumerate(answer.hits) if key == str(i)), None)
