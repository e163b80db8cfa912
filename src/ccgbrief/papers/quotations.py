"""Turns people's words into quotations of their own, with their speakers, when a paper is added.

Words at the end of a paragraph move into the quotation. Words within a sentence stay there as well,
so that the sentence can be read and found whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block
from ccgbrief.papers.speakers import (
    SAYING,
    Speaker,
    ends_sentence,
    full_name,
    person_in,
    speaker_of,
)

LEAST_WORDS = 2
"""A single word in quotation marks is doubted or defined rather than said."""

LONGEST_PARAGRAPH = 10_000
"""Characters; nobody quotes people in a longer one."""

LONGEST_SENTENCE = 400
"""Characters of a sentence, on either side of a quotation, in which its speaker is looked for."""

LONGEST_RUN = 30
"""Paragraphs of one speech."""

_CURLY = re.compile(r"“[^“”]*”")
_STRAIGHT = re.compile(r'(?<![\w"])"[^"\s][^"]*"(?!\w)')
_SINGLE = re.compile(r"(?<!\w)‘[^‘“”]*?[^\s‘]’(?!\w)")
_UNCLOSED = re.compile(r"[“\"][^“”\"]*")
_SENTENCE_START = re.compile(r"(?<=[.?!])[”’\"]?\s+(?=[“\"A-Z])")
_ABBREVIATED_WITHIN = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|St)\.")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No)\.$")


@dataclass(slots=True)
class _Context:
    """What the blocks read so far say about the next one."""

    earlier: str = ""
    """The paragraph before."""
    last: Speaker | None = None
    """Who spoke there."""
    known: list[Speaker] = field(default_factory=list)
    """All who spoke so far."""


def with_quotations(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a paper with its people's words as quotations."""
    context = _Context()
    made: list[Block] = []
    i = 0
    while i < len(blocks):
        count, found = _from(blocks, i, context)
        made += found
        i += count
        speakers = [Speaker(b.speaker, b.role) for b in found if b.speaker]
        if speakers or len(found[-1].text.split()) > 6:
            last = speakers[-1] if speakers else None
            context = _Context(blocks[i - 1].text, last, [*context.known, *speakers])
    return tuple(made)


def _from(blocks: Sequence[Block], i: int, context: _Context) -> tuple[int, list[Block]]:
    """Return how many blocks belong together from `i` on, and what becomes of them."""
    block = blocks[i]
    if block.kind is PassageKind.QUOTATION and not block.speaker:
        before = blocks[i - 1].text if i and blocks[i - 1].text.endswith(":") else ""
        if speaker := speaker_of(before, "", context.earlier, context.last):
            return 1, [_said(block, block.text, speaker)]
        block = replace(block, kind=PassageKind.PARAGRAPH)
    if (
        block.kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM}
        or len(block.text) > LONGEST_PARAGRAPH
    ):
        return 1, [block]
    if block.kind is PassageKind.PARAGRAPH and (run := _running(blocks, i)):
        start, parts = run
        if speaker := _speaker(block.text, start, "", None, 0, context):
            lead = block.text[:start].strip()
            said = _said(block, "\n".join(parts), speaker)
            return len(parts), [*([replace(block, text=lead)] if lead else []), said]
    return 1, list(_within(block, context))


def _speaker(
    text: str, start: int, after: str, last: Speaker | None, end: int, context: _Context
) -> Speaker | None:
    """Return the speaker of what begins at `start`; `last` spoke before, up to `end`.

    “She” is whom a sentence since then begins with, else who spoke last: in this paragraph, or
    in the one before where this one has said nothing else.
    """
    begins = _sentence_start(text, start)
    before = text[begins:start].strip()
    between = text[end : start if ends_sentence(before) else begins].strip()
    meant = person_in(between) or last or (None if between else context.last)
    own = _CURLY.sub("", _STRAIGHT.sub("", before))
    found = speaker_of(own, _sentence(after), context.earlier, meant)
    return full_name(found, context.known) if found else None


def _running(blocks: Sequence[Block], i: int) -> tuple[int, list[str]] | None:
    """Return where a speech of several paragraphs begins, and its paragraphs, marks and all.

    Each paragraph has an opening mark, and only the last one has a closing mark.
    """
    text = blocks[i].text
    masked = _CURLY.sub(lambda m: "_" * len(m[0]), text)
    opening = masked.rfind("“")
    if opening < 0 and text.count('"') % 2 == 1:
        opening = text.rfind('"')
    if opening < 0 or not _UNCLOSED.fullmatch(masked[opening:].replace("_", "")):
        return None
    mark = text[opening]
    closing = "”" if mark == "“" else '"'
    parts = [text[opening:]]
    for block in blocks[i + 1 : i + LONGEST_RUN]:
        if block.kind is not PassageKind.PARAGRAPH or not block.text.startswith(mark):
            return None
        parts.append(block.text[1:])
        if block.text.endswith(closing):
            return opening, parts
    return None


def _within(block: Block, context: _Context) -> Iterator[Block]:
    """Yield a block, and the quotations in it whose speaker is named."""
    text = block.text
    found: list[tuple[list[re.Match[str]], Speaker]] = []
    for quoted in _marked(text):
        if len(quoted[0].split()) < LEAST_WORDS:
            continue
        last, end = (found[-1][1], found[-1][0][-1].end()) if found else (None, 0)
        speaker = _speaker(text, quoted.start(), text[quoted.end() :], last, end, context)
        if found and _goes_on(text[end : quoted.start()], quoted[0]) and speaker in {None, last}:
            found[-1][0].append(quoted)
        elif speaker:
            found.append(([quoted], speaker))
    if len(found) == 1 and len(found[0][0]) == 1 and block.kind is PassageKind.PARAGRAPH:
        (quoted,), speaker = found[0]
        lead, rest = text[: quoted.start()].strip(), text[quoted.end() :].strip(" .,")
        if lead.endswith(":") and not rest:
            yield replace(block, text=lead)
            yield _said(block, quoted[0], speaker)
            return
    yield block
    for parts, speaker in found:
        yield _said(block, "\n".join(part[0] for part in parts), speaker)


def _goes_on(between: str, words: str) -> bool:
    """Return whether words only go on with what “said Ann” had cut in two."""
    is_clause = not _SENTENCE_START.search(_ABBREVIATED_WITHIN.sub("", between))
    ends = between.rstrip()[-1:]
    is_whole = ends == "," or (ends == "." and words[-2:-1] in ".?!")
    return is_clause and is_whole and bool(SAYING.search(between))


def _marked(text: str) -> list[re.Match[str]]:
    """Return the words in quotation marks: curly, or else straight, or else single ones."""
    for pattern in (_CURLY, _STRAIGHT, _SINGLE):
        if found := list(pattern.finditer(text)):
            return found
    return []


def _sentence_start(text: str, end: int) -> int:
    """Return where the sentence begins that a place stands in."""
    start = 0
    for boundary in _SENTENCE_START.finditer(text, 0, end):
        if boundary.end() <= end and not _ABBREVIATED.search(text[: boundary.start()]):
            start = boundary.end()
    # The quotation itself may begin a sentence after “said:” and is no boundary then.
    return max(start, end - LONGEST_SENTENCE)


def _sentence(after: str) -> str:
    after = _ABBREVIATED_WITHIN.sub(r"\1", after[:LONGEST_SENTENCE])
    boundary = _SENTENCE_START.search(after)
    return after[: boundary.start()] if boundary else after


def _said(block: Block, words: str, speaker: Speaker) -> Block:
    return Block(
        PassageKind.QUOTATION, words, page=block.page, speaker=speaker.name, role=speaker.role
    )
