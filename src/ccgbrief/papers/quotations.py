"""Gives people's words quotations of their own, where their sentence surely says whose they are.

Of the ways in which sentences name a speaker only those are known that are nearly always right in
news and books; in any other the words stay in their paragraph, without a speaker. Words at the end
of a paragraph move into the quotation. Words within a sentence stay there as well, so that the
sentence can be read and found whole.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block

_VERB = (
    r"(?:said|says|told|tells|wrote|writes|argued|argues|warned|warns|claimed|claims|added|adds"
    r"|explained|explains|insisted|insists|concluded|concludes|replied|replies|stated|states|noted"
    r"|notes|stressed|admitted|declared|announced|commented|remarked|recalled|predicted|predicts"
    r"|put it|puts it)"
)
_SAID = rf"(?:(?:has|have|had|also|later|then) ){{0,2}}{_VERB}\b"
_OTHERS = (
    rf"(?i:{_VERB}|asked|called|calls|thought|thinks|found|quoted|described|by|according|and|but|or"
    r"|nor|neither|not|never|that|who|whom|which|what|while|when|where|why|how|whether|before|after"
    r"|because|although|though|if|unless|until|since|so|than|as|had|has|did|would|no|nobody|today"
    r"|yesterday|meanwhile|perhaps)"
)
"""None of these is between a speaker and “said”, or “said” and the words: it is another's then."""
_WORD = rf"(?!{_OTHERS}\b)[\w’'&/.-]*\w"
_PART = r"[A-ZÀ-Þ][\w’'-]+"
_NAME = (
    rf"(?!(?:{_OTHERS}|The|An?|In|On|At|He|She|They|It|We|You)\b)"
    rf"(?:de |van |von )?{_PART}"
    rf"(?: (?:(?:de|van|von|of|for|the) )*(?:{_PART}|[A-Z]\b\.?|&)){{0,5}}(?<![’']s)"
)
_ROLE = rf"(?:{_WORD} ){{0,8}}(?!(?:of|for|from|at|in|on|with|to|the|an?)\b)(?=[a-z]){_WORD}"
_WHO = (
    rf"(?:(?:[Tt]he )?(?P<name>{_NAME})|(?P<role>{_ROLE}) (?P<named>{_NAME})"
    rf"|(?P<somebody>(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Tt]his)(?: {_WORD}){{1,7}}))"
)
_MORE = r"(?:, (?P<more>[^,“”\":;.]{2,200})(?=[.,;:]\B))?"
_OPENING = r"(?:And|But|Yet|Also|Instead|(?:In|On|At|Last|This|Earlier|Until|Speaking)\b[^,“”\"]*)"
_LEAD = re.compile(
    rf"(?:{_OPENING},? )?(?:[Aa]s )?{_WHO}(?:{_MORE},)? {_SAID}"
    rf"(?:,|(?: {_WORD}){{0,8}}:"
    r"|(?<!told)(?<!tells)(?: that)?(?: it)?(?: (?:is|was))?(?: an?| the)?)"
)
"""The beginning of a sentence up to words of the one whom it names."""
_BEHIND = re.compile(rf"{_WHO}(?:{_MORE},)? {_SAID}")
_TURNED = re.compile(rf"{_VERB} {_WHO}{_MORE}(?=[.,;:]|$| (?:in|on|at|to|of)\b)")
_NO_ROLE = re.compile(rf"(?:\w+ing|in|on|at|to|for|with|{_OTHERS})\b")
_SHORT = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|St)\.")
"""Written with a full stop that ends no sentence."""
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-ZÀ-Þ]|$)")
_COMPLETE = re.compile(r"(?<=\.[”\"’])\s*(?:[A-ZÀ-Þ]|$)|\.|\s*$")
"""Behind words with which a sentence ends, so that nobody is named for them there."""

LEAST_WORDS = 2
"""A single word in quotation marks is doubted or defined rather than said."""

LONGEST_PARAGRAPH = 10_000
"""Characters; nobody quotes people in a longer one."""

LONGEST_SENTENCE = 400
"""Characters, on either side of a quotation, in which its speaker is looked for."""

LONGEST_RUN = 30
"""Paragraphs of one speech."""

_CURLY = re.compile(r"“[^“”]*”")
_STRAIGHT = re.compile(r'(?<![\w"])"[^"\s][^"]*"(?!\w)')


class Speaker(NamedTuple):
    name: str
    role: str = ""
    """Who that is, as the sentence says it."""


def with_quotations(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a paper with its people's words as quotations."""
    made: list[Block] = []
    i = 0
    while i < len(blocks):
        block = blocks[i]
        if block.kind is PassageKind.QUOTATION and not block.speaker:
            is_marked = block.text.startswith(("“", '"', "‘", "—", "–"))  # or names who said it
            marked = block.text if is_marked else f"“{block.text}”"
            block = replace(block, kind=PassageKind.PARAGRAPH, text=marked)
        whole = _running([block, *blocks[i + 1 : i + LONGEST_RUN]])
        parts = _within(replace(block, text="\n".join(whole)))
        if len(whole) > 1 and "\n" in parts[0].text:  # nobody is named for it
            whole, parts = whole[:1], _within(block)
        made += parts
        i += len(whole)
    return tuple(made)


def _running(blocks: Sequence[Block]) -> list[str]:
    """Return the paragraphs that belong together, without the marks with which they go on.

    In a speech of several each has an opening mark, and only the last one has a closing mark.
    """
    parts = [blocks[0].text]
    opening, closing = ("“", "”") if "“" in parts[0] else ('"', '"')
    is_open = parts[0].rfind("“") > parts[0].rfind("”") or parts[0].count('"') % 2
    for block in blocks[1:] if is_open else ():
        if block.kind is not PassageKind.PARAGRAPH or not block.text.startswith(opening):
            break
        parts.append(block.text[1:])
        if opening in parts[-1][:-1] or closing in parts[-1][:-1]:
            break
        if parts[-1].endswith(closing):
            return parts
    return parts[:1]


def _within(block: Block) -> list[Block]:
    """Return a block, and the quotations in it whose speaker is named."""
    is_text = block.kind in {PassageKind.PARAGRAPH, PassageKind.ITEM}
    if not is_text or len(block.text) > LONGEST_PARAGRAPH:
        return [block]
    found = [*_quotations(block.text)]
    said = [_said(block, "\n".join(m[0] for m in parts), speaker) for parts, speaker in found]
    if len(found) == 1 and block.kind is PassageKind.PARAGRAPH:
        last = found[0][0][-1]
        lead, rest = block.text[: last.start()].strip(), block.text[last.end() :].strip(" .,")
        if not rest and (lead.endswith(":") or "\n" in last[0]):
            block = replace(block, text=lead)
    return [block, *said]


def _quotations(text: str) -> list[tuple[list[re.Match[str]], Speaker]]:
    """Return the words whose speaker is named, those together that “said Ann” cuts in two."""
    found: list[tuple[list[re.Match[str]], Speaker]] = []
    marked = [*_CURLY.finditer(text)] or [*_STRAIGHT.finditer(text)]
    since, is_behind = 0, False
    for quoted, following in zip_longest(marked, marked[1:]):
        between = text[since : quoted.start()]
        after = text[quoted.end() : following.start() if following else len(text)]
        *earlier, lead = _sentences(between)
        goes_on = is_behind and (not earlier and lead.endswith(",") if lead else len(earlier) == 1)
        since, is_behind = quoted.end(), False
        if len(quoted[0].split()) < LEAST_WORDS:
            continue
        speaker = _before(lead, quoted[0]) if lead else _behind(quoted[0], after)
        if goes_on and _COMPLETE.match(text, quoted.end()) and (lead or not speaker):
            found[-1][0].append(quoted)
        elif speaker:
            found.append(([quoted], speaker))
            is_behind = not lead
    return found


def _sentences(text: str) -> list[str]:
    """Return the last sentences of a text; the very last is empty where it ends in a full stop."""
    if len(text) > LONGEST_SENTENCE:
        text = f"… {text[-LONGEST_SENTENCE:]}"  # does not begin there
    return [s.strip() for s in _SENTENCE_END.split(_SHORT.sub(r"\1", text))]


def _before(lead: str, words: str) -> Speaker | None:
    if lead[-1] not in ",:" and not words[1].islower():  # what is called so
        return None
    speaker = _named(_LEAD.fullmatch(lead))
    # At the beginning of a sentence, any word has a capital.
    return speaker if speaker and (" " in speaker.name or speaker.name.isupper()) else None


def _behind(words: str, after: str) -> Speaker | None:
    has_comma = words[-2] == "," or after.startswith(",")
    if not has_comma and words[-2] not in "?!":
        return None
    after = _SHORT.sub(r"\1", after[:LONGEST_SENTENCE]).lstrip(", ")
    found = _BEHIND.match(after)
    if found and not has_comma and after[found.end() :][:1] not in {".", ",", ""}:
        return None  # “Who?” Ann said that she knew.
    return _named(found or _TURNED.match(after))


def _named(found: re.Match[str] | None) -> Speaker | None:
    """Make a speaker of what a sentence says of one."""
    if not found:
        return None
    name, role, more = found["name"] or found["named"], found["role"] or "", found["more"] or ""
    if not name:
        name = found["somebody"]
        if re.fullmatch(_NAME, more):
            name, role, more = more, name, ""
    role = re.sub(r"^the ", "", role, flags=re.IGNORECASE)
    more = "" if _NO_ROLE.match(more) else more
    return Speaker(name[0].upper() + name[1:], ", ".join(filter(None, (role, more))))


def _said(block: Block, words: str, speaker: Speaker) -> Block:
    return Block(
        PassageKind.QUOTATION,
        words,
        page=block.page,
        speaker=speaker.name,
        role=speaker.role,
        links=block.links,
    )
