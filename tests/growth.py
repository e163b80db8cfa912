"""Makes texts that a regular expression is slow over, and tells whether a use of them grows so.

Times are only compared with one another, and only those of the processor.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from time import process_time
from types import ModuleType
from typing import Any, NamedTuple

SHORT, LENGTH = 20, 3_000
"""Characters: of a text over which doubling steps already show, and of one for walks."""

SUSPECT = 4
"""Times as long as a look at each character: below, a pattern walks the text a few times only."""

HOPELESS = 2_000
"""Times as long as a look at each character of a short text: nothing in proportion is so slow."""

MOST_TIMES_PROSE = 4
"""How much slower than prose a reader may be before its growth is looked at."""

MOST_GROWTH = 3
"""From one length to its double: 2 for what is in proportion, 4 for a walk from each place."""

TRIES = 5
"""Another program may have had the processor for a while."""

MANY = 20
"""A repeat of so many at the most is taken as one without an end."""

MOST_SIGNS, MOST_PIECES = 16, 250
"""Of one pattern, so that a pattern of many words does not take all the time there is."""

PIECES = (
    *" \n-.:'\"”()[<|*_@=`a1A",
    "a ", "1 ", "A. ", "1.", "a-", " \n", "- ", "| a ", "a@", "@a ", "<a ", "<!--", "<!-- page ",
    "” said ", "“a” ", "http://", "[a](", "&amp", "Mr A. ", "1 May ", "by ", "(a) ", "+++\n", "> ",
    "a = 1\n", "N.H.", "a:b ", "(", "[[", "“‘", "a\n\n", "# ", "|-", "~~~\n", "<!-- page 1 -->\n\n",
)  # fmt: skip
ORDINARY = [(start, piece) for start in ("", "“a", "http://a") for piece in PIECES]
"""Beginnings, and what is repeated after them, whatever it is that reads them."""

_WALKING = {"search", "finditer", "findall", "sub", "subn", "split"}
_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
_SIGNS = "a1 -“\n"
"""What stands for any character that a set leaves open."""


class Used(NamedTuple):
    """A pattern, and how it is used."""

    pattern: re.Pattern[Any]
    walks: bool
    """Whether it is looked for at every place of a text, and not only at its beginning."""

    def over(self, text: str) -> object:
        given: Any = text.encode("utf-8") if isinstance(self.pattern.pattern, bytes) else text
        return [*self.pattern.finditer(given)] if self.walks else self.pattern.fullmatch(given)


def patterns_in(room: str) -> set[Used]:
    """Return the patterns in all modules of one room of the source."""
    module = importlib.import_module(f"ccgbrief.{room}")
    within = pkgutil.walk_packages(getattr(module, "__path__", []), f"{module.__name__}.")
    modules = [module, *(importlib.import_module(found.name) for found in within)]
    return {used for each in modules for used in patterns_of(each)}


def patterns_of(module: ModuleType) -> set[Used]:
    """Return what a module gives to `re`, where it depends on nothing but the module itself."""
    source = Path(str(module.__file__)).read_text("utf-8")
    found: set[Used] = set()
    for name, value in vars(module).items():
        methods = set(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", source))
        methods |= set(re.findall(rf"\bre\.(\w+)\({re.escape(name)}\b", source))
        texts = [value] if methods and isinstance(value, str) else []
        patterns = [*_patterns_in(value), *map(re.compile, texts)]
        found.update(Used(pattern, bool(methods & _WALKING)) for pattern in patterns)
    for call in ast.walk(ast.parse(source)):
        match call:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[first, *_]
            ):
                if method in _WALKING | {"match", "fullmatch"} and not isinstance(first, ast.Name):
                    found.update(Used(p, method in _WALKING) for p in _compiled(module, call))
    return found


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns_in([*value.values()])
    elif isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from _patterns_in(each)


def _compiled(module: ModuleType, call: ast.Call) -> Iterator[re.Pattern[Any]]:
    flags = "|".join(re.findall(r"\bre\.[A-Z]+\b", ast.unparse(call))) or "0"
    try:
        yield eval(f"re.compile({ast.unparse(call.args[0])}, {flags})", {**vars(module), "re": re})
    except NameError:  # it is made of what a function was given
        return


def texts_for(pattern: re.Pattern[Any]) -> dict[tuple[str, str], None]:
    """Return beginnings and what is repeated after them, of the pattern's own signs at first.

    After whatever a repeat in the pattern follows stands what it repeats, or the beginning again.
    """
    text = pattern.pattern
    tree = parser.parse(
        text.decode("latin-1") if isinstance(text, bytes) else text, pattern.flags & ~re.UNICODE
    )
    signs = [*dict.fromkeys([*_signs_in(tree), *_SIGNS])][:MOST_SIGNS]
    repeats = {found for full in (True, False) for found in _repeats_in(tree, "", full)}
    whole = _least(tree, full=True)
    texts = {("", piece): None for piece in [whole, whole[:-1], *signs] if piece}
    for beginning, body in sorted(repeats):
        again = {
            ("", f"{piece}{end}"): None
            for piece in (f"{beginning}{body}", beginning)
            for end in ("", " ")
        }
        after = {(beginning, piece): None for piece in [body, *signs]}
        texts |= {**again, **after}
    texts |= {("", f"{a}{b}"): None for a in signs[:5] for b in signs[:5] if a != b}
    return {text: None for text in [*texts][:MOST_PIECES] + ORDINARY if text[1]}


def _signs_in(tree: Iterable[Any]) -> Iterator[str]:
    for code, value in tree:
        if code is codes.LITERAL:
            yield chr(value)
        elif code is codes.IN:
            yield from _of_set(value)[:3]
        for inner in _within(code, value):
            yield from _signs_in(inner)


def _within(code: Any, value: Any) -> list[Any]:
    """Return the patterns within one part of a pattern."""
    match code:
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            return [value[2]]
        case codes.SUBPATTERN:
            return [value[3]]
        case codes.ATOMIC_GROUP:
            return [value]
        case codes.BRANCH | codes.ASSERT | codes.ASSERT_NOT:
            return [*value[1]] if code is codes.BRANCH else [value[1]]
    return []


def _of_set(items: list[Any]) -> str:
    """Return some characters of a set."""
    classes = {
        codes.CATEGORY_DIGIT: "1",
        codes.CATEGORY_SPACE: " \n",
        codes.CATEGORY_WORD: "a1",
        codes.CATEGORY_NOT_DIGIT: "a",
        codes.CATEGORY_NOT_SPACE: "a",
        codes.CATEGORY_NOT_WORD: " -",
    }
    found = ""
    for code, value in items:
        if code is codes.LITERAL:
            found += chr(value)
        elif code is codes.RANGE:
            found += chr(value[0])
        elif code is codes.CATEGORY:
            found += classes[value]
    if items[0][0] is codes.NEGATE:
        return "".join(sign for sign in _SIGNS if sign not in found) or "~"
    return found


def _least(tree: Iterable[Any], *, full: bool) -> str:
    """Return a short text that a pattern takes; with `full` each part once that may be absent."""
    text = ""
    for code, value in tree:
        match code:
            case codes.LITERAL:
                text += chr(value)
            case codes.NOT_LITERAL:
                text += "b" if value == ord("a") else "a"
            case codes.ANY:
                text += "a"
            case codes.IN:
                text += _of_set(value)[:1]
            case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
                text += _least(value[2], full=full) * max(value[0], int(full))
            case codes.ASSERT | codes.ASSERT_NOT:
                pass
            case _:
                text += next((_least(inner, full=full) for inner in _within(code, value)), "")
    return text


def _repeats_in(tree: Iterable[Any], before: str, full: bool) -> Iterator[tuple[str, str]]:
    """Yield what stands before each repeat without an end, and what it repeats."""
    for code, value in tree:
        if code in _REPEATS and value[1] >= MANY:
            yield before, _least(value[2], full=full)
        for inner in _within(code, value):
            yield from _repeats_in(inner, before, full)
        before += _least([(code, value)], full=full)


def grown(beginning: str, piece: str, length: int) -> str:
    """Return a text of about that length, which ends in what no pattern takes."""
    return f"{beginning}{piece * (length // len(piece))}\0"


def seconds(use: Callable[[str], object], text: str) -> float:
    begun = process_time()
    use(text)
    return process_time() - begun


def grows(use: Callable[[str], object], beginning: str, piece: str, length: int) -> bool:
    """Tell whether a use takes more than in proportion, each time it is tried."""
    for _ in range(TRIES):
        short = min(seconds(use, grown(beginning, piece, length)) for _ in range(2))
        double = seconds(use, grown(beginning, piece, 2 * length))
        if double <= MOST_GROWTH * short:
            return False
    return True


_LOOK = re.compile("(?s).")
ONE_LOOK = min(seconds(_LOOK.findall, "a" * LENGTH) for _ in range(20)) / LENGTH
"""Seconds for a look at one character."""


def slow_pattern_text(used: Used) -> tuple[str, str] | None:
    """Return the beginning and the piece with which a pattern takes ever longer, if any do."""
    for beginning, piece in texts_for(used.pattern):
        short = grown(beginning, piece, SHORT)
        limit = HOPELESS * ONE_LOOK * SHORT
        if all(seconds(used.over, short) > limit for _ in range(TRIES)):
            return beginning, piece
        for length in (LENGTH // 10, LENGTH):
            taken = seconds(used.over, grown(beginning, piece, length))
            if taken > SUSPECT * ONE_LOOK * length and grows(used.over, beginning, piece, length):
                return beginning, piece
    return None


PROSE = "The board asked who owns primary care, and was told on 1 May that nobody does. "


def slow_reader_text(read: Callable[[str], object]) -> tuple[str, str] | None:
    """Return the beginning and the piece with which a whole reader takes ever longer, if any do.

    A reader takes longer than one look at each character: it is compared with itself over prose.
    """
    plain = min(seconds(read, grown("", PROSE, LENGTH)) for _ in range(3))
    for beginning, piece in ORDINARY:
        taken = seconds(read, grown(beginning, piece, LENGTH))
        if taken > MOST_TIMES_PROSE * plain and grows(read, beginning, piece, LENGTH):
            return beginning, piece
    return None
