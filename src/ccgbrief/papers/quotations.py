"""Turns people's words into quotations of their own, with their speakers, when a paper is added.

Words at the end of a paragraph move into the quotation. Words within a sentence stay there as well,
so that the sentence can be read and found whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block

_SAID_VERBS = (
    r"said|says|wrote|writes|argued|argues|warned|warns|claimed|added|adds|explained|explains"
    r"|commented|concluded|concludes|insisted|insists|noted|admitted|replied|stressed|declared"
    r"|announced|remarked|recalled"
)
"""Of these the one who speaks may come after: “…”, said Ann."""
_SAID = rf"(?:{_SAID_VERBS})"
_VERBS = (
    rf"(?:{_SAID_VERBS}|told|tells|cited|cites|described|describes|predicted|predicts|ruled|rules"
    r"|stated|stresses|suggested|suggests|believed|believes|promised|promises"
    r"|pointed out|points out|put it|puts it)"
)
SAYING = re.compile(rf"\b(?P<verb>{_VERBS})\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|as|not)$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?<!\s)(?:\s+(?:has|have|had|also|later|then|once|recently|already|now|would|will)){1,4}$"
)
_CLAUSE = re.compile(
    r"[;:–—(]\s*|,\s+(?:and|but|while|as|when|although|or)\s+|\b(?:after|because|that|while|whether|when)\s+|,\s+"
)
_OPENING = re.compile(
    r"^(?:As|And|But|Yet|So|Still|While|However|Earlier|Later|Today|Yesterday),?\s+", re.IGNORECASE
)

_TITLE = r"(?:Sir|Dame|Dr|Lord|Lady|Professor|Prof|Baroness|Mr|Mrs|Ms|Miss|Cllr|Councillor)\.?"
_PART = r"[A-ZÀ-Þ][\w’'-]+"
_PERSON = rf"(?:{_TITLE} {_PART}(?: {_PART}){{0,2}}|{_PART}(?: (?:{_PART}|de|van|von|of)){{1,2}})"
_OFFICE = (
    r"(?:Chair(?:man|woman)?|President|Director|Minister|Secretary|Leader|Manager|Mayor|Author)"
)
_LINKING = r"(?:of|for|from|to|at|in|on|by|with|and)"
"""No role ends in one: of “a spokesman for North Mill”, it is not North Mill who speaks."""
_OF_A_PLACE = re.compile(rf"(?P<name>{_PERSON}),? (?P<role>(?:of|from|at) .+)")
_WITH_ROLE = re.compile(
    rf"(?P<role>(?:the )?[\w’'&/ -]*?\b(?!{_LINKING}\b)[a-z][\w’'-]{{1,40}}|{_OFFICE}) "
    rf"(?P<name>{_PERSON})"
)
_NAMED = re.compile(
    rf"(?:[Tt]he )?(?P<name>{_PERSON}|{_PART}(?: (?:{_PART}|of|for|and|the|on|&))* {_PART}"
    r"|[A-Z]{2,})"
)
_SOMEBODY = re.compile(
    r"(?P<name>(?:one|another|an?|the|this|its|their) [^\W\d][^\d,.;]{2,50}|one|another)",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:[Rr]esearch|[Ss]tudy|[Rr]eport|[Ss]urvey|[Aa]nalysis|[Rr]eview) (?:by|from) "
    rf"(?P<name>(?:the )?{_PART}+[\w’' ]{{0,80}}?)"
    r"(?:,| into\b| of how\b| on\b| that\b| has\b| have\b|$)"
)
_SOURCE = re.compile(
    r"\b(?:according to|in the words of) (?P<subject>[^,.;“”]+)(?:, (?P<role>[^,.;“”]+),)?",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    rf"\s*+(?:,\s*+)?{_SAID}\s++(?P<subject>[^,.;:“”]++)"
    r"(?:,\s++(?P<role>(?:(?!,\s+who\b)[^.;:“”])++))?(?:[.;:]|$|,\s+who\b)"
)
_SOMEBODY_SAID = re.compile(
    rf"\s*+(?:,\s*+)?(?P<subject>[^,.;:“”]+?)"
    rf"(?:,\s++(?P<role>[^.;:“”]+?),)?(?<!\s)\s+(?:{_VERBS})\b"
)
_GROUP = re.compile(
    r"(?:\b(?P<of>[A-Z]{2,}|[A-Z][a-z]+) )?\b"
    r"(?P<who>leaders|managers|members|chairs|respondents|doctors|nurses|patients|officers"
    r"|directors|councillors|residents|clinicians|trustees|readers|parents|carers|GPs)\b"
)
_ADJECTIVE = re.compile(r"^(?:Former|Outgoing|Incoming|Interim|Acting|Deputy|Senior|Chief)\b")
_SHARE = re.compile(r"\d|\bper cent\b|%")
_SHORT = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|St)\.")
"""Written with a full stop that ends no sentence."""
_PRONOUN = re.compile(r"(?:he|she|they|it|we|i|who|which|these|those|there)", re.IGNORECASE)

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
_SENTENCE_START = re.compile(r"(?<=[.?!])[”’\"]?\s+(?=[“\"A-Z])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No)\.$")


class Speaker(NamedTuple):
    name: str
    role: str = ""
    """Who that is, as the sentence says it."""


def speaker_of(
    before: str, after: str, earlier: str = "", last: Speaker | None = None
) -> Speaker | None:
    """Return the speaker of a quotation, None if the sentence names none.

    `before` and `after` are the rest of its sentence, or the sentence before; `earlier` the
    paragraph before, which may say of whom “one” is; `last` whom “she” may mean.
    """
    before, after = _SHORT.sub(r"\1", before), _SHORT.sub(r"\1", after)
    behind = _by_verb_behind(after, earlier, last)
    if ends_sentence(before):
        behind = behind or _by_what_follows(after, earlier, last)
    return (
        behind
        or _by_verb(before, earlier, last)
        or _by_source(_SOURCE.search(before))
        or _by_what_follows(after, earlier, last)
    )


def ends_sentence(text: str) -> bool:
    """Return whether what follows a text begins a new sentence."""
    return text[-1:] in {".", "?", "!"}


def person_in(sentences: str) -> Speaker | None:
    """Return the person that the last sentence begins with that begins with one."""
    found = None
    for sentence in re.split(r"(?<=[.?!])\s+", _SHORT.sub(r"\1", sentences)):
        if person := re.match(rf"{_PERSON}(?![’'])", _OPENING.sub("", sentence)):
            found = Speaker(person[0])
    return found


def _by_verb(before: str, earlier: str, last: Speaker | None) -> Speaker | None:
    verbs = [
        m for m in SAYING.finditer(before) if not _PASSIVE.search(before[: m.start()].rstrip())
    ]
    if not verbs:
        return None
    left = _AUXILIARY.sub("", before[: verbs[-1].start()].rstrip())
    if study := _STUDY.search(left):
        return Speaker(_without_article(study["name"]))
    role = ""
    if left.endswith(","):
        left, _, role = left[:-1].rpartition(", ")
        role = "" if re.match(r"\w+ing\b|who\b|which\b|in\b|on\b|at\b|speaking\b", role) else role
    return _named(_CLAUSE.split(left)[-1], role, earlier, last)


def _by_verb_behind(after: str, earlier: str, last: Speaker | None) -> Speaker | None:
    found = _SAID_BY.match(after)
    role = found["role"] or "" if found else ""
    return _named(found["subject"], role.rstrip(), earlier, last) if found else None


def _by_source(source: re.Match[str] | None) -> Speaker | None:
    return _named(source["subject"], source["role"] or "", "", None) if source else None


def _by_what_follows(after: str, earlier: str, last: Speaker | None) -> Speaker | None:
    found = _SOMEBODY_SAID.match(after)
    said = _named(found["subject"], found["role"] or "", earlier, last) if found else None
    return _by_source(_SOURCE.match(after.lstrip(" ,"))) or said


def _named(subject: str, role: str, earlier: str, last: Speaker | None) -> Speaker | None:
    """Make a speaker of the subject of a sentence."""
    subject = _OPENING.sub("", subject.strip(), count=1).strip(" ,")
    if not subject or _SHARE.search(subject):
        return None
    if _PRONOUN.fullmatch(subject):
        return last if subject.lower() in {"he", "she"} else None
    if re.fullmatch(_PERSON, role) and not re.fullmatch(_PERSON, subject):
        return Speaker(role, _role(subject))
    if known := _OF_A_PLACE.fullmatch(subject) or _WITH_ROLE.fullmatch(subject):
        roles = (_role(known["role"]), role)
        return Speaker(known["name"], ", ".join(part for part in roles if part))
    if known := _NAMED.fullmatch(subject):
        return Speaker(known["name"], role)
    is_somebody = _SOMEBODY.fullmatch(subject)
    return Speaker(_which(subject, earlier, last), role) if is_somebody else None


def _role(text: str) -> str:
    """Return a role without the capital that only the sentence gave it."""
    return _ADJECTIVE.sub(lambda found: found[0].lower(), _without_article(text))


def _without_article(name: str) -> str:
    return re.sub(r"^the ", "", name.strip(), flags=re.IGNORECASE)


def _which(subject: str, earlier: str, last: Speaker | None) -> str:
    """Return “One CCG leader” for “One” where the paragraphs before speak of CCG leaders."""
    subject = subject[0].upper() + subject[1:]
    if subject not in {"One", "Another"}:
        return subject
    if last and (kind := re.match(r"(?:One|Another) (.+)", last.name)):
        return f"{subject} {kind[1]}"
    groups = list(_GROUP.finditer(earlier))
    if not groups:
        return subject
    kind_of, who = groups[-1]["of"], groups[-1]["who"].removesuffix("s")
    return " ".join(part for part in (subject, kind_of, who) if part)


@dataclass(slots=True)
class _Context:
    """What the blocks read so far say about the next one."""

    earlier: str = ""
    """The paragraph before."""
    last: Speaker | None = None
    """Who spoke there."""


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
            context = _Context(blocks[i - 1].text, last)
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
    return speaker_of(own, _sentence(after), context.earlier, meant)


def _running(blocks: Sequence[Block], i: int) -> tuple[int, list[str]] | None:
    """Return where a speech of several paragraphs begins, and its paragraphs, marks and all.

    Each paragraph has an opening mark, and only the last one has a closing mark.
    """
    text = blocks[i].text
    masked = _CURLY.sub(lambda m: "_" * len(m[0]), text)
    opening = masked.rfind("“")
    if opening < 0 and text.count('"') % 2 == 1:
        opening = text.rfind('"')
    if opening < 0:
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
    is_clause = not _SENTENCE_START.search(_SHORT.sub("", between))
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
        if not _ABBREVIATED.search(text[: boundary.start()]):
            start = boundary.end()
    # The quotation itself may begin a sentence after “said:” and is no boundary then.
    return max(start, end - LONGEST_SENTENCE)


def _sentence(after: str) -> str:
    after = _SHORT.sub(r"\1", after[:LONGEST_SENTENCE])
    boundary = _SENTENCE_START.search(after)
    return after[: boundary.start()] if boundary else after


def _said(block: Block, words: str, speaker: Speaker) -> Block:
    return Block(
        PassageKind.QUOTATION, words, page=block.page, speaker=speaker.name, role=speaker.role
    )
